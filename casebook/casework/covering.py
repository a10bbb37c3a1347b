"""Cover: work handed to a named colleague until a day, after which it goes back by itself.

The rules are: cover is given by name to somebody who holds the case and is not accused in it; it
counts up to and on its last day, and ends without anybody doing anything; the owner stays the
owner.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from casebook import clock
from casebook.casework import moments
from casebook.casework.case_file import CaseFile, of, pick
from casebook.casework.people import accused_users, called, parts_of
from casebook.errors.given import ReferenceInvalid, ValueUnknown
from casebook.errors.rules import ActionSettled, UserExcluded
from casebook.identifiers import parse_case, parse_child
from casebook.records.action import Action
from casebook.records.case import Case
from casebook.store.book import Book
from casebook.store.compartment import Compartment
from casebook.store.people import UserCard


class Covered(Protocol):
    """What somebody can cover: a case or an action."""

    cover: str | None
    cover_until: date | None


@dataclass(frozen=True)
class CoverView:
    """A case or an action that somebody works in its owner's place."""

    reference: str
    case: str
    owner: str
    cover: str
    until: date


def hand_over(book: Book, reference: str, user: str, until: str) -> CoverView:
    """Hand a case or an action to somebody by their short name, up to and on a day.

    Raises ReferenceInvalid, ValueUnknown, UserExcluded, DayUnreadable, DayPast, CaseNotOpen,
    ActionSettled.
    """
    try:
        child = parse_child(reference, "action")
        compartment, file = of(book, child.case.text)
        action: Action | None = pick(file.actions, child.text)
    except ReferenceInvalid:
        compartment, file = of(book, parse_case(reference).text)
        action = None
    file.require_open()
    if action is not None and action.state != "open":
        raise ActionSettled(action=action.reference, state=action.state)
    card = fit(book, compartment, file, user)
    last = moments.coming(until, "until")
    with compartment.changing() as change:
        row: Case | Action
        if action is None:
            row = change.session.get_one(Case, file.case.id)
        else:
            row = change.session.get_one(Action, action.id)
        change.amend("covered", row, cover=card.uid, cover_until=last)
    return _view(book, file, row, card.uid, last)


def fit(book: Book, compartment: Compartment, file: CaseFile, user: str) -> UserCard:
    """The user called `user`, who may be given work of this case.

    Raises ValueUnknown, and UserExcluded where they do not hold it or are accused in it.
    """
    card = next((each for each in book.users() if each.short == user.strip()), None)
    if card is None or not card.active:
        raise ValueUnknown(field="user", known=", ".join(each.short for each in book.users()))
    if card.uid in {each.uid for each in accused_users(book, parts_of(file))}:
        raise UserExcluded(user=card.short, why="the case concerns them")
    if compartment.name not in card.holds:
        raise UserExcluded(user=card.short, why="their keys do not open it")
    return card


def stands(covered: Covered) -> bool:
    """Whether somebody covers this today."""
    last = covered.cover_until
    return bool(covered.cover) and last is not None and clock.local(clock.now()).date() <= last


def fields(book: Book, covered: Covered) -> dict[str, Any]:
    """Who covers something today and until when, for a view; nothing once the cover is over."""
    if not stands(covered):
        return {"cover": "", "cover_until": None}
    return {"cover": called(book, covered.cover), "cover_until": covered.cover_until}


def for_me(book: Book, case: Case, actions: Iterable[Action]) -> list[CoverView]:
    """What the person at the desk covers today in one case."""
    found = [_told(book, case, case)] if _is_mine(book, case) else []
    return found + [view for each in actions for view in alone(book, case, each)]


def alone(book: Book, case: Case, action: Action) -> list[CoverView]:
    """The action, where the person at the desk covers it today and it is open."""
    covers = action.state == "open" and _is_mine(book, action)
    return [_told(book, case, action)] if covers else []


def _is_mine(book: Book, covered: Covered) -> bool:
    """Whether the person at the desk covers something today."""
    return stands(covered) and covered.cover == book.user.uid


def _told(book: Book, case: Case, row: Case | Action) -> CoverView:
    """What the person at the desk covers."""
    owner = called(book, row.owner or case.owner)
    until = row.cover_until or date.max
    return CoverView(row.reference, case.reference, owner, book.user.short, until)


def _view(book: Book, file: CaseFile, row: Case | Action, uid: str, last: date) -> CoverView:
    """What was just handed over."""
    owner = called(book, row.owner or file.case.owner)
    return CoverView(row.reference, file.case.reference, owner, called(book, uid), last)
