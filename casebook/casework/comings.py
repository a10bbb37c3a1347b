"""Who was let into a compartment, or put out of it, since a case in it was opened.

The rules are: the ledger of the case's own compartment tells it, in the order of its entries and
not by any clock; whoever held the compartment before the case was opened owes that to nobody since;
what a recovery sheet let in that was there before is nobody's newcomer, so that the governors can
bring in a person who may sign where nobody else is left; a sheet that was made since is the
newcomer of whoever made it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from casebook.casework.case_file import CaseFile
from casebook.records.user import User
from casebook.store.book import Book
from casebook.store.ledger import Entry

LET_IN = frozenset({"entered", "granted", "recovered"})
PUT_OUT = frozenset({"revoked", "disabled"})


@dataclass(frozen=True)
class Comings:
    """What changed since the case was opened about who holds its compartment."""

    let_in: tuple[tuple[str, str], ...]
    """Each newcomer's user, and who took them in or gave them the compartment."""
    put_out: tuple[tuple[str, str], ...]
    """Each user who held it when the case was opened, and who else took it from them since."""

    def hands(self, uid: str) -> frozenset[str]:
        """A user, and everybody by whose hand, or by whose newcomer's, they came in since."""
        found, new = frozenset[str](), frozenset({uid})
        while new:
            found |= new
            new = frozenset(by for who, by in self.let_in if who in new) - found
        return found

    def depend(self, first: str, second: str) -> bool:
        """Whether one of two users came in by the other's hand, or both by a third's."""
        return not self.hands(first).isdisjoint(self.hands(second))


def since_opened(book: Book, file: CaseFile) -> Comings:
    """Who was let in and who was put out since a case was opened."""
    compartment, name = book.compartment(file.compartment), file.compartment
    opened = compartment.entries([file.case.id])[0].seq
    everybody = [each.uid for each in book.everyone()]
    told = [each for each in compartment.entries(everybody) if each.kind == User.kind]
    earlier = [each for each in told if each.seq < opened]
    known = {each.object_id for each in earlier}
    held = {uid for uid in known if _held_after(earlier, uid, name)}
    sheets = held & {each.uid for each in book.everyone() if each.is_recovery}
    let_in, put_out = [], []
    for each in told[len(earlier) :]:
        who, holds = each.object_id, _holds(each, name)
        ended = each.verb in PUT_OUT and not holds
        if ended and who in held and each.actor != who:
            put_out.append((who, each.actor))
        newly = each.verb in LET_IN and (holds or who not in known)
        if newly and who not in held and each.actor not in sheets:
            let_in.append((who, each.actor))
    return Comings(tuple(let_in), tuple(put_out))


def _held_after(entries: Iterable[Entry], uid: str, name: str) -> bool:
    """Whether somebody held a compartment after these entries."""
    told = [each for each in entries if each.object_id == uid and "holds" in (each.values or {})]
    return bool(told) and _holds(told[-1], name)


def _holds(entry: Entry, name: str) -> bool:
    """Whether an entry says that its user holds a compartment from then on."""
    holds = (entry.values or {}).get("holds")
    return isinstance(holds, list) and name in holds
