"""Letters: drafted from a template, read through, made final, sent.

The rules are: nothing is final before a person has read it, filled every `[blank]` and agreed to
each name of the case that stands in it; what would let the person or the parents know waits while
`tell-nobody-yet` stands; a carer who must not be told is written nothing; what is asked to be taken
down was kept first; a final letter keeps its words, and is withdrawn rather than changed. The
templates are data, in exports/letters, each with the policy statements that it answers.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from casebook import clock
from casebook.bundles import letterhead
from casebook.casework import asking, locks, texts
from casebook.casework.case_file import CaseFile, named, of, pick
from casebook.casework.moments import When, past, spoken
from casebook.casework.people import called, compared
from casebook.casework.views import LetterView
from casebook.datafiles import data_folder
from casebook.dates.days import day_said
from casebook.errors.letters import (
    LetterNamesPeople,
    LetterNotDraft,
    LetterNotFinal,
    LetterNotToThem,
    LetterUnfinished,
    NothingKeptYet,
)
from casebook.records.letter import Letter
from casebook.store.book import Book

OFFICES: Final[Mapping[str, str]] = {
    "dsl": "Designated Safeguarding Lead",
    "deputy-dsl": "Deputy Designated Safeguarding Lead",
    "head": "Headteacher",
    "chair": "Chair of Governors",
    "vice-chair": "Vice-Chair of Governors",
}
"""How each office signs."""

LEAST = 3
"""Letters of a part of a name by which somebody is named."""

BLANK = re.compile(r"\[[^\[\]]+\]")
"""What a person fills in before a letter is final."""


@dataclass(frozen=True)
class Template:
    """One kind of letter."""

    id: str
    title: str
    for_whom: str
    tells: str
    """What of the locked things it would do: `parents`, `meeting`, `letter`, or nothing."""
    kept_first: bool
    """Whether something must have been kept before it is written."""
    sources: Sequence[str]
    subject: str
    text: str


@cache
def templates() -> Mapping[str, Template]:
    """Every kind of letter, by its name."""
    folder = data_folder("exports") / "letters"
    found = {}
    for each in sorted(folder.iterdir(), key=lambda one: one.name):
        name, dot, ending = each.name.rpartition(".")
        if dot and ending == "toml":
            said = tomllib.loads(each.read_text(encoding="utf-8"))
            found[name] = Template(**({"kept_first": False} | said | {"id": name}))
    return found


def draft(book: Book, ref: str, template: str, to: str, address: str = "") -> LetterView:
    """Draft a letter of one kind to somebody; its blanks are still to be filled.

    Raises ValueUnknown, TextUnusable, CaseNotOpen, TellNobodyYet, LetterNotToThem, NothingKeptYet.
    """
    compartment, file = of(book, ref)
    file.require_open()
    kind = templates()[texts.one_of(template, tuple(templates()), "kind")]
    name = texts.line(texts.needed(to, "to"), "to")
    _refuse(file, kind, name)
    filled = _filled(book, file, name)
    with compartment.changing() as change:
        row = Letter.of(
            case_id=file.case.id,
            reference=change.number(file.case, "letter"),
            template=kind.id,
            to_name=name,
            to_address=texts.passage(address, "address"),
            subject=_with(kind.subject, filled),
            words=_with(kind.text.strip("\n"), filled),
            drafted_at=clock.now(),
            drafted_by=book.user.uid,
        )
        change.add("drafted", row)
    _, now_reads = of(book, ref)
    return view(book, now_reads, pick(now_reads.letters, row.reference))


def revise(
    book: Book, reference: str, *, words: str = "", subject: str = "", address: str = ""
) -> LetterView:
    """Give a draft other words, another subject or another address; raises LetterNotDraft."""
    file, row = _letter(book, reference)
    _require(row, "draft")
    said: dict[str, object] = {}
    if words:
        said["words"] = texts.passage(texts.needed(words, "words"), "words")
    if subject:
        said["subject"] = texts.line(subject, "subject")
    if address:
        said["to_address"] = texts.passage(address, "address")
    return _amend(book, file, row, "revised", **said)


def finish(book: Book, reference: str, naming: Sequence[str] = ()) -> LetterView:
    """Make a draft final, as somebody who has read it through.

    `naming`: the marks of the people of the case whose names may stand in it. Raises
    LetterNotDraft, LetterUnfinished, LetterNamesPeople, TellNobodyYet, LetterNotToThem,
    CaseNotOpen.
    """
    file, row = _letter(book, reference)
    file.require_open()
    _require(row, "draft")
    _refuse(file, templates()[row.template], row.to_name)
    blanks = BLANK.findall(f"{row.subject}\n{row.words}")
    if blanks:
        raise LetterUnfinished(letter=row.reference, count=len(blanks))
    agreed = sorted({each.strip().upper() for each in naming})
    found = [each for each in _names_in(file, row) if each not in agreed]
    if found:
        details = [{"mark": each} for each in found]
        raise LetterNamesPeople(letter=row.reference, count=len(found), details=details)
    said = {"final_at": clock.now(), "final_by": book.user.uid, "names_agreed": agreed}
    return _amend(book, file, row, "finished", state="final", **said)


def sent(book: Book, reference: str, how: str, at: When | None = None) -> LetterView:
    """Record that a final letter was sent: how, and when; raises LetterNotFinal, LetterNotDraft."""
    file, row = _letter(book, reference)
    if row.state in {"sent", "withdrawn"}:
        raise LetterNotDraft(letter=row.reference, state=row.state)
    if row.final_at is None:
        raise LetterNotFinal(letter=row.reference)
    _refuse(file, templates()[row.template], row.to_name)
    said = texts.line(texts.needed(how, "how"), "how")
    moment = past(at, "at", since=row.final_at)
    return _amend(book, file, row, "sent", state="sent", sent_how=said, sent_at=moment)


def withdraw(book: Book, reference: str, why: str) -> LetterView:
    """Withdraw a letter, sent or not; it stays readable. Raises ReasonMissing."""
    file, row = _letter(book, reference)
    said = texts.reason(why, "withdrawing a letter")
    gone = {"state": "withdrawn", "withdrawn_why": said, "withdrawn_at": clock.now()}
    return _amend(book, file, row, "withdrew", **gone)


def listed(book: Book, ref: str) -> list[LetterView]:
    """The letters of a case, in the order in which they were drafted."""
    _, file = of(book, ref)
    return [view(book, file, each) for each in file.letters]


def shown(book: Book, reference: str) -> LetterView:
    """One letter; raises ReferenceInvalid, RecordNotFound."""
    file, row = _letter(book, reference)
    return view(book, file, row)


def page(book: Book, reference: str) -> bytes:
    """A final letter as PDF; raises LetterNotFinal, DocumentFailed."""
    _, row = _letter(book, reference)
    if row.final_at is None or row.state == "withdrawn":
        raise LetterNotFinal(letter=row.reference)
    paper = letterhead.Page(
        school=book.school,
        reference=row.reference,
        to=row.to_name,
        address=row.to_address,
        subject=row.subject,
        words=row.words,
        at=row.final_at,
    )
    return letterhead.drawn(paper)


def _refuse(file: CaseFile, kind: Template, to: str) -> None:
    """Raise what keeps a letter of this kind from being written to somebody now."""
    if kind.tells:
        locks.refuse_held(file.duties, kind.tells)
    for carer in file.carers:
        if carer.must_not_be_told and compared(carer.name) == compared(to):
            raise LetterNotToThem(case=file.case.reference)
    if kind.kept_first and not (file.exhibits or file.removals or file.notes):
        raise NothingKeptYet(case=file.case.reference)


def _filled(book: Book, file: CaseFile, to: str) -> dict[str, str]:
    """What a template may say of itself; nothing else of a case ever fills one."""
    return {
        "to": to,
        "school": book.school,
        "case": file.case.reference,
        "known_on": day_said(clock.local(asking.known_at(file)).date()),
        "sender": book.user.full_name or book.user.short,
        "office": OFFICES.get(book.user.role, "for the school"),
    }


def _with(text: str, filled: Mapping[str, str]) -> str:
    """A template's text with its places filled; what fills one is never a place itself."""
    return re.sub(r"\{(\w+)\}", lambda found: filled[found[1]], text)


