"""Two who claim one short name: who may take an earlier one's, and what is said of the others.

The rule is: a short name passes to other keys only where a recovery sheet vouched for them itself,
and in a compartment that the earlier keys hold, only at the sheet's own hand. Any other namesake is
an incident: told, and not settled.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlmodel import Session, select

from casebook.records.user import User
from casebook.store import standing
from casebook.store.people import RECOVERY
from casebook.vault import slots
from casebook.vault.findings import Finding
from casebook.vault.people import Voucher

if TYPE_CHECKING:
    from casebook.store.book import Book


def may_enter(
    session: Session, name: str, label: slots.SlotLabel, trusted: Sequence[slots.SlotLabel]
) -> bool:
    """Whether the compartment `name` may enter a newcomer under the short name they claim.

    `trusted` are the slots that may be relied on, `label` among them: their vouchers are right.
    """
    earlier = session.exec(select(User).where(User.short == label.short)).one_or_none()
    if earlier is None:
        return True
    sheet = _voucher(session, label.voucher)
    if sheet is None or not sheet.role.startswith(RECOVERY):
        return False
    holders = standing.holders(session, name)
    if earlier.id in holders:
        return False
    if sheet.id in holders:
        return True
    made_by = [_voucher(session, each.voucher) for each in trusted if each.uid == sheet.id]
    return any(_reaches(each, earlier) for each in (sheet, *made_by))


def _voucher(session: Session, voucher: Voucher | None) -> User | None:
    """The person, or the sheet, that a voucher names, where these are the keys known here."""
    known = None if voucher is None else session.get(User, voucher.uid)
    if voucher is None or known is None or known.sign_key != voucher.sign.hex():
        return None
    return known


def _reaches(holder: User | None, earlier: User) -> bool:
    """Whether somebody was heard here to hold something, and all that another holds."""
    return holder is not None and bool(holder.holds) and set(earlier.holds) <= set(holder.holds)


def found(book: "Book") -> list[Finding]:
    """A finding for each short name that more than one set of keys claims here."""
    claimed = {each.object: each for each in slots.doubled(book.folder)}
    known = slots.trusted(book.folder, book.identity)
    trusted = [each for each in slots.listed(book.folder) if each.uid in known]
    for compartment in book.compartments():
        with compartment.reading() as session:
            for label in trusted:
                is_there = session.get(User, label.uid) is not None
                if not is_there and not may_enter(session, compartment.name, label, trusted):
                    told = slots.doubled_finding(label.short)
                    claimed[told.object] = told
    return list(claimed.values())
