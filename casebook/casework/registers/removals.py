"""What was asked to be taken down, or was hidden, deleted or blocked on an account of the school.

The rules are: it was kept first, as an exhibit of the case or as a note where no file may be taken
in; what is done on the school's own account names that account, and the reason that its audience
was told; what may show a child nude, partly nude or sexual is neither deleted nor asked to be,
before the police or the IWF advised.
"""

from typing import Final

from casebook import clock
from casebook.casework import asking, locks, texts
from casebook.casework.case_file import CaseFile, named, of, pick
from casebook.casework.moments import When, past
from casebook.casework.people import called
from casebook.casework.registers import channels
from casebook.casework.registers.views import RemovalView
from casebook.casework.registers.wording import REMOVALS
from casebook.errors.given import RecordNotFound, ReferenceInvalid
from casebook.errors.registers import KeepItFirst, NotFromTheSchool, NotToBeTakenDown
from casebook.identifiers import exhibit_reference, parse_child, parse_exhibit
from casebook.records.removal import Removal
from casebook.store.book import Book

ASKED: Final = "asked"
ON_OURS: Final = tuple(each for each in REMOVALS if each != ASKED)
"""What is done on the school's own account."""
ADVISERS: Final = frozenset({"police", "iwf"})
"""Whose advice allows what may show a child to be taken down."""


def ask(
    book: Book,
    ref: str,
    *,
    kept: str,
    site: str,
    whom: str,
    asked_by: str,
    words: str,
    at: When | None = None,
) -> RemovalView:
    """Record that somebody was asked to take down what they posted, after it was `kept`.

    Raises KeepItFirst, NotToBeTakenDown, CaseNotOpen, TextUnusable, MomentImpossible.
    """
    said = {
        "what": ASKED,
        "whom": texts.line(texts.needed(whom, "of"), "of"),
        "asked_by": texts.line(asked_by, "by") or book.user.called,
        "words": texts.needed(words, "words"),
    }
    return _record(book, ref, said, kept=kept, site=site, at=at)


def hide(
    book: Book,
    ref: str,
    *,
    what: str,
    kept: str,
    site: str,
    channel: str,
    told: str,
    whom: str = "",
    at: When | None = None,
) -> RemovalView:
    """Record what was hidden, deleted or blocked on the school's own account, after it was kept.

    `told` is the reason that the audience was told. Raises KeepItFirst, NotToBeTakenDown,
    NotFromTheSchool, CaseNotOpen, ValueUnknown, TextUnusable, MomentImpossible.
    """
    ours = channels.official(book, channel)
    if ours is None:
        raise NotFromTheSchool
    said = {
        "what": texts.one_of(what, ON_OURS, "what"),
        "channel": ours.reference,
        "whom": texts.line(whom, "of"),
        "words": texts.needed(told, "told"),
    }
    return _record(book, ref, said, kept=kept, site=site, at=at)


def answer(book: Book, reference: str, words: str, at: When | None = None) -> RemovalView:
    """Record what came of a request or a hiding; the latest answer counts."""
    compartment, file, wanted = named(book, reference, "removal")
    row = pick(file.removals, wanted)
    moment = past(at, "when", since=row.at)
    with compartment.changing() as change:
        kept = change.session.get_one(Removal, row.id)
        values = {"answer": texts.needed(words, "words"), "answered_at": moment}
        return view(book, change.amend("answered", kept, **values))


def view(book: Book, row: Removal) -> RemovalView:
    """One of them, as it reads now."""
    return RemovalView(
        reference=row.reference,
        what=row.what,
        kept=row.kept,
        site=row.site,
        channel=row.channel,
        asked_by=row.asked_by,
        whom=row.whom,
        words=row.words,
        at=row.at,
        answer=row.answer,
        answered_at=row.answered_at,
        recorded_at=row.recorded_at,
        recorded_by=called(book, row.recorded_by),
    )


def _record(
    book: Book, ref: str, said: dict[str, str], *, kept: str, site: str, at: When | None
) -> RemovalView:
    """Keep one of them in its case."""
    compartment, file = of(book, ref)
    file.require_open()
    kept_as = _kept(file, kept)
    advised = any(each.route in ADVISERS and locks.is_advice(each) for each in file.referrals)
    takes_down = said["what"] in {ASKED, "deleted"} and not advised
    if takes_down and asking.capture_of(book, file) == "never":
        raise NotToBeTakenDown(case=file.case.reference)
    with compartment.changing() as change:
        row = Removal.of(
            case_id=file.case.id,
            reference=change.number(file.case, "removal"),
            kept=kept_as,
            site=texts.line(texts.needed(site, "site"), "site"),
            at=past(at, "when", since=asking.known_at(file)),
            recorded_at=clock.now(),
            recorded_by=book.user.uid,
            **said,
        )
        change.add("recorded", row)
    return view(book, row)


def _kept(file: CaseFile, kept: str) -> str:
    """The exhibit or note in which it was kept, by its whole reference; raises KeepItFirst."""
    case, last = file.case.reference, kept.strip().upper().removeprefix(file.case.reference).strip()
    try:
        if "/" in last:
            pick(file.exhibits, exhibit_reference(*parse_exhibit(last)))
            return f"{case} {last}"
        return pick(file.notes, parse_child(f"{case}-{last.lstrip('-')}", "note").text).reference
    except (RecordNotFound, ReferenceInvalid) as fault:
        raise KeepItFirst(case=case) from fault
