"""Without a key it can be told whether a folder is complete, stopped while open, or altered."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from casebook.vault import durable, filelist, manifest
from casebook.vault.findings import Finding
from casebook.vault.loghead import LogHead
from casebook.vault.places import kind_of, spoken
from tests.vault.conftest import Made

EXHIBIT = "vault/ab/ab" + "0" * 30


@pytest.fixture
def closed(made: Made) -> Made:
    """A casebook with one sealed exhibit, closed."""
    path = made.folder.path / EXHIBIT
    path.parent.mkdir()
    path.write_bytes(b"a sealed exhibit")
    manifest.write(made.folder, {"general": LogHead(4, "ab" * 32)}, {})
    return made


def faults(made: Made) -> list[tuple[str, str]]:
    found = manifest.check(made.folder)
    return [(each.code, each.object) for each in found if each.severity == "fault"]


def notes(made: Made) -> list[tuple[str, str]]:
    found = manifest.check(made.folder)
    return [(each.code, each.object) for each in found if each.severity == "note"]


def listed(made: Made) -> filelist.Manifest:
    found = manifest.read(made.folder)
    assert found is not None
    return found


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def test_a_closed_casebook_that_nobody_touched_gives_no_finding(closed: Made) -> None:
    assert manifest.check(closed.folder) == []


def test_the_list_names_every_file_but_lock_itself_and_passing_ones(closed: Made) -> None:
    """[VF-46] Two copies, sixteen grants, all slots, the draft, the drop."""
    folder = closed.folder
    uid = closed.people["dsl"].uid
    drop = "compartments/general/drops/" + "c" * 32
    (folder.users / f"{uid}.draft").write_bytes(b"sealed draft")
    (folder.path / drop).write_bytes(b"sealed drop")
    (folder.path / "LOCK").write_bytes(b"")
    (folder.path / "compartments/general/g0001.db-journal").write_bytes(b"")
    (folder.path / f"{EXHIBIT}.partial").write_bytes(b"half")
    manifest.write(folder, {}, {})

    every = {path.relative_to(folder.path).as_posix() for path in folder.path.rglob("*.*")}
    every |= {"CASEBOOK", EXHIBIT, drop, f"users/{uid}.draft"}
    every |= {f"compartments/{cid}/HEAD" for cid in ("general", "staff", "governance")}
    every -= {"MANIFEST.bak", "compartments/general/g0001.db-journal", f"{EXHIBIT}.partial"}
    assert set(listed(closed).lines) == every
    assert len(every) == 2 + 4 * 2 + 3 * 3 + 1 + 1 + 1


@pytest.mark.parametrize(
    "path",
    ["CASEBOOK", "CASEBOOK.bak", EXHIBIT]
    + [f"compartments/staff/{each}" for each in ("HEAD", "g0001.db", "g0001.grants")],
)
def test_a_file_that_changed_while_closed_is_a_fault(closed: Made, path: str) -> None:
    """[VF-49] Each kind, by its path: flipped, cut, and gone."""
    place = closed.folder.path / path
    whole = place.read_bytes()

    flip(place)
    assert faults(closed) == [("F-07", path)]
    place.write_bytes(whole[:-1])
    assert faults(closed) == [("F-07", path)]
    place.unlink()
    assert faults(closed) == [("F-04", path)]
    place.symlink_to(closed.folder.path / "users")
    assert ("F-05", path) in faults(closed) or ("F-07", path) in faults(closed)


def test_a_quick_check_sees_sizes_only(closed: Made) -> None:
    flip(closed.folder.path / EXHIBIT)
    assert manifest.check(closed.folder, quick=True) == []

    (closed.folder.path / EXHIBIT).write_bytes(b"shorter")
    assert [each.code for each in manifest.check(closed.folder, quick=True)] == ["F-07"]


def test_a_casebook_stopped_while_open_is_not_called_altered(closed: Made) -> None:
    """[VF-49] Databases and slots may have changed; that is said, and is no fault."""
    manifest.mark_open(closed.folder)
    flip(closed.folder.database("general"))
    flip(closed.folder.slot_path(closed.people["dsl"].uid))
    (closed.folder.users / ("d" * 32 + ".slot")).write_bytes(b"someone taken in")

    assert faults(closed) == []
    assert {code for code, _ in notes(closed)} == {"F-02", "F-06", "F-18"}


def test_a_sealed_exhibit_that_changed_is_a_fault_in_any_state(closed: Made) -> None:
    """[VF-49] They never change, open or closed."""
    manifest.mark_open(closed.folder)
    flip(closed.folder.path / EXHIBIT)

    assert faults(closed) == [("F-07", EXHIBIT)]


def test_what_no_writer_removes_is_missed_in_any_state(closed: Made) -> None:
    """[VF-49] An older generation may be gone after a rotation, the current one may not."""
    folder = closed.folder
    older = folder.compartment("general") / "g0000.db"
    older.write_bytes(b"")
    manifest.write(folder, {}, {})
    manifest.mark_open(folder)
    older.unlink()
    folder.slot_path(closed.people["chair"].uid).unlink()
    assert faults(closed) == []

    folder.database("general").unlink()
    (folder.path / "CASEBOOK.bak").unlink()
    assert faults(closed) == [
        ("F-04", "CASEBOOK.bak"),
        ("F-04", "compartments/general/g0001.db"),
    ]


def test_opening_and_closing_count_up_and_say_so_in_both_copies(closed: Made) -> None:
    """[VF-45] The lines of the last close stay while it is open."""
    before = listed(closed)
    manifest.mark_open(closed.folder)
    opened = listed(closed)
    manifest.write(closed.folder, {}, {})
    after = listed(closed)

    assert [each.serial - before.serial for each in (opened, after)] == [1, 2]
    assert [each.state for each in (before, opened, after)] == ["closed", "open", "closed"]
    assert before.lines == opened.lines == after.lines
    path = closed.folder.manifest_path
    assert path.read_bytes() == path.with_name("MANIFEST.bak").read_bytes()


def test_a_writer_that_is_killed_leaves_it_open(closed: Made) -> None:
    """[VF-45] By a real process and a real SIGKILL."""
    code = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from casebook.vault import layout, manifest\n"
        "manifest.mark_open(layout.at(Path(sys.argv[1])))\n"
        "print('open', flush=True)\n"
        "time.sleep(60)\n"
    )
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", code, str(closed.folder.path)],
        stdout=subprocess.PIPE,
        cwd=root,
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"open\n"
        child.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)

    assert notes(closed) == [("F-02", "MANIFEST")]
    assert faults(closed) == []


def test_heads_that_are_not_given_stay_as_they_were(closed: Made) -> None:
    """A writer who does not hold governance cannot know its ledger."""
    manifest.write(closed.folder, {"staff": LogHead(9, "cd" * 32, 2)}, {})

    assert manifest.heads(closed.folder) == {
        "general": LogHead(4, "ab" * 32),
        "staff": LogHead(9, "cd" * 32, 2),
    }


def test_a_lost_exhibit_is_not_forgotten_at_the_next_close(closed: Made) -> None:
    """[VF-47] Unless it was destroyed on purpose."""
    (closed.folder.path / EXHIBIT).unlink()
    manifest.write(closed.folder, {}, {})
    assert faults(closed) == [("F-04", EXHIBIT)]

    manifest.write(closed.folder, {}, {}, disposed=[EXHIBIT])
    assert manifest.check(closed.folder) == []


def test_a_changed_exhibit_is_not_accepted_at_the_next_close(closed: Made) -> None:
    """[VF-47] It is not hashed again, so its line is the one from the day it was sealed."""
    flip(closed.folder.path / EXHIBIT)
    manifest.write(closed.folder, {}, {})

    assert faults(closed) == [("F-07", EXHIBIT)]


def test_the_line_of_a_new_exhibit_comes_from_whoever_sealed_it(closed: Made) -> None:
    """[VF-47] Not from the disk, which may have failed since."""
    new = EXHIBIT[:-1] + "1"
    (closed.folder.path / new).write_bytes(b"what the disk made of it")
    manifest.write(closed.folder, {}, {new: (24, "ab" * 32)})

    assert faults(closed) == [("F-07", new)]
    assert listed(closed).lines[new] == filelist.Line(new, 24, "ab" * 32)


@pytest.mark.parametrize("which", ["MANIFEST", "MANIFEST.bak"])
def test_one_whole_copy_of_the_list_is_enough(closed: Made, which: str) -> None:
    """[VF-48] And the other is named."""
    flip(closed.folder.path / which)
    assert (notes(closed), faults(closed)) == ([("F-01", which)], [])

    (closed.folder.path / which).unlink()
    assert (notes(closed), faults(closed)) == ([("F-01", which)], [])


@pytest.mark.parametrize("which", ["MANIFEST", "MANIFEST.bak"])
def test_of_two_lists_the_later_counts(closed: Made, which: str) -> None:
    """[VF-48] As when the writer was stopped between the two."""
    older = (closed.folder.path / which).read_bytes()
    manifest.mark_open(closed.folder)
    (closed.folder.path / which).write_bytes(older)

    assert listed(closed).state == "open"


def test_without_a_list_nobody_can_say(closed: Made) -> None:
    """[VF-48] A fault, and no word about single files."""
    for which in ("MANIFEST", "MANIFEST.bak"):
        flip(closed.folder.path / which)

    assert faults(closed) == [("V-31", "MANIFEST")]


def test_every_flipped_bit_of_the_list_is_noticed(closed: Made, *, long_run: bool) -> None:
    """[VF-10] [VF-48] No flip gives another list."""
    path = closed.folder.manifest_path
    whole = path.read_bytes()
    for bit in range(0, len(whole) * 8, 11 if long_run else 397):
        data = bytearray(whole)
        data[bit // 8] ^= 1 << bit % 8
        path.write_bytes(data)
        assert filelist.read(path, closed.folder.casebook_id) is None, bit


def test_the_list_of_another_casebook_is_no_list(closed: Made) -> None:
    """[VF-14] [VF-48] However whole it is."""
    assert filelist.read(closed.folder.manifest_path, "0" * 32) is None


@pytest.mark.parametrize("path", ["../outside", "/etc/passwd", "users/../CASEBOOK", "LOCK", "x"])
def test_a_list_that_names_what_no_casebook_has_is_no_list(closed: Made, path: str) -> None:
    """[VF-46] Nothing outside the folder is looked at because a list says so."""
    listing = listed(closed)
    lines = {**listing.lines, path: filelist.Line(path, 1, "ab" * 32)}
    hostile = filelist.Manifest(listing.casebook_id, 99, "closed", listing.heads, lines)

    manifest._write(closed.folder, hostile)

    assert faults(closed) == [("V-31", "MANIFEST")]


def test_the_next_writer_clears_away_what_was_never_finished(closed: Made) -> None:
    """[VF-50] Its own half-written files, and no one else's."""
    half, foreign = closed.folder.path / f"{EXHIBIT}.partial", closed.folder.path / "film.partial"
    for path in (half, foreign):
        path.write_bytes(b"half")

    manifest.mark_open(closed.folder)

    assert not half.exists()
    assert foreign.exists()