def _names_in(file: CaseFile, row: Letter) -> list[str]:
    """The marks of people of the case, other than whom it is to, whom a letter may name.

    A part of a name is enough, however it is joined; what the addressee is called as well is not.
    """
    said = set(_parts(f"{row.subject} {row.words}"))
    theirs = set(_parts(row.to_name))
    marks = file.marks
    return [
        marks[each.id]
        for each in file.people
        if each.id in marks and said & {one for one in _parts(each.name) if one not in theirs}
    ]


def _parts(text: str) -> list[str]:
    """The words of a text or a name, as two spellings of them are compared."""
    return [each for each in re.findall(r"\w+", compared(text)) if len(each) >= LEAST]


def _letter(book: Book, reference: str) -> tuple[CaseFile, Letter]:
    """A letter and its case; raises ReferenceInvalid, CaseNotFound, RecordNotFound."""
    _, file, wanted = named(book, reference, "letter")
    return file, pick(file.letters, wanted)


def _require(row: Letter, state: str) -> None:
    """Raise LetterNotDraft where a letter is no draft any more."""
    if row.state != state:
        raise LetterNotDraft(letter=row.reference, state=row.state)


def _amend(book: Book, file: CaseFile, row: Letter, verb: str, **said: object) -> LetterView:
    """Amend a letter; gives it as it reads then."""
    compartment = book.compartment(file.compartment)
    with compartment.changing() as change:
        change.amend(verb, change.session.get_one(Letter, row.id), **said)
    _, now_reads = of(book, file.case.reference)
    return view(book, now_reads, pick(now_reads.letters, row.reference))


def view(book: Book, file: CaseFile, row: Letter) -> LetterView:
    """A letter as it reads now."""
    return LetterView(
        case=file.case.reference,
        reference=row.reference,
        template=row.template,
        title=templates()[row.template].title,
        to=row.to_name,
        address=row.to_address,
        subject=row.subject,
        words=row.words,
        state=row.state,
        blanks=tuple(BLANK.findall(f"{row.subject}\n{row.words}")),
        names=tuple(each for each in _names_in(file, row) if each not in row.names_agreed),
        drafted_at=spoken(row.drafted_at),
        drafted_by=called(book, row.drafted_by),
        final_at=spoken(row.final_at) if row.final_at else "",
        final_by=called(book, row.final_by),
        sent_at=spoken(row.sent_at) if row.sent_at else "",
        sent_how=row.sent_how,
        withdrawn_why=row.withdrawn_why,
    )
