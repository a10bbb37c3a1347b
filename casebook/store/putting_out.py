"""What is told at opening of somebody who was put out of a compartment by a hand that may not.

The rules are: a holding that an entry ends without the right to stands, and is told as a fault; a
compartment whose new key was kept from somebody by a person who reaches less far than they do was
not taken but broken, and that is told each time, to whoever it was kept from.
"""

from typing import TYPE_CHECKING

from casebook.errors.opening import NotAHolder
from casebook.store import standing
from casebook.vault import slots
from casebook.vault.findings import Finding

if TYPE_CHECKING:
    from casebook.store.book import Book

SEIZED = "U-08"
SAID_SEIZED = (
    "{by} gave it a new key that you were not given, and reaches less far than you: nobody may do "
    "that. It was not taken from you but broken. Stop; keep a copy of this folder, tell the chair "
    "of governors, restore the last backup, and disable {by} there."
)


def told(book: "Book") -> tuple[Finding, ...]:
    """The findings of `book`, with what is to be said of people who were put out."""
    found = [_judged(book, each) for each in book.findings]
    for compartment in book.compartments():
        with compartment.reading() as session:
            found += standing.contested(session, compartment.name)
    return tuple(found)


def _judged(book: "Book", finding: Finding) -> Finding:
    """That a compartment was taken, or that it was broken, as far as these keys tell."""
    if finding.code != NotAHolder.code:
        return finding
    name = finding.object.removeprefix("compartments/")
    signer = book.folder.head(name).signer_uid
    mine = standing.reach_of(set(book.held) | {name})
    theirs = [0]
    for compartment in book.compartments():
        with compartment.reading() as session:
            known = standing.read(session, compartment.name)
        if signer not in known.keys:
            return finding
        theirs.append(known.reach(signer))
    if not book.held or max(theirs) >= mine:
        return finding
    by = [each.short for each in slots.listed(book.folder) if each.uid == signer]
    said = SAID_SEIZED.format(by=by[0] if by else "somebody")
    return Finding(SEIZED, finding.object, said, "fault")
