"""The register of official accounts.

The rules are: an account is applied for, and approved by each office that the school's profile
names once two people run it, somebody watches it in the holidays too, its risks were assessed and
it meets the three tests (the school holds the master rights, oversees all that is published, and
limits who may administer it); where its password is kept is written down, the password never;
somebody who left and still stands on an open account shows until they are taken off, and so does
an account that fewer than two people run; while a matter lasts one account alone may speak for the
school.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from sqlmodel import col, select

from casebook import clock
from casebook.casework import adopting, texts
from casebook.casework.people import compared
from casebook.casework.registers import fields, keeping, passwords
from casebook.casework.registers.deciding import CALLED, decided, needed
from casebook.casework.registers.fields import Field, Given, checked, today
from casebook.casework.registers.keeping import (
    OVER,
    YEAR,
    Minds,
    Register,
    add,
    change,
    end,
    ever,
    find,
    open_one,
)
from casebook.casework.registers.keeping import amend as amend_kept
from casebook.casework.registers.views import Registration
from casebook.errors.registers import NotOfficialYet
from casebook.identifiers import parse_register
from casebook.records.channel import Channel
from casebook.store.book import Book
from casebook.triage import catalogue

REACHES = ("open", "closed")
CHECKED = ("mfa", "privacy-notice")
"""What is looked at, and ticked with the day."""
FOUND = ("yes", "no")
ABOUT = ("applied_by", "run_by")
"""Who asked for an account or runs it, or ever did: none of them approves it."""
LEAST_RUNNERS = 2
"""People who run an account at least: one of them can be ill, or leave."""

FIELDS: Final = {
    "platform": Field(fields.line, is_needed=True),
    "name": Field(fields.line, is_needed=True),
    "purpose": Field(fields.words, is_needed=True),
    "run_by": Field(fields.names, is_needed=True),
    "address": Field(fields.line),
    "audience": Field(fields.perhaps),
    "promoted": Field(fields.perhaps),
    "reach": Field(fields.word(REACHES)),
    "master": Field(fields.line),
    "posted_by": Field(fields.names),
    "trained": Field(fields.perhaps),
    "watched_by": Field(fields.words),
    "watched_in_holidays": Field(fields.words),
    "school_owns": Field(fields.flag),
    "school_oversees": Field(fields.flag),
    "rights_limited": Field(fields.flag),
    "risk": Field(fields.words),
    "risk_on": Field(fields.past_day),
    "applied_by": Field(fields.line),
    "opened_on": Field(fields.day),
    "password_place": Field(fields.line),
    "review_on": Field(fields.day),
}
"""What is given with an application, and amended later."""


def apply(book: Book, given: Given) -> Registration:
    """Enter an application for an account, or an account that is open already.

    Raises PasswordRefused, and what a field is refused for.
    """
    _refuse_passwords(given)
    values = {"applied_by": book.user.called} | checked(FIELDS, given, whole=True)
    return add(
        book, CHANNELS, book.compartment("general"), "applied", values | {"state": "applied"}
    )


def amend(book: Book, reference: str, given: Given, why: str) -> Registration:
    """Amend an account; whoever no longer stands on it is no longer said to have left.

    Raises as `keeping.amend`, and PasswordRefused.
    """
    _refuse_passwords({**given, "why": why})
    amended = amend_kept(book, CHANNELS, reference, given, why)
    compartment, row = find(book, CHANNELS, reference)
    named = {compared(each) for each in (*row.run_by, *row.posted_by)}
    still = [each for each in row.left_school if compared(each) in named]
    if still != row.left_school:
        return change(book, CHANNELS, (compartment, row), "amended", {"left_school": still})
    return amended


def approve(
    book: Book, reference: str, *, minute: str = "", words: str = "", opened: object = None
) -> Registration:
    """Approve an account for one's office; it is approved once each office that must has done so.

    `minute` is where the governors' decision is written, `opened` the day the account was opened.
    Raises NotOfficialYet with what is missing, OwnDecision, NotTheirsToDecide, NotOpenToThis.
    """
    kept = open_one(book, CHANNELS, reference)
    row = kept[1]
    passwords.refuse(words, "words")
    missing = [{"missing": each} for each in _missing(row)]
    if missing:
        raise NotOfficialYet(reference=row.reference, count=len(missing), details=missing)
    offices = offices_of(book)
    about = ever(kept, *ABOUT)
    by = decided(book, row.reference, offices, about, minute)
    said = f"{by.office}: {by.by}, {today().isoformat()}"
    approvals = [*row.approvals, said]
    given = {_office(each) for each in approvals}
    values: dict[str, object] = {
        "approvals": approvals,
        "why": texts.passage(words, "words"),
        "review_on": row.review_on or today() + YEAR,
        "state": "approved" if given >= needed(book, offices, about) else "applied",
    }
    if opened is not None:
        values["opened_on"] = fields.day(opened, "opened")
    return change(book, CHANNELS, kept, "approved", values)


def refuse(book: Book, reference: str, why: str, minute: str = "") -> Registration:
    """Refuse an application; raises as `approve`, and ReasonMissing."""
    kept = open_one(book, CHANNELS, reference)
    row = kept[1]
    passwords.refuse(why, "why")
    by = decided(book, row.reference, offices_of(book), ever(kept, *ABOUT), minute)
    values = {
        "state": "refused",
        "why": texts.reason(why, "refusing an account"),
        "approvals": [*row.approvals, f"refused by {by.office}: {by.by}, {today().isoformat()}"],
        "ended_on": today(),
    }
    return change(book, CHANNELS, kept, "refused", values)


def check(book: Book, reference: str, what: str, found: str, on: object = None) -> Registration:
    """Enter whether a second factor is on, or the account in the privacy notice, and since when."""
    kept = open_one(book, CHANNELS, reference)
    name = texts.one_of(what, CHECKED, "what").replace("-", "_")
    seen = fields.past_day(on, "on") if on is not None else today()
    values = {name: texts.one_of(found, FOUND, "found"), f"{name}_on": seen}
    return change(book, CHANNELS, kept, "checked", values)


def leaver(book: Book, name: str) -> list[Registration]:
    """Enter that somebody has left, on each open account that they stand on.

    They show there until somebody else stands in their place; raises TextUnusable.
    """
    whose, found = fields.line(name, "name"), []
    compartment = book.compartment("general")
    for row in _all(book):
        stands = {compared(each) for each in (*row.run_by, *row.posted_by)}
        known = {compared(each) for each in row.left_school}
        if row.state not in OVER and compared(whose) in stands - known:
            values = {"left_school": [*row.left_school, whose]}
            found.append(change(book, CHANNELS, (compartment, row), "told of a leaver", values))
    return found


def voice(book: Book, reference: str, matter: str) -> Registration:
    """Enter that while `matter` lasts this account alone speaks for the school."""
    kept = open_one(book, CHANNELS, reference)
    passwords.refuse(matter, "for")
    values = {"voice_for": fields.line(matter, "for"), "voice_since": clock.now()}
    return change(book, CHANNELS, kept, "made the one voice", values)


def voice_over(book: Book, reference: str) -> Registration:
    """Enter that the matter is over for which one account alone spoke."""
    kept = open_one(book, CHANNELS, reference)
    return change(book, CHANNELS, kept, "no longer the one voice", {"voice_for": ""})


def review(book: Book, reference: str, words: str, again: object = None) -> Registration:
    """Enter that an account was looked at; raises as `keeping.review`, and PasswordRefused."""
    passwords.refuse(words, "words")
    return keeping.review(book, CHANNELS, reference, words, again)


def close(book: Book, reference: str, why: str, on: object = None) -> Registration:
    """Enter that an account was closed; raises as `keeping.end`, and PasswordRefused."""
    passwords.refuse(why, "why")
    return end(book, CHANNELS, reference, why, on)


def official(book: Book, reference: str) -> Channel | None:
    """The account `reference` where it is approved, open and the school's own; none otherwise."""
    wanted = parse_register(reference, "channel").text
    found = next((each for each in _all(book) if each.reference == wanted), None)
    return found if found and found.state == "approved" and found.school_owns else None


