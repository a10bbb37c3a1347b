"""Drops: sealed to whoever reads there, signed by whoever wrote them, whole or not there."""

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from casebook.errors import CasebookError
from casebook.errors.given import DropTooLong
from casebook.errors.integrity import DropUnusable, FileUnsafe, KeyChanged, KeyUnknown
from casebook.errors.machine import FileMissing
from casebook.vault import drops, durable, strictjson, wrapping
from casebook.vault.people import introduce, new_identity
from tests.vault.conftest import Made

AT = "2026-11-17T15:30:00+00:00"
REPORT = {"incident": {"title": "a canary in the report"}}
NAME = "governance"


@dataclass
class Box:
    """A compartment into which the DSL may drop, and the secret half of its key."""

    made: Made
    secrets: dict[int, bytes]

    def leave(self, report: dict[str, object] | None = None, by: str = "dsl") -> str:
        """Leave a report."""
        sender = self.made.people[by]
        said = REPORT if report is None else report
        return drops.leave(self.made.folder, NAME, sender, {}, report=said, at=AT)

    def read(self, drop_id: str) -> drops.Letter:
        """Read it with the compartment's secrets."""
        return drops.read(self.made.folder, NAME, drop_id, self.secrets.get)

    def path(self, drop_id: str) -> Path:
        """Where it lies."""
        return self.made.folder.drops(NAME) / drop_id


@pytest.fixture
def box(made: Made) -> Box:
    """Governance, whose secret a test knows."""
    secret, public = wrapping.new_pair()
    made.folder.write_head(NAME, 1, public, made.people["chair"])
    return Box(made, {1: secret})


def refused(box: Box, drop_id: str) -> str:
    """Why a drop is refused."""
    with pytest.raises(DropUnusable) as fault:
        box.read(drop_id)
    return fault.value.message


def test_what_was_left_is_read_with_who_left_it_and_when(box: Box) -> None:
    drop_id = box.leave()
    letter = box.read(drop_id)

    assert drops.names(box.made.folder, NAME) == [drop_id]
    assert (letter.report, letter.at, letter.drop_id) == (REPORT, AT, drop_id)
    assert letter.sender_sign == box.made.people["dsl"].public.sign
    assert b"canary" not in box.path(drop_id).read_bytes()
    assert "canary" not in repr(letter)


def test_it_opens_with_the_compartments_secret_and_with_no_persons_key(box: Box) -> None:
    """[VF-69] Neither the sender, nor who holds everything else, nor an earlier drop's key."""
    drop_id = box.leave()
    others = [each.seal_seed for each in box.made.people.values()]
    for secret in (*others, box.made.sheet.seal_seed, wrapping.new_pair()[0]):
        with pytest.raises(DropUnusable):
            drops.read(box.made.folder, NAME, drop_id, {1: secret}.get)


def test_the_length_of_a_drop_says_little(box: Box) -> None:
    """[VF-70] A line and ten pages look the same; four lengths in all."""
    sizes = {}
    for letters in (1, 9_000, 40_000, 200_000, 900_000):
        drop_id = box.leave({"incident": {"words": "a" * letters}})
        sizes[letters] = box.path(drop_id).stat().st_size - drops.HEADER - wrapping.OVERHEAD
        assert box.read(drop_id).report["incident"] == {"words": "a" * letters}

    assert list(sizes.values()) == [16_384, 16_384, 65_536, 262_144, 1_048_576]


def test_a_report_beyond_the_longest_is_refused_and_nothing_is_left(box: Box) -> None:
    """[VF-70] Half a report would be worse than none."""
    with pytest.raises(DropTooLong):
        box.leave({"incident": {"words": "a" * 1_048_576}})

    assert drops.names(box.made.folder, NAME) == []


