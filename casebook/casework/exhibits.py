"""Exhibits: lodged through the imagery gate, copied out, handed over, disposed of.

The rules are: the gate is answered before a file is touched; what may be kept follows the strictest
capture rule of the case; each file is kept whole or not at all; the same bytes twice are kept twice
and linked; every movement is a link in the exhibit's chain.
"""

from collections.abc import Sequence
from contextlib import ExitStack, closing
from pathlib import Path

from casebook import clock
from casebook.casework import (
    asking,
    custody,
    gate_answers,
    imagery_gate,
    locks,
    media,
    outgoing,
    texts,
)
from casebook.casework.case_file import CaseFile, of, pick
from casebook.casework.case_views import Viewer
from casebook.casework.moments import When, past
from casebook.casework.taking import Allowed, Progress, Said, Taking
from casebook.casework.views import CustodyView, ExhibitLine
from casebook.errors.given import NothingGiven
from casebook.errors.rules import (
    AdviceAwaited,
    CaptureRefused,
    DestroyedWithItsCase,
    HeldByLaw,
)
from casebook.identifiers import exhibit_reference, initials_of, parse_exhibit
from casebook.records.exhibit import Exhibit
from casebook.store.book import Book
from casebook.store.compartment import Compartment
from casebook.triage.capture import may_lodge

DISPOSALS = ("held", "handed-over", "returned", "destroyed")


def lodge(
    book: Book,
    ref: str,
    files: Sequence[Path],
    *,
    imagery: str,
    imagery_reason: str = "",
    captured_at: When | None,
    captured_by: str,
    source: str,
    device: str = "",
    device_clock: str = "",
    description: str = "",
    own_record: bool = False,
    progress: Progress | None = None,
) -> list[ExhibitLine]:
    """Lodge files as exhibits, each whole or not at all; a fault says which were lodged before it.

    `own_record`: under `victim-own`, that it is the person's own record and shows no intimate
    image. `imagery_reason`: why it is now *no* where the case says *yes* or *unsure*. Raises
    ImageryGate before anything else, ImageryReasonMissing, CaptureRefused, AdviceAwaited,
    KindNotKept, CaseNotOpen, and what reading a file raises.
    """
    gate = imagery_gate.pass_through(imagery)
    if not files:
        raise NothingGiven(what="file")
    compartment, case_file = of(book, ref)
    case_file.require_open()
    gate_answers.require_reason(book, case_file, imagery_reason)
    capture = _refuse_by_capture(book, case_file)
    said = Said(
        gate_answer=gate,
        captured_at=None if captured_at is None else past(captured_at, "captured_at"),
        captured_by=texts.line(texts.needed(captured_by, "captured_by"), "captured_by"),
        source=texts.passage(texts.needed(source, "source"), "source"),
        device=texts.line(device, "device"),
        device_clock=texts.line(device_clock, "device_clock"),
        description=texts.passage(description, "description"),
    )
    gate_answers.change(book, ref, imagery_reason)
    allowed = Allowed(capture, own_record=own_record)
    taking = Taking(book, compartment, case_file.case, said, allowed, progress)
    return _lines(book, ref, taking.take_all(files))


def lodge_object(
    book: Book,
    ref: str,
    description: str,
    where_kept: str,
    captured_by: str,
    *,
    captured_at: When | None = None,
    source: str = "",
) -> ExhibitLine:
    """Record a thing that is kept elsewhere, such as a telephone that was handed in."""
    compartment, case_file = of(book, ref)
    case_file.require_open()
    producer = texts.line(texts.needed(captured_by, "captured_by"), "captured_by")
    moment = past(captured_at, "captured_at")
    with compartment.changing() as change:
        row = Exhibit.of(
            case_id=case_file.case.id,
            reference=change.number_exhibit(case_file.case, initials_of(producer)),
            description=texts.needed(description, "description"),
            where_kept=texts.needed(where_kept, "where_kept"),
            captured_at=moment,
            captured_by=producer,
            source=texts.passage(source, "source"),
            gate_answer="no",
            lodged_at=clock.now(),
            lodged_by=book.user.uid,
        )
        change.add("lodged", row)
        custody.begin(book, change, row)
    return _lines(book, ref, [row.reference])[0]


def write_copy(book: Book, ref: str, exhibit: str, folder: Path) -> Path:
    """Write a copy of an exhibit into `folder`, and record that it was copied.

    The name is made here, and a copy that cannot be recorded does not stay. Raises InsideCasebook,
    TargetExists, ExhibitAltered, ExhibitMissing.
    """
    compartment, case_file, row = _find(book, ref, exhibit)
    target = outgoing.free_name(book, folder, _copy_name(case_file, row))
    if row.sealed_id is None:
        raise NothingGiven(what="file: this exhibit is a thing kept elsewhere")
    with ExitStack() as undo:  # around the change, whose last step may fail like any other
        with compartment.changing() as change:
            with closing(compartment.open_file(row.sealed_id)) as source:
                outgoing.write_checked(target, source, row.sha256, row.reference)
            undo.callback(outgoing.take_back, target)
            custody.add(book, change, row, "copied", why="a copy was written outside the casebook")
        undo.pop_all()
    return target


