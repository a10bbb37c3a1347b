"""A folder that a service keeps in step, or that is another computer's, is no place to write."""

import os
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from casebook.errors.opening import PlaceUnsuited
from casebook.vault import location
from casebook.vault.places import is_second_version, kind_of

OWN = "0123456789abcdef0123456789abcdef"


def kinds(folder: Path) -> set[str]:
    return {each.kind for each in location.reasons(folder)}


@pytest.mark.parametrize(
    ("name", "service"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - Harbour Primary", "OneDrive"),
        ("OneDrive-HarbourPrimary", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("Dropbox (Harbour Primary)", "Dropbox"),
        ("Google Drive", "Google Drive"),
        ("GoogleDrive-dsl@example.org", "Google Drive"),
        ("My Drive", "Google Drive"),
        ("iCloud Drive", "iCloud Drive"),
        ("iCloudDrive", "iCloud Drive"),
        ("Mobile Documents", "iCloud Drive"),
        ("com~apple~CloudDocs", "iCloud Drive"),
        ("Nextcloud", "Nextcloud"),
        ("ownCloud", "ownCloud"),
        ("Box Sync", "Box"),
        ("Syncthing", "Syncthing"),
        ("CloudStorage", "macOS's cloud storage"),
    ],
)
def test_a_folder_of_a_syncing_service_is_told_by_name(
    tmp_path: Path, name: str, service: str
) -> None:
    folder = tmp_path / name / "Safeguarding" / "Harbour Test.casebook"

    assert f"{service} keeps it in step" in {each.said for each in location.reasons(folder)}
    with pytest.raises(PlaceUnsuited) as refused:
        location.require_fit(folder)
    assert service in refused.value.message


@pytest.mark.parametrize(
    "name",
    ["Documents", "Dropped boxes", "Boxes", "Megan", "Drive", "Cloud", "Toolbox", "Not OneDrive"],
)
def test_a_name_that_only_sounds_like_one_is_no_reason(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()

    assert not kinds(tmp_path / name) - {"network"}


@pytest.mark.parametrize(
    ("mark", "service"),
    [
        (".stfolder", "Syncthing"),
        (".dropbox.cache", "Dropbox"),
        (".sync_0af31b22c8d1.db", "Nextcloud"),
        (".owncloudsync.log", "Nextcloud"),
    ],
)
def test_a_service_is_told_by_what_it_leaves_above(tmp_path: Path, mark: str, service: str) -> None:
    (tmp_path / mark).touch()
    folder = tmp_path / "Safeguarding" / "Harbour Test.casebook"
    folder.mkdir(parents=True)

    assert f"{service} keeps it in step" in {each.said for each in location.reasons(folder)}


def test_a_link_into_such_a_folder_does_not_hide_it(tmp_path: Path) -> None:
    (tmp_path / "OneDrive").mkdir()
    (tmp_path / "Casebooks").symlink_to(tmp_path / "OneDrive", target_is_directory=True)

    assert "syncing" in kinds(tmp_path / "Casebooks" / "Harbour Test.casebook")


def test_what_windows_says_of_its_own_cloud_folder_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A school may have given it another name."""
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "School cloud"))

    assert "syncing" in kinds(tmp_path / "School cloud" / "Harbour Test.casebook")
    assert "syncing" not in kinds(tmp_path / "School" / "Harbour Test.casebook")


@pytest.mark.parametrize(
    "path",
    [r"\\server\share\Harbour.casebook", r"\\?\UNC\server\share\x", "//server/share/x"],
)
def test_a_share_is_told_by_its_path(path: str) -> None:
    assert location.is_share(path)


@pytest.mark.parametrize("path", [r"C:\Harbour.casebook", r"\\?\C:\x", "/home/dsl/x", r"\x", "x"])
def test_a_disk_of_one_s_own_is_no_share(path: str) -> None:
    assert not location.is_share(path)


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "smb3", "fuse.sshfs", "fuse.rclone", "9p"])
def test_a_mounted_network_place_is_told_by_its_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """Linux writes a space in a path as a number."""
    share = tmp_path / "school share"
    listed = tmp_path / "mounts"
    escaped = str(share).replace(" ", r"\040")
    listed.write_text(f"disk / ext4 rw 0 0\n//server/x {escaped} {kind} rw 0 0\n")
    monkeypatch.setattr(location, "_MOUNTS", listed)

    assert kinds(share / "Harbour Test.casebook") == {"network"}
    assert kinds(tmp_path / "own" / "Harbour Test.casebook") == set()


def test_the_list_that_macos_prints_is_read() -> None:
    printed = (
        "/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)\n"
        "//dsl@server/staff on /Volumes/Staff share (smbfs, nodev, nosuid, mounted by dsl)\n"
        "map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)\n"
    )

    assert location.mounted_on_mac(printed) == {
        "/": "apfs",
        "/Volumes/Staff share": "smbfs",
        "/System/Volumes/Data/home": "autofs",
    }


CONFLICTS = (
    "compartments/general/g0001 (conflicted copy).db",
    "compartments/general/g0001 (Penny's conflicted copy 2026-11-20).db",
    "compartments/general/g0001 (Case Conflict).db",
    "compartments/general/g0001.sync-conflict-20261120-101500-ABCDEFG.db",
    "compartments/general/g0001 (1).db",
    "compartments/general/g0001 2.db",
    "compartments/general/g0001-DESKTOP-7QX.db",
    "compartments/general/g0001-HEADS-PC.db",
    "compartments/staff/HEAD-LAPTOP-1",
    "CASEBOOK (conflicted copy 2026-11-20 101500)",
    "MANIFEST-DESKTOP-7QX",
    f"users/{OWN}-DESKTOP-7QX.slot",
    f"users/{OWN}(1).slot",
    f"vault/01/{OWN} (conflicted copy)",
)


@pytest.mark.parametrize("path", CONFLICTS)
def test_a_second_version_of_a_file_of_ours_is_told(tmp_path: Path, path: str) -> None:
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).touch()

    assert kind_of(path) == "conflict"
    assert kinds(tmp_path) == {"conflict"}


@pytest.mark.parametrize(
    "name", ["Rota (1).docx", "notes-desktop-2.txt", "conflict of interest.pdf"]
)
def test_somebody_s_own_file_keeps_nobody_from_writing(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()

    assert not is_second_version(name)
    assert kinds(tmp_path) == set()


@pytest.mark.parametrize("name", [".g0001.db.icloud", "g0001.db.nextcloud", "g0001.db.owncloud"])
def test_a_stand_in_is_told_by_its_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()

    assert kinds(tmp_path) == {"placeholder"}


@pytest.mark.parametrize(
    ("facts", "stands_in"),
    [
        ({"st_file_attributes": 0x400000}, True),
        ({"st_file_attributes": 0x40000}, True),
        ({"st_file_attributes": 0x1000}, True),
        ({"st_file_attributes": 0x20}, False),
        ({"st_flags": 0x40000000}, True),
        ({"st_flags": 0}, False),
        ({}, False),
    ],
)
def test_a_stand_in_is_told_by_what_the_system_says(facts: dict[str, int], stands_in: bool) -> None:
    """Windows and macOS mark a file whose data is elsewhere; the values are theirs."""
    assert location.is_stand_in(cast("os.stat_result", SimpleNamespace(**facts))) == stands_in


def test_what_was_accepted_is_not_refused_again_and_anything_else_is(tmp_path: Path) -> None:
    folder = tmp_path / "Dropbox" / "Harbour Test.casebook"
    folder.mkdir(parents=True)
    location.require_fit(folder, frozenset({"syncing"}))
    (folder / "CASEBOOK (1)").touch()

    with pytest.raises(PlaceUnsuited, match="second versions"):
        location.require_fit(folder, frozenset({"syncing"}))
