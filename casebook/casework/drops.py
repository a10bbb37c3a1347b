"""Reports for people who read what their sender cannot: left sealed, and taken in as cases.

The rules are: a report is never kept where its sender may read and it does not belong; a report
that was left is not a report received, so whoever leaves it is told whom to ring; it becomes one
case, once, with its sender's signature in the ledger; nobody whom it concerns is shown it, or that
it is there.
"""

from collections.abc import Iterator

from casebook import clock
from casebook.casework import deeds_left, incidents, placing
from casebook.casework.drop_report import packed, unpacked
from casebook.casework.incident_draft import IncidentDraft
from casebook.casework.moments import spoken
from casebook.casework.people import accused_among
from casebook.casework.received import LeftReport, Logged
from casebook.errors import CasebookError
from casebook.errors.given import IncidentInvalid
from casebook.errors.rules import BelongsElsewhere, NeedsSeparateCasebook
from casebook.records.note import Note
from casebook.store import drops as store
from casebook.store.book import Book
from casebook.store.compartment import Compartment
from casebook.store.drops import Left
from casebook.vault import drops as vault
from casebook.vault import slots
from casebook.vault.findings import Finding

NOT_HERE = (
    "A report that was left here belongs where whoever it concerns holds no key. It was not taken "
    "in. Take this compartment from them with `casebook revoke`, or ring its sender."
)
NO_INCIDENT = (
    "A signed report was left here, and this program cannot read it as an incident. It is left "
    "where it is; ask its sender."
)
KEPT = "This report had been taken in as {case}; what was left of it was removed."


def hand_in(book: Book, draft: IncidentDraft, case: str | None = None) -> Logged | LeftReport:
    """Keep an incident where it belongs, or leave it there sealed where these keys do not reach.

    Raises BelongsElsewhere, with whom to ring, when it could not be left either; and what
    `incidents.log` raises.
    """
    try:
        return incidents.log(book, draft, case)
    except BelongsElsewhere as refused:
        return _leave(book, draft, refused)


def _leave(book: Book, draft: IncidentDraft, refused: BelongsElsewhere) -> LeftReport:
    """Leave a report for those who hold the compartment that it belongs in."""
    parts = [incidents.part_in(draft, each) for each in draft.people]
    name = placing.belongs(book, parts)
    try:
        trusted = slots.trusted(book.folder, book.identity)
        said, at = packed(draft), clock.iso(clock.now())
        drop = vault.leave(book.folder, name, book.identity, trusted, report=said, at=at)
    except CasebookError as fault:
        why = {"what": "It could not be left sealed either", "why": fault.message}
        raise BelongsElsewhere(details=[*refused.details, why]) from fault
    return LeftReport(drop, name, refused.details, tuple(incidents.read_back(draft)))


def take_in(book: Book) -> None:
    """Make a case of each report that was left for whoever opened `book` to write.

    What cannot be taken in stays where it is, and is among the book's findings; nothing of this
    keeps anybody from opening it.
    """
    said: list[Finding] = []
    for compartment in book.compartments() if store.are_there(book) else []:
        found = list(store.found(book, compartment))
        said += [each for each in found if isinstance(each, Finding)]
        for each in sorted((one for one in found if isinstance(one, Left)), key=deeds_left.order):
            try:
                said += _received(book, compartment, each)
            except CasebookError as fault:
                said.append(Finding(fault.code, each.place, fault.message, "note"))
    book.findings = (*book.findings, *said)


def waiting(book: Book) -> int:
    """How many reports wait for whoever opened `book`, who may only read it."""
    return sum(
        isinstance(each, Left) and not each.kept_as and isinstance(_judged(book, name, each), tuple)
        for name in (book.held if store.are_there(book) else ())
        for each in store.found(book, book.compartment(name))
    )


def _received(book: Book, compartment: Compartment, left: Left) -> Iterator[Finding]:
    """Take one report in, and remove its file; or what is to be said of it instead."""
    if left.kept_as:
        vault.remove(book.folder, compartment.name, left.letter.drop_id)
        said = KEPT.format(case=left.kept_as)
        yield Finding(store.KEPT_ALREADY, left.place, said, "note")
        return
    if deeds_left.is_deed(left):
        yield deeds_left.take_in(book, compartment, left)
        return
    judged = _judged(book, compartment.name, left)
    if isinstance(judged, Finding):
        yield judged
    elif judged is not None:
        book.received.append(_keep(book, compartment, left, judged[0]))
        vault.remove(book.folder, compartment.name, left.letter.drop_id)


def _judged(book: Book, name: str, left: Left) -> tuple[IncidentDraft] | Finding | None:
    """The incident in a report, if it may be kept here; none for somebody whom it concerns."""
    try:
        draft = unpacked(left.letter.report)
    except IncidentInvalid:
        return Finding(store.NOT_AN_INCIDENT, left.place, NO_INCIDENT, "note")
    parts = [incidents.part_in(draft, each) for each in draft.people]
    if accused_among([book.user], parts):
        return None
    try:
        if placing.fits(book, parts, name):
            return (draft,)
    except NeedsSeparateCasebook:
        pass
    return Finding(store.NOT_HERE, left.place, NOT_HERE, "note")


def _keep(book: Book, compartment: Compartment, left: Left, draft: IncidentDraft) -> str:
    """Open the case, with who left it and when, in one change; gives its reference."""
    now = clock.now()
    written = clock.read_iso(left.letter.at)
    words = (
        f"Left as a sealed report by {left.sender}, signed with their key, on {spoken(written)} by "
        f"their clock. Taken in on {spoken(now)} by {book.user.called}. Everything in it is as "
        "its sender gave it."
    )
    with compartment.changing() as change:
        case, _ = incidents.open_with(book, change, draft)
        note = Note.of(
            case_id=case.id,
            reference=change.number(case, "note"),
            words=words,
            at=min(written, now),
            recorded_at=now,
            recorded_by=book.user.uid,
        )
        change.add("noted", note)
        store.enter(change, left, case.reference)
    return case.reference