@pytest.mark.skipif(os.name == "nt", reason="a file that is open cannot be removed there")
def test_what_somebody_is_writing_at_this_moment_is_left_to_them(closed: Made) -> None:
    """[VF-51] They may hold a lock that was taken away from under them, and learn it later."""
    half = closed.folder.path / f"{EXHIBIT}.partial"
    with durable.created(half) as file:
        file.write(b"half")
        manifest.mark_open(closed.folder)
        assert half.exists()

    manifest.mark_open(closed.folder)
    assert not half.exists()


STRANGERS = {
    ".DS_Store": ("F-12", ".DS_Store"),
    "vault/Thumbs.db": ("F-12", "Thumbs.db"),
    "users/desktop.ini": ("F-12", "desktop.ini"),
    "compartments/general/g0001-DESKTOP-7F3K.db": ("F-13", "DESKTOP"),
    "compartments/general/g0001 (Perry's conflicted copy 2026-11-21).db": ("F-13", "Perry"),
    "compartments/staff/g0001.sync-conflict-20261121-101112-ABCDEFG.db": ("F-13", "sync"),
    "compartments/staff/g0001.db-wal": ("F-14", "wal"),
    "users/Perry Winkle-Test disclosure.docx": ("F-14", "Winkle"),
    "vault/ab/\x1b]52;c;AAAA\x07": ("F-14", "52"),
    "compartments/general/head": ("F-14", "head"),
}


