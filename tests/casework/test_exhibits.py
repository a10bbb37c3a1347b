"""Exhibits: the imagery gate, the capture rules, the chain, and what is written outside."""

import builtins
import errno
import hashlib
import io
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from casebook.casework import assessments, cases, corrections, exhibits, outgoing, referrals
from casebook.casework.imagery_gate import GUIDED_PATH
from casebook.casework.taking import Taking
from casebook.errors import CasebookError
from casebook.errors.given import (
    NothingGiven,
    SourceEmpty,
    SourceTooLarge,
    SourceUnusable,
    TargetExists,
    TextUnusable,
)
from casebook.errors.machine import DiskFull, FileMissing, PlaceReadOnly
from casebook.errors.opening import CasebookBusyNow
from casebook.errors.rules import (
    AdviceAwaited,
    CaptureRefused,
    DestroyedWithItsCase,
    HeldByLaw,
    ImageryGate,
    InsideCasebook,
    KindNotKept,
)
from casebook.store.book import Book
from tests.casework.conftest import PNG, ReaderInTheWay, entries, lodge, logged, people

CHILD = people(("target", "pupil", 12), ("alleged", "unknown", None))
WORKER = people(("target", "pupil", 12), ("alleged", "staff", 30))


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """An invented screenshot."""
    path = tmp_path / "screen shot.png"
    path.write_bytes(PNG)
    return path


@pytest.fixture
def words(tmp_path: Path) -> Path:
    """An invented chat as text."""
    path = tmp_path / "chat.txt"
    path.write_text("16/11/2026, 19:20 - Juno: look at her walk\n", "utf-8")
    return path


@contextmanager
def watched(monkeypatch: pytest.MonkeyPatch, name: str) -> Iterator[list[str]]:
    """Every call of the operating system that could touch a file called `name`."""
    touched: list[str] = []

    def watch(owner: object, call: str) -> None:
        real = getattr(owner, call)

        def seen(*args: Any, **more: Any) -> Any:  # noqa: ANN401
            touched.extend(f"{call} {each}" for each in args if name in str(each))
            return real(*args, **more)

        monkeypatch.setattr(owner, call, seen)

    with monkeypatch.context():
        for owner, calls in (
            (os, ("open", "stat", "lstat", "scandir", "access", "readlink")),
            (io, ("open",)),
            (builtins, ("open",)),
        ):
            for call in calls:
                watch(owner, call)
        yield touched