def offices_of(book: Book) -> Sequence[str]:
    """The offices that must approve an account, by the school's profile."""
    compartment = book.compartment("general")
    named = compartment.settings().profile
    profiles = adopting.beside(compartment, catalogue.load(), named).profiles
    return profiles[named].accounts_approved_by


def _all(book: Book) -> Sequence[Channel]:
    """Every account that is kept."""
    with book.compartment("general").reading() as session:
        return session.exec(select(Channel).order_by(col(Channel.reference))).all()


def _refuse_passwords(given: Given) -> None:
    """Raise PasswordRefused where anything given holds one."""
    for name, value in given.items():
        for each in value if isinstance(value, list | tuple) else [value]:
            passwords.refuse(str(each), name, is_place=name == "password_place")


def _office(approval: str) -> str:
    """The office that gave an approval."""
    return approval.partition(":")[0]


def _missing(row: Channel) -> list[str]:
    """What an account lacks before it can be approved."""
    wanted = {
        f"{LEAST_RUNNERS} people who run it, by name": len(_present(row)) >= LEAST_RUNNERS,
        "who watches it, and on which days (--watched-by)": row.watched_by,
        "who watches it in the holidays (--watched-in-holidays)": row.watched_in_holidays,
        "that the school holds the master rights (--school-owns)": row.school_owns,
        "that the school oversees all that is published (--school-oversees)": row.school_oversees,
        "that only those necessary may administer it (--rights-limited)": row.rights_limited,
        "its risk assessment (--risk)": row.risk,
        "the day of its risk assessment (--risk-on)": row.risk_on,
        "where its password is kept (--password-place)": row.password_place,
    }
    return [said for said, is_there in wanted.items() if not is_there]