@pytest.mark.parametrize("size", [0, 1, 15, 16, 17_535, 17_537, 1_049_729, 50_000_000])
def test_a_file_of_another_length_is_refused_before_it_is_read(
    box: Box, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[VF-70] Neither 50 MB of noise nor an empty file costs anything."""
    path = box.path("d" * 32)
    with path.open("wb") as file:
        file.truncate(size)

    def never(*_: object) -> bytes:
        raise AssertionError("it was read")

    monkeypatch.setattr(durable, "read_limited", never)
    assert "length" in refused(box, "d" * 32)


def test_every_byte_of_a_drop_counts(box: Box) -> None:
    """[VF-72] One flipped bit anywhere: each byte of the header, and a sample of the rest."""
    drop_id = box.leave()
    whole = box.path(drop_id).read_bytes()
    for at in (*range(drops.HEADER), *range(drops.HEADER, len(whole), 97), len(whole) - 1):
        bent = bytearray(whole)
        bent[at] ^= 1 << at % 8
        box.path(drop_id).write_bytes(bent)
        refused(box, drop_id)
    box.path(drop_id).write_bytes(whole)
    assert box.read(drop_id).report == REPORT


def test_a_drop_opens_under_its_own_name_and_in_its_own_compartment_alone(box: Box) -> None:
    """[VF-72] Copied, it is no second report; moved, it is none at all."""
    drop_id = box.leave()
    data = box.path(drop_id).read_bytes()
    box.path("d" * 32).write_bytes(data)
    assert "another place" in refused(box, "d" * 32)

    (box.made.folder.drops("general") / drop_id).write_bytes(data)
    with pytest.raises(DropUnusable):
        drops.read(box.made.folder, "general", drop_id, box.secrets.get)


def forged(box: Box, **changes: object) -> str:
    """A drop that is sealed rightly, and whose content somebody made by hand."""
    drop_id = box.leave()
    value = dict(box.read(drop_id).signed) | changes
    padded = drops._padded(strictjson.written(value))
    bound = drops._place(box.made.folder.casebook_id, NAME, drop_id, 1)
    public = box.made.folder.head(NAME).drop_public
    box.path(drop_id).write_bytes(drops._header(1) + wrapping.wrap(public, padded, bound))
    return drop_id


def test_what_its_sender_did_not_sign_is_refused(box: Box) -> None:
    """[VF-72] Words, time or sender put in by somebody else, who can seal as well as anyone."""
    head = box.made.people["head"]
    other = {"uid": head.uid, "sign": strictjson.encoded(head.public.sign)}
    for changes in (
        {"report": {"incident": {"title": "other words"}}},
        {"at": "2026-11-16T15:30:00+00:00"},
        {"sender": other},
        {"casebook": "0" * 32},
        {"signature": strictjson.encoded(bytes(64))},
    ):
        assert "signature" in refused(box, forged(box, **changes))


@pytest.mark.parametrize(
    "changes", [{"at": "yesterday"}, {"report": "text"}, {"more": 1}, {"generation": 0}]
)
def test_what_is_not_the_form_of_a_report_is_refused(box: Box, changes: dict[str, object]) -> None:
    """[VF-72] Signed, and still not what a report is."""
    assert "signed report" in refused(box, forged(box, **changes))


def test_a_report_left_before_the_last_change_of_keys_still_opens(box: Box) -> None:
    """[VF-73] Each under the secret of its own generation."""
    before = box.leave()
    secret, public = wrapping.new_pair()
    folder, chair = box.made.folder, box.made.people["chair"]
    folder.database(NAME, 2).write_bytes(b"stands for a database")
    folder.grants(NAME, 2).write_bytes(b"stands for grants")
    folder.write_head(NAME, 2, public, chair)
    box.secrets[2] = secret
    after = box.leave()

    assert [box.read(each).generation for each in (before, after)] == [1, 2]


def test_nothing_is_sealed_to_a_key_that_nobody_known_signed(box: Box) -> None:
    """[VF-44] A technician puts a HEAD of their own there, to read what is left."""
    stranger = new_identity("tech", "staff")
    _, public = wrapping.new_pair()
    box.made.folder.write_head(NAME, 1, public, stranger)
    with pytest.raises((KeyUnknown, KeyChanged)):
        box.leave()

    assert drops.names(box.made.folder, NAME) == []


def test_a_stranger_can_leave_a_drop_and_is_named_as_what_they_are(box: Box) -> None:
    """[VF-72] The seal is public; that it counts for nothing is for whoever reads it to say."""
    stranger = new_identity("tech", "staff")
    introduce([stranger, *box.made.people.values()])
    drop_id = drops.leave(box.made.folder, NAME, stranger, {}, report=REPORT, at=AT)

    assert box.read(drop_id).sender_uid not in {each.uid for each in box.made.people.values()}


@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "second name"])
def test_what_is_no_ordinary_file_is_not_opened(box: Box, tmp_path: Path, kind: str) -> None:
    """[VF-07] A pipe would be waited for without end."""
    drop_id = box.leave()
    real = box.path(drop_id).rename(tmp_path / "real")
    path = box.path(drop_id)
    match kind:
        case "link":
            path.symlink_to(real)
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
        case _:
            path.hardlink_to(real)

    refused(box, drop_id)


def test_a_link_in_the_place_of_the_folder_is_not_followed(box: Box, tmp_path: Path) -> None:
    place = box.made.folder.drops(NAME)
    place.rmdir()
    place.symlink_to(tmp_path)

    with pytest.raises(FileUnsafe):
        box.leave()
    assert drops.names(box.made.folder, NAME) == []


def test_a_folder_that_a_copy_lost_is_made_again(box: Box) -> None:
    """Some programs that copy folders leave out the empty ones."""
    box.made.folder.drops(NAME).rmdir()

    assert drops.names(box.made.folder, NAME) == []
    assert box.read(box.leave()).report == REPORT


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_writer_who_clears_the_half_written_away_only_delays_it(
    box: Box, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[VF-71] Opening for writing removes partial files, and may come between two steps here."""
    put = durable.put_in_place
    cleared: list[Path] = []

    def put_in_place(partial: Path, target: Path) -> None:
        if len(cleared) < times:
            cleared.append(partial)
            partial.unlink()
        put(partial, target)

    monkeypatch.setattr(durable, "put_in_place", put_in_place)
    if times == drops.ATTEMPTS:
        with pytest.raises(FileMissing):
            box.leave()
    else:
        assert box.read(box.leave()).report == REPORT
    assert len(cleared) == times


def test_leaving_changes_no_other_file(box: Box) -> None:
    """[VF-71] Not the list, not the lock, not a slot: a reader may do it."""
    root = box.made.folder.path
    before = {each: each.read_bytes() for each in root.rglob("*") if each.is_file()}
    drop_id = box.leave()
    after = {each: each.read_bytes() for each in root.rglob("*") if each.is_file()}

    assert after.keys() - before.keys() == {box.path(drop_id)}
    assert {each: after[each] for each in before} == before


def test_a_faulty_disk_leaves_nothing(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    """[VF-06] Not even a partial file."""

    def full(*_: object) -> None:
        raise OSError(28, "no space left on device")

    monkeypatch.setattr(durable, "write_all", full)
    with pytest.raises(CasebookError):
        box.leave()

    assert list(box.made.folder.drops(NAME).iterdir()) == []