@pytest.mark.parametrize("answer", ["yes", "unsure"])
def test_the_gate_is_answered_before_any_file_is_touched(
    book: Book, picture: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    case = logged(book)
    with watched(monkeypatch, picture.name) as touched, pytest.raises(ImageryGate) as refused:
        lodge(book, case, picture, imagery=answer)

    assert touched == []
    assert [each["step"] for each in refused.value.details] == list(GUIDED_PATH)
    assert cases.shown(book, case).exhibits == ()


def test_the_watch_on_files_sees_a_file_that_is_lodged(
    book: Book, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The broken control: with a plain *no* the file is opened, and the watch sees it."""
    case = logged(book)
    with watched(monkeypatch, picture.name) as touched:
        lodge(book, case, picture)

    assert touched


def test_the_gate_does_not_even_ask_whether_the_file_is_there(book: Book, tmp_path: Path) -> None:
    with pytest.raises(ImageryGate):
        lodge(book, logged(book), tmp_path / "not there", imagery="unsure")


def test_a_file_is_kept_byte_for_byte_with_its_hash_and_its_name(book: Book, picture: Path) -> None:
    case = logged(book)
    (line,) = lodge(book, case, picture, description="The first message", device="a telephone")

    assert line.reference == "APT/1"
    assert line.sha256 == hashlib.sha256(PNG).hexdigest()
    assert (line.size, line.original_name, line.media_type) == (
        len(PNG),
        "screen shot.png",
        "image/png",
    )
    assert line.file_time is not None


def test_lodging_writes_the_first_links_of_the_chain(book: Book, picture: Path) -> None:
    case = logged(book)
    lodge(book, case, picture)

    chain = exhibits.continuity_of(book, case, "APT/1")
    assert [(each.what, each.to_whom) for each in chain] == [
        ("captured", "Alba Pine-Test"),
        ("lodged", "the casebook"),
    ]


def test_the_same_bytes_twice_are_kept_twice_and_linked(book: Book, picture: Path) -> None:
    case = logged(book)
    first, second = lodge(book, case, picture, picture)

    assert (first.same_as, second.same_as) == ("", "APT/1")
    assert first.sha256 == second.sha256


def test_of_several_files_each_is_whole_or_not_at_all_and_the_refusal_says_which(
    book: Book, picture: Path, tmp_path: Path
) -> None:
    case = logged(book)
    with pytest.raises(FileMissing) as refused:
        lodge(book, case, picture, tmp_path / "missing.png", picture)

    assert refused.value.written == "Lodged: APT/1. Number 2 was not."
    assert [each.reference for each in cases.shown(book, case).exhibits] == ["APT/1"]


def test_what_is_no_ordinary_file_is_refused_unread(book: Book, tmp_path: Path) -> None:
    case = logged(book)
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to(tmp_path / "elsewhere")

    for path in (pipe, link, tmp_path):
        with pytest.raises(SourceUnusable):
            lodge(book, case, path)


@pytest.mark.parametrize(("size", "refusal"), [(0, SourceEmpty), (5 * 1024**3, SourceTooLarge)])
def test_an_empty_file_and_one_that_is_too_large_are_refused_at_once(
    book: Book, tmp_path: Path, size: int, refusal: type[CasebookError]
) -> None:
    case = logged(book)
    path = tmp_path / "video.mp4"
    with path.open("wb") as file:
        file.truncate(size)
    with pytest.raises(refusal):
        lodge(book, case, path)

    assert cases.shown(book, case).exhibits == ()


@pytest.mark.parametrize("how", ["a milder triage", "a correction"])
def test_what_was_once_held_to_be_imagery_is_not_let_in_by_second_thoughts(
    book: Book, picture: Path, how: str
) -> None:
    case = logged(book, people=CHILD, concerns=["pupil-nudes-trigger"])
    if how == "a milder triage":
        assessments.assess(book, case)
    incident = cases.shown(book, case).incidents[0].reference
    corrections.correct(book, incident, "concerns", "copyright", "It was a film.")
    if how == "a milder triage":
        assessments.assess(book, case, reason="It was a film.")

    with pytest.raises(CaptureRefused):
        lodge(book, case, picture)


def test_a_hostile_name_is_kept_as_text_and_never_used(book: Book, tmp_path: Path) -> None:
    hostile = tmp_path / "a\x1b]0;x\x07\u202egnp.exe"
    hostile.write_bytes(PNG)
    case = logged(book)
    (line,) = lodge(book, case, hostile)
    copy = exhibits.write_copy(book, case, line.reference, tmp_path / "out")

    assert line.original_name == hostile.name
    assert line.caution
    assert copy.name == f"{case}_APT-1_a-0-x-gnp.exe.bin"


def test_lodging_needs_a_source_and_a_producer(book: Book, picture: Path) -> None:
    case = logged(book)
    for changes in ({"source": ""}, {"captured_by": " "}):
        with pytest.raises(TextUnusable):
            lodge(book, case, picture, **changes)
    with pytest.raises(NothingGiven):
        lodge(book, case)


@pytest.mark.parametrize("concern", ["pupil-nudes", "sextortion"])
def test_under_never_a_file_is_refused_unread(book: Book, picture: Path, concern: str) -> None:
    case = logged(book, people=CHILD, concerns=[concern])
    assessments.assess(book, case)
    with pytest.raises(CaptureRefused) as refused:
        lodge(book, case, picture)

    assert refused.value.written.startswith("Nothing was opened")


def test_under_link_only_a_file_is_refused_unread(book: Book, picture: Path) -> None:
    case = logged(book, people=CHILD, concerns=["radicalisation"])
    assessments.assess(book, case)
    with pytest.raises(CaptureRefused):
        lodge(book, case, picture)


def test_a_concern_that_was_only_written_down_already_keeps_files_out(
    book: Book, picture: Path
) -> None:
    case = logged(book, people=CHILD, concerns=["pupil-nudes"])
    with pytest.raises(CaptureRefused):
        lodge(book, case, picture)


def test_under_wait_for_advice_a_file_waits_until_the_advice_is_recorded(
    staff_book: Book, picture: Path
) -> None:
    case = logged(staff_book, people=WORKER, concerns=["harm-threshold-allegation"])
    assessments.assess(staff_book, case)
    with pytest.raises(AdviceAwaited):
        lodge(staff_book, case, picture)
    referrals.advice(staff_book, case, "lado", "Lara Sample-Test", "Keep the screenshots.")

    assert lodge(staff_book, case, picture)[0].reference == "APT/1"


def test_under_text_only_words_are_kept_and_pictures_are_not(
    book: Book, picture: Path, words: Path, tmp_path: Path
) -> None:
    case = logged(book, people=CHILD, concerns=["grooming-outside"])
    assessments.assess(book, case)
    disguised = tmp_path / "picture.txt"
    disguised.write_bytes(PNG)

    assert lodge(book, case, words)[0].media_type == "text/plain"
    for path in (picture, disguised):
        with pytest.raises(KindNotKept):
            lodge(book, case, path)


def test_under_text_only_a_mail_is_kept_unless_it_carries_parts(book: Book, tmp_path: Path) -> None:
    case = logged(book, people=CHILD, concerns=["grooming-outside"])
    mail = "From: a@example.invalid\nTo: b@example.invalid\nContent-Type: {}\n\nHello\n"
    plain, mixed = tmp_path / "a.eml", tmp_path / "b.eml"
    plain.write_text(mail.format("text/plain; charset=utf-8"), "utf-8")
    mixed.write_text(mail.format('multipart/mixed; boundary="x"'), "utf-8")

    assert lodge(book, case, plain)[0].media_type == "message/rfc822"
    with pytest.raises(KindNotKept):
        lodge(book, case, mixed)


def test_under_victim_own_only_the_persons_own_record_is_kept(
    book: Book, picture: Path, words: Path, tmp_path: Path
) -> None:
    adults = people(("target", "outsider", 31), ("alleged", "parent", 40))
    case = logged(book, people=adults, concerns=["adult-intimate-image"])
    assessments.assess(book, case)
    film = tmp_path / "film.mp4"
    film.write_bytes(b"\0\0\0\x18ftypmp42" + b"\0" * 64)

    assert lodge(book, case, words)
    with pytest.raises(KindNotKept):
        lodge(book, case, picture)
    assert lodge(book, case, picture, own_record=True)
    with pytest.raises(KindNotKept):
        lodge(book, case, film, own_record=True)


def test_a_copy_is_written_once_for_its_owner_alone_and_recorded(
    book: Book, picture: Path, tmp_path: Path
) -> None:
    case = logged(book)
    lodge(book, case, picture)
    copy = exhibits.write_copy(book, case, "apt/1", tmp_path / "out")

    assert copy.read_bytes() == PNG
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert exhibits.continuity_of(book, case, "APT/1")[-1].what == "copied"
    with pytest.raises(TargetExists):
        exhibits.write_copy(book, case, "APT/1", tmp_path / "out")


def test_a_copy_whose_record_fails_at_the_last_step_does_not_stay(
    book: Book, picture: Path, tmp_path: Path, reader_in_the_way: ReaderInTheWay
) -> None:
    """Nothing of a case lies outside the casebook of which its ledger does not tell."""
    case = logged(book)
    lodge(book, case, picture)
    with reader_in_the_way(), pytest.raises(CasebookBusyNow):
        exhibits.write_copy(book, case, "APT/1", tmp_path / "out")

    assert list((tmp_path / "out").iterdir()) == []
    assert exhibits.continuity_of(book, case, "APT/1")[-1].what == "lodged"
    assert exhibits.write_copy(book, case, "APT/1", tmp_path / "out").read_bytes() == PNG


def test_a_copy_that_can_neither_be_recorded_nor_removed_is_told_of(
    book: Book, picture: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = logged(book)
    lodge(book, case, picture)

    def fail(*_: object, **__: object) -> None:
        """The disk goes bad, and with it the place that was written to."""
        monkeypatch.setattr(Path, "unlink", refuse)
        raise DiskFull

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "read-only")

    monkeypatch.setattr("casebook.casework.custody.add", fail)
    with pytest.raises(PlaceReadOnly) as told:
        exhibits.write_copy(book, case, "APT/1", tmp_path / "out")

    assert told.value.written == outgoing.STAYED


def test_a_copy_is_never_written_inside_the_casebook(
    book: Book, picture: Path, made: Path, tmp_path: Path
) -> None:
    case = logged(book)
    lodge(book, case, picture)
    beside = tmp_path / "beside"
    beside.symlink_to(made)

    for folder in (made, made / "vault", made / ".." / made.name, beside / "vault"):
        with pytest.raises(InsideCasebook):
            exhibits.write_copy(book, case, "APT/1", folder)


def test_handing_over_is_a_link_with_its_receipt_and_settles_the_disposal(
    book: Book, picture: Path
) -> None:
    case = logged(book)
    lodge(book, case, picture)
    link = exhibits.hand_over(book, case, "APT/1", "PC Sample-Test", "asked for it", receipt="R-17")

    assert (link.to_whom, link.receipt) == ("PC Sample-Test", "R-17")
    assert cases.shown(book, case).exhibits[0].disposal == "handed-over"


def test_a_sealed_exhibit_is_not_destroyed_apart_from_its_case(book: Book, picture: Path) -> None:
    case = logged(book)
    lodge(book, case, picture)
    with pytest.raises(DestroyedWithItsCase):
        exhibits.dispose(book, case, "APT/1", "destroyed", "no longer needed")

    assert exhibits.dispose(book, case, "APT/1", "held", "until review").disposal == "held"


def test_under_a_legal_hold_nothing_is_returned_or_destroyed(book: Book) -> None:
    case = logged(book)
    exhibits.lodge_object(book, case, "A telephone", "the safe", "Alba Pine-Test")
    compartment, row = book.find_case(case)
    with compartment.changing() as change:
        change.amend("held", row, legal_hold="The court asked for it to be kept.")

    for how in ("returned", "destroyed"):
        with pytest.raises(HeldByLaw):
            exhibits.dispose(book, case, "APT/1", how, "no longer needed")


def test_a_thing_that_is_kept_elsewhere_has_its_mark_and_its_chain(book: Book) -> None:
    case = logged(book)
    line = exhibits.lodge_object(
        book, case, "A telephone that was handed in", "the safe in the office", "Alba Pine-Test"
    )

    assert (line.reference, line.size, line.where_kept) == ("APT/1", 0, "the safe in the office")
    assert exhibits.dispose(book, case, "APT/1", "returned", "to its owner").disposal == "returned"


def test_the_progress_of_a_file_is_told(book: Book, picture: Path) -> None:
    told: list[int] = []
    lodge(book, logged(book), picture, progress=told.append)

    assert told[-1] == len(PNG)


def sealed_files(folder: Path) -> list[Path]:
    """The sealed files of a casebook."""
    return sorted(each for each in (folder / "vault").rglob("*") if each.is_file())


def test_a_file_whose_row_cannot_be_kept_leaves_no_sealed_file_behind(
    book: Book, picture: Path, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = logged(book)
    before = sealed_files(made)

    def fail(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("casebook.casework.custody.begin", fail)
    with pytest.raises(KeyboardInterrupt):
        lodge(book, case, picture)

    assert sealed_files(made) == before
    assert ("lodged", "exhibit") not in entries(book, case)


def test_a_file_whose_row_fails_at_the_last_step_leaves_no_sealed_file_behind(
    book: Book, picture: Path, made: Path, reader_in_the_way: ReaderInTheWay
) -> None:
    case = logged(book)
    before = sealed_files(made)
    with reader_in_the_way(), pytest.raises(CasebookBusyNow):
        lodge(book, case, picture)

    assert sealed_files(made) == before


def test_a_file_whose_row_was_kept_stays_when_the_end_is_interrupted(
    book: Book, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = logged(book)
    keep = Taking._keep

    def interrupted(*arguments: Any) -> None:  # noqa: ANN401
        keep(*arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(Taking, "_keep", interrupted)
    with pytest.raises(KeyboardInterrupt):
        lodge(book, case, picture)
    copy = exhibits.write_copy(book, case, "APT/1", picture.parent / "out")

    assert copy.read_bytes() == PNG