@pytest.mark.parametrize("path", STRANGERS)
def test_what_does_not_belong_is_told_by_its_kind_and_left_alone(closed: Made, path: str) -> None:
    """[VF-50] Named by place and number, never by a name that somebody else chose."""
    place = closed.folder.path / path
    place.write_bytes(b"not ours")
    code, word = STRANGERS[path]

    found = manifest.check(closed.folder)

    assert [(each.code, each.severity) for each in found] == [(code, "note")]
    assert word not in found[0].object.replace("foreign file", "")
    assert place.read_bytes() == b"not ours"


def test_an_exhibit_that_no_list_names_is_an_orphan(closed: Made) -> None:
    """[VF-50] Noted, and left where it is."""
    (closed.folder.path / (EXHIBIT[:-1] + "2")).write_bytes(b"sealed before a kill")

    assert notes(closed) == [("F-11", EXHIBIT[:-1] + "2")]


def test_what_was_left_unfinished_or_left_for_others_is_noted(closed: Made) -> None:
    """[VF-07] [VF-50] A partial file, a journal with something in it, a drop."""
    drop = "compartments/general/drops/" + "c" * 32
    left = {
        f"{EXHIBIT}.partial": "F-15",
        "compartments/general/g0001.db-journal": "F-16",
        drop: "F-17",
    }
    for path in left:
        (closed.folder.path / path).write_bytes(b"left here")

    assert {path: code for code, path in notes(closed)} == left
    assert faults(closed) == []


