"""People and keys as a page: who holds what, who was here when, the sheets, the last copy."""

from collections.abc import Iterator
from datetime import datetime

from casebook import clock
from casebook.casework.keyring import Keyring, Person, SheetLine
from casebook.ui.cleaning import cleaned
from casebook.ui.pages.typeset import Page, Part, fact, heading, item, moment, quiet, spaced

OLD_COPY = 7
"""Days after which the last copy is said to be old."""

OLD_DRILL = 365
"""Days after which a sheet is said to want trying again."""


def keyring_page(ring: Keyring) -> Page:
    """Everything that one can see of people and keys."""
    people = (_person(each, ring) for each in ring.people)
    sheets = (_sheet(each) for each in ring.sheets)
    return (
        heading("People"),
        *spaced(tuple(each) for each in people),
        cleaned(""),
        heading("Recovery sheets"),
        *spaced(tuple(each) for each in sheets),
        quiet("A sheet is tried with `casebook recover --drill`, which changes nothing."),
        cleaned(""),
        heading("The last copy"),
        _copy(ring.backed_up),
        cleaned(""),
        heading("Your own key"),
        fact("Six words", ring.my_words),
        quiet("Read them aloud to whoever lets you into something."),
        *_not_held(ring),
    )


def _person(person: Person, ring: Keyring) -> Iterator[Part]:
    """One person, with what they hold."""
    name = person.full_name or "no full name entered"
    mine = ", you" if person.short == ring.me else ""
    yield item(f"{person.short}: {name}, {person.role}{mine}")
    if not person.active:
        yield quiet("has left, or has other keys by now", 2)
        return
    yield fact("  Holds", ", ".join(person.holds) or "nothing that you can see")
    yield fact("  Last entry", moment(person.last_entry) or "none where you may look")


def _sheet(sheet: SheetLine) -> Iterator[Part]:
    """One sheet, and whether it was ever tried."""
    yield item(sheet.short)
    yield fact("  Opens", ", ".join(sheet.opens) or "nothing that you can see")
    tried = moment(sheet.rehearsed) or "never where you may look: try it"
    if sheet.rehearsed and (clock.now() - sheet.rehearsed).days > OLD_DRILL:
        tried += ", more than a year ago: try it again"
    yield fact("  Last tried", tried)
    if sheet.used:
        yield fact("  Last USED", moment(sheet.used))


def _copy(made: datetime | None) -> Part:
    """How old the last copy is."""
    if made is None:
        return cleaned("None was made from this account. Make one with `casebook backup FOLDER`.")
    days = (clock.now() - made).days
    said = f"{moment(made)}, {days} days ago"
    return cleaned(f"{said}: make another." if days > OLD_COPY else f"{said}.")


def _not_held(ring: Keyring) -> Iterator[Part]:
    """What this page says nothing about."""
    if ring.not_held:
        yield cleaned("")
        yield quiet(
            f"You do not hold {' and '.join(ring.not_held)}: what is said of it here is what the "
            "others last heard."
        )
