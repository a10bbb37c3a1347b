"""What is said of a disk is what the system says of it, and nothing where it says nothing."""

import platform
import sys
from pathlib import Path

import pytest

from casebook.cli import disks


def test_encryption_is_claimed_only_where_the_kernel_names_it(tmp_path: Path) -> None:
    """A made-up device tree: a volume on an encrypted disk, beside one on a plain disk."""
    sealed, plain = tmp_path / "sealed", tmp_path / "plain"
    for name, uuid in ((sealed, "CRYPT-LUKS2-invented"), (plain, "LVM-invented")):
        (name / "dm").mkdir(parents=True)
        (name / "dm" / "uuid").write_text(uuid)
    volume = tmp_path / "volume"
    (volume / "slaves").mkdir(parents=True)
    (volume / "slaves" / "dm-0").symlink_to(sealed)

    assert disks.is_encrypted(volume)
    assert not disks.is_encrypted(plain)
    (volume / "slaves" / "dm-1").symlink_to(plain)
    assert not disks.is_encrypted(volume)


@pytest.mark.parametrize(
    ("answer", "encrypted"),
    [
        ("FileVault is On.\n", True),
        ("FileVault is Off.\n", False),
        ("FileVault is On.\nDecryption in progress: Percent completed = 4\n", True),
        ("", None),
        ("fdesetup: not permitted", None),
    ],
)
def test_filevault_s_own_words_are_read(answer: str, encrypted: bool | None) -> None:
    assert disks.said_by_filevault(answer) is encrypted


@pytest.mark.parametrize(
    ("answer", "encrypted"),
    [("1\r\n", True), ("2\r\n", False), ("0", False), ("", None), ("no such drive", None)],
)
def test_bitlocker_s_own_number_is_read(answer: str, encrypted: bool | None) -> None:
    assert disks.said_by_bitlocker(answer) is encrypted


@pytest.mark.parametrize(
    ("answer", "plain"),
    [
        ("vm.swapusage: total = 2048.00M  used = 9.25M  free = 2038.75M  (encrypted)\n", False),
        ("vm.swapusage: total = 2048.00M  used = 9.25M  free = 2038.75M\n", True),
        ("", None),
    ],
)
def test_what_macos_says_of_its_swap_is_read(answer: str, plain: bool | None) -> None:
    assert disks.said_by_swapusage(answer) is plain


@pytest.mark.parametrize(
    ("rows", "plain"),
    [
        ("", False),
        ("/dev/zram0 partition 8388604 0 100\n", False),
        ("/nowhere/swap.img file 8388604 0 -2\n", True),
        ("/dev/zram0 partition 1 0 100\n/nowhere/swap.img file 1 0 -2\n", True),
    ],
)
def test_swap_counts_unless_it_is_memory_or_encrypted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: str, plain: bool
) -> None:
    listed = tmp_path / "swaps"
    listed.write_text(f"Filename Type Size Used Priority\n{rows}")
    monkeypatch.setattr(disks, "_SWAPS", listed)
    monkeypatch.setattr(platform, "system", lambda: "Linux")

    assert disks.swaps() is plain


def test_swap_that_is_not_listed_cannot_be_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disks, "_SWAPS", tmp_path / "none")
    monkeypatch.setattr(platform, "system", lambda: "Linux")

    assert disks.swaps() is None


@pytest.mark.skipif(sys.platform == "darwin", reason="here the tool is there")
def test_a_tool_that_is_not_there_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """On another system's word this one asks a tool that it has not got."""
    monkeypatch.setattr(platform, "system", lambda: "Darwin")

    assert disks.encrypted(Path.cwd()) is None
    assert disks.swaps() is None