def hand_over(
    book: Book,
    ref: str,
    exhibit: str,
    to_whom: str,
    why: str,
    *,
    receipt: str = "",
    at: When | None = None,
) -> CustodyView:
    """Record that an exhibit, or the thing it is, was handed to somebody; `at`: when, else now.

    Raises RecordNotFound, ReasonMissing, TextUnusable, MomentImpossible.
    """
    compartment, case_file, row = _find(book, ref, exhibit)
    moment = past(at, "at", since=row.captured_at)
    with compartment.changing() as change:
        link = custody.add(
            book,
            change,
            row,
            "handed-over",
            at=moment,
            to_whom=texts.line(texts.needed(to_whom, "to"), "to"),
            why=texts.reason(why, "handing an exhibit over"),
            receipt=texts.line(receipt, "receipt"),
        )
        change.amend("disposed", change.session.get_one(Exhibit, row.id), disposal="handed-over")
    return Viewer(book, case_file).custody(link)


def dispose(
    book: Book, ref: str, exhibit: str, how: str, why: str, *, at: When | None = None
) -> ExhibitLine:
    """Decide what becomes of an exhibit: held, handed over, returned or destroyed; `at`: when.

    Raises MomentImpossible, HeldByLaw under a legal hold, DestroyedWithItsCase for a sealed file.
    """
    compartment, case_file, row = _find(book, ref, exhibit)
    wanted = texts.one_of(how, DISPOSALS, "how")
    moment = past(at, "at", since=row.captured_at)
    reason = texts.reason(why, "what becomes of an exhibit")
    if wanted in {"returned", "destroyed"} and case_file.case.legal_hold:
        raise HeldByLaw(exhibit=f"{case_file.case.reference} {row.reference}")
    if wanted == "destroyed" and row.sealed_id is not None:
        raise DestroyedWithItsCase(exhibit=f"{case_file.case.reference} {row.reference}")
    with compartment.changing() as change:
        change.amend(
            "disposed",
            change.session.get_one(Exhibit, row.id),
            disposal=wanted,
            disposal_words=reason,
        )
        if wanted != "held":
            custody.add(book, change, row, wanted, at=moment, why=reason)
    return _lines(book, ref, [row.reference])[0]


def continuity_of(book: Book, ref: str, exhibit: str) -> list[CustodyView]:
    """The chain of an exhibit: who had it, from when, and why it moved."""
    _, case_file, row = _find(book, ref, exhibit)
    viewer = Viewer(book, case_file)
    return [viewer.custody(each) for each in case_file.custody if each.exhibit_id == row.id]


def _refuse_by_capture(book: Book, file: CaseFile) -> str:
    """The capture rule of a case; raises CaptureRefused or AdviceAwaited where it takes no file."""
    capture = asking.capture_of(book, file)
    advised = locks.advice_on(file.duties) is not None
    ruling = may_lodge(capture, advice_recorded=advised)
    if ruling.allowed:
        return capture
    if capture == "wait-for-advice":
        raise AdviceAwaited(case=file.case.reference, capture=capture)
    instead = {"may be typed": ruling.typed, "because": ruling.reason}
    raise CaptureRefused(case=file.case.reference, capture=capture, details=[instead])


def _find(book: Book, ref: str, exhibit: str) -> tuple[Compartment, CaseFile, Exhibit]:
    """An exhibit of a case; raises RecordNotFound, ReferenceInvalid."""
    compartment, case_file = of(book, ref)
    return (
        compartment,
        case_file,
        pick(case_file.exhibits, exhibit_reference(*parse_exhibit(exhibit))),
    )


def _copy_name(file: CaseFile, row: Exhibit) -> str:
    """The name of a copy: the case, the mark, and what is harmless of the name it came with.

    What could be started by its name ends in `.bin`.
    """
    mark = row.reference.replace("/", "-")
    tame = ".bin" if media.can_run(row.media_type, row.original_name) else ""
    return f"{file.case.reference}_{mark}_{outgoing.harmless(row.original_name)}{tame}".rstrip("_")


def _lines(book: Book, ref: str, marks: Sequence[str]) -> list[ExhibitLine]:
    """The lines of the exhibits with these marks, in that order."""
    _, case_file = of(book, ref)
    viewer = Viewer(book, case_file)
    return [viewer.exhibit(pick(case_file.exhibits, each)) for each in marks]
