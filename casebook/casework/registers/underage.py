"""Reports to a service that a pupil is too young for their account.

The rules are: whether it is reported is for the office that the school's profile names; the report
goes from an open, approved account of the school and never from a private one; the parents are
told before, and that they may complain, or it is said why not; no day of birth is kept here or
goes out in the words: the service asks for it on a form of its own.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from casebook import clock
from casebook.casework import adopting, asking, authority, texts
from casebook.casework.case_file import CaseFile, named, of, pick
from casebook.casework.moments import When, past
from casebook.casework.people import called, compared
from casebook.casework.registers import birthdays, channels, fields
from casebook.casework.registers.deciding import CALLED, OFFICES, signed
from casebook.casework.registers.views import UnderageView
from casebook.errors.given import RecordNotFound, ReferenceInvalid
from casebook.errors.registers import NotFromTheSchool, NotTheirsToDecide, ParentsUntold
from casebook.records.record import Record
from casebook.records.underage import UnderageReport
from casebook.store.book import Book
from casebook.triage import catalogue

ROLE: Final = "under-age-decision"
"""What a profile calls the decision about such a report."""
MAY_COMPLAIN: Final = (
    "The parents may complain to the school about this report: give them the complaints procedure, "
    "and refer any complaint with `casebook refer CASE complaints`."
)
BIRTHDAY_ELSEWHERE: Final = (
    "The service asks for the day of birth on its own form: type it there from the school's "
    "records, as the school, and keep no other copy."
)


@dataclass(frozen=True)
class Parents:
    """Whether the parents were told before."""

    told: str = ""
    """Which of them, and what they said."""
    told_on: object = None
    complaint_told: bool = False
    """Whether they were told that they may complain."""
    not_told_why: str = ""


def report(
    book: Book,
    ref: str,
    *,
    whose: str,
    platform: str,
    account: str,
    channel: str,
    words: str,
    parents: Parents,
    decided_by: str = "",
    their_reference: str = "",
    at: When | None = None,
) -> UnderageView:
    """Record that a pupil's account was reported to a service, and in which words.

    `whose` is somebody the case names. Raises NotFromTheSchool, BirthDayRefused, ParentsUntold,
    NotTheirsToDecide, RecordNotFound, CaseNotOpen, TextUnusable, MomentImpossible.
    """
    compartment, file = of(book, ref)
    file.require_open()
    pupil = _pupil(file, whose)
    said = {
        "platform": texts.line(texts.needed(platform, "platform"), "platform"),
        "words": texts.needed(words, "words"),
        "parents_told": texts.passage(parents.told, "parents_told"),
        "not_told_why": texts.passage(parents.not_told_why, "not_told_why"),
        "their_reference": texts.line(their_reference, "reference"),
    }
    _refuse_birthdays(file, {**said, "decided_by": decided_by})
    values = {
        "whose": pupil,
        "account": texts.line(texts.needed(account, "account"), "account"),
        "channel": _ours(book, channel),
        "decided_by": _decided(book, file, decided_by),
        "parents_told_on": _told_on(file, parents),
        "complaint_told": parents.complaint_told,
        "reported_at": past(at, "when", since=asking.known_at(file)),
        "recorded_at": clock.now(),
        "recorded_by": book.user.uid,
    }
    with compartment.changing() as change:
        number = change.number(file.case, "underage-report")
        row = UnderageReport.of(case_id=file.case.id, reference=number, **(said | values))
        change.add("reported", row)
    return view(book, row)


def answer(
    book: Book, reference: str, words: str, their_reference: str = "", at: When | None = None
) -> UnderageView:
    """Record what the service answered, and its reference; raises BirthDayRefused."""
    compartment, file, wanted = named(book, reference, "underage-report")
    row = pick(file.underage_reports, wanted)
    said = {
        "answer": texts.needed(words, "words"),
        "their_reference": texts.line(their_reference, "reference") or row.their_reference,
    }
    _refuse_birthdays(file, said)
    moment = past(at, "when", since=row.reported_at)
    with compartment.changing() as change:
        kept = change.session.get_one(UnderageReport, row.id)
        return view(book, change.amend("answered", kept, answered_at=moment, **said))


def refuse_corrected(file: CaseFile, record: Record, column: str, reading: str) -> None:
    """Raise BirthDayRefused where a correction would bring a date into such a report.

    The account's own name stays as it is: it is how the service finds it.
    """
    if isinstance(record, UnderageReport) and column != "account":
        _refuse_birthdays(file, {column: reading})


def view(book: Book, row: UnderageReport) -> UnderageView:
    """One of them, as it reads now."""
    return UnderageView(
        reference=row.reference,
        whose=row.whose,
        platform=row.platform,
        account=row.account,
        channel=row.channel,
        words=row.words,
        decided_by=row.decided_by,
        parents_told=row.parents_told,
        parents_told_on=row.parents_told_on,
        not_told_why=row.not_told_why,
        complaint_told=row.complaint_told,
        reported_at=row.reported_at,
        their_reference=row.their_reference,
        answer=row.answer,
        answered_at=row.answered_at,
        recorded_at=row.recorded_at,
        recorded_by=called(book, row.recorded_by),
    )


def _pupil(file: CaseFile, whose: str) -> str:
    """Somebody the case names, by name or mark; raises RecordNotFound."""
    marks = {mark: file.person(each) for each, mark in file.marks.items()}
    found = marks.get(whose.strip().upper())
    people = [found] if found else [each for each in file.people if _is_named(each.name, whose)]
    if len(people) != 1:
        raise RecordNotFound(reference=f"of that person in {file.case.reference}")
    return people[0].name


def _is_named(name: str, said: str) -> bool:
    """Whether two spellings are one name."""
    return compared(name) == compared(said) != ""


def _refuse_birthdays(file: CaseFile, said: dict[str, str]) -> None:
    """Raise BirthDayRefused where any text holds a date, or a day of birth that the case knows."""
    born = [each.born for each in file.people if each.born is not None]
    for name, text in said.items():
        birthdays.refuse(text, name, born)


def _ours(book: Book, channel: str) -> str:
    """The school's own account; raises NotFromTheSchool."""
    try:
        found = channels.official(book, channel)
    except ReferenceInvalid:
        found = None
    if found is None:
        raise NotFromTheSchool
    return found.reference


def _told_on(file: CaseFile, parents: Parents) -> date | None:
    """The day the parents were told; raises ParentsUntold, ReasonMissing."""
    if parents.not_told_why:
        texts.reason(parents.not_told_why, "not telling the parents")
        return None
    if not (parents.told.strip() and parents.told_on is not None and parents.complaint_told):
        raise ParentsUntold(case=file.case.reference)
    return fields.past_day(parents.told_on, "told_on")


def _decided(book: Book, file: CaseFile, named_as: str) -> str:
    """Whose decision it was; raises NotTheirsToDecide."""
    compartment = book.compartment(file.compartment)
    profile = compartment.settings().profile
    known = adopting.beside(compartment, catalogue.load(), profile).profiles[profile]
    offices = [each for each in known.roles[ROLE] if each in OFFICES]
    if any(book.user.role in OFFICES[each] for each in offices):
        return signed(book)
    said = texts.line(named_as, "decided_by")
    if authority.is_none(book.user, said):
        wanted = " or ".join(CALLED[each] for each in offices) or ", ".join(known.roles[ROLE])
        raise NotTheirsToDecide(
            reference=f"Such a report in {file.case.reference}",
            offices=wanted,
            role=book.user.role,
            next_step="Ask them, and say with --decided-by who decided it.",
        )
    return f"{said}, entered by {signed(book)}"