def test_a_drop_may_come_at_any_time_and_goes_only_while_somebody_writes(closed: Made) -> None:
    """[VF-76] Whoever leaves one asks no writer."""
    drop = "compartments/governance/drops/" + "c" * 32
    (closed.folder.path / drop).write_bytes(b"left here")
    assert (notes(closed), faults(closed)) == ([("F-17", drop)], [])

    manifest.write(closed.folder, {}, {})
    assert (notes(closed), faults(closed)) == ([], [])
    (closed.folder.path / drop).unlink()
    assert faults(closed) == [("F-04", drop)]
    manifest.mark_open(closed.folder)
    assert faults(closed) == []


def test_a_person_added_while_closed_is_a_fault(closed: Made) -> None:
    """[VF-49] Nobody adds a slot but a writer, and a writer writes the list."""
    added = f"users/{'d' * 32}.slot"
    (closed.folder.path / added).write_bytes(b"{}")

    assert faults(closed) == [("F-18", added)]


def test_a_draft_alone_is_never_a_fault(closed: Made) -> None:
    """[VF-49] It is written as people type, and a kill keeps the list from following."""
    draft = closed.folder.users / f"{closed.people['dsl'].uid}.draft"
    draft.write_bytes(b"sealed draft")
    assert faults(closed) == []
    manifest.write(closed.folder, {}, {})
    draft.write_bytes(b"another one")
    assert faults(closed) == []
    draft.unlink()
    assert faults(closed) == []


def test_a_copy_of_the_folder_is_as_complete_as_the_original(closed: Made, tmp_path: Path) -> None:
    copied = shutil.copytree(closed.folder.path, tmp_path / "backup")
    folder = type(closed.folder)(copied, closed.folder.casebook_id)

    assert manifest.check(folder) == []


def test_progress_is_told_file_by_file(closed: Made) -> None:
    told: list[tuple[str, int, int]] = []
    manifest.check(closed.folder, lambda *each: told.append(each))

    assert [done for _, done, _ in told] == list(range(1, len(listed(closed).lines) + 1))
    assert {total for _, _, total in told} == {len(told)}


def test_a_kind_is_known_by_the_whole_path() -> None:
    assert kind_of("CASEBOOK") == "kept"
    assert kind_of("users/CASEBOOK") == "unknown"
    assert kind_of("vault/ab/" + "0" * 32) == "exhibit"
    assert kind_of("vault/" + "0" * 32) == "unknown"
    assert kind_of("HEAD.partial") == "unknown"
    assert kind_of("MANIFEST.partial") == "passing"
    assert spoken("elsewhere/x", 2) == "a foreign file in the folder, no. 2 by name"


def test_findings_are_values() -> None:
    assert Finding("F-01", "MANIFEST", "x", "note") == Finding("F-01", "MANIFEST", "x", "note")