def _present(row: Channel) -> list[str]:
    """Who runs an account and is not said to have left."""
    left = {compared(each) for each in row.left_school}
    return [each for each in row.run_by if compared(each) not in left]


def _minds(book: Book, row: Channel) -> Minds:
    """What is to be seen to on an account."""
    return Minds(tuple(_pressing(book, row)), tuple(_waiting(book, row)))


def _pressing(book: Book, row: Channel) -> Iterator[str]:
    """Who left and still stands on it, and that too few are left to run it."""
    gone = {compared(each) for each in row.left_school}
    for card in book.everyone():
        if not card.active:
            gone |= {compared(card.full_name), compared(card.short)} - {""}
    here = [each for each in row.run_by if compared(each) not in gone]
    for each in dict.fromkeys((*row.run_by, *row.posted_by)):
        if compared(each) in gone:
            yield f"{each} has left and still stands on it: hand it on, or close it"
    if len(here) < LEAST_RUNNERS:
        yield f"fewer than {LEAST_RUNNERS} people run it"


def _waiting(book: Book, row: Channel) -> Iterator[str]:
    """What is not done or not known yet."""
    if row.voice_for:
        yield f"the one voice since {row.voice_since:%d/%m/%Y}: nothing else comments on the matter"
    if row.state == "applied":
        lacking = len(_missing(row))
        given = {_office(each) for each in row.approvals}
        about = (row.applied_by, *row.run_by)
        wanted = needed(book, offices_of(book), about)
        still = [CALLED[each] for each in sorted(wanted - given)]
        yield f"not approved yet by {' and '.join(still)}"
        if lacking:
            things = "thing is" if lacking == 1 else "things are"
            yield f"{lacking} {things} missing that `channel approve` asks for, and lists"
    else:
        yield from (f"it was approved, and now lacks: {each}" for each in _missing(row))
    for name, said in (("mfa", "a second factor"), ("privacy_notice", "the privacy notice")):
        if getattr(row, name) == "":
            yield f"nobody has looked at {said} yet"
        elif getattr(row, name) == "no":
            yield f"{said} was looked at on {getattr(row, f'{name}_on'):%d/%m/%Y}: no"


def _runs_out(row: Channel) -> date | None:
    """The day an account is looked at again."""
    return row.review_on


CHANNELS: Final = Register(
    table=Channel,
    fields=FIELDS,
    ends_as="closed",
    title=lambda row: f"{row.platform}, {row.name}",
    minds=_minds,
    state=lambda row: row.state,
    runs_out=_runs_out,
)
"""The register itself."""
