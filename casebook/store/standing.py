"""Who holds a compartment, by its own ledger: what another ledger says of it brings nothing.

The rule is: a holding begins with the founding, or with an entry of the compartment's own ledger in
which somebody who held it then gave it. Whatever else says that somebody holds it is a claim, to
which nothing is sealed.
"""

from collections.abc import Iterator

from sqlmodel import Session, select

from casebook.records.user import User
from casebook.store import ledger
from casebook.vault.findings import Finding

GIVING = frozenset({"granted", "recovered"})
"""The verbs by which a holder lets somebody hold what they hold."""

_RECORDS = ("settings", "user")
"""The kinds of record whose entries tell of it."""


def holders(session: Session, name: str) -> frozenset[str]:
    """The uids of whom the ledger of the compartment `name`, open in `session`, says hold it."""
    found: set[str] = set()
    founding = True
    for entry in ledger.read_entries_of(session.connection(), _RECORDS):
        if entry.kind == "settings":
            founding = founding and entry.verb != "founded"
            continue
        values = entry.values or {}
        holds, uid = values.get("holds"), entry.object_id
        if values.get("active") is False or (isinstance(holds, list) and name not in holds):
            found.discard(uid)
        elif isinstance(holds, list) and (
            founding or (entry.verb in GIVING and entry.actor in found)
        ):
            found.add(uid)
    return frozenset(found)


def unfounded(session: Session, name: str) -> Iterator[Finding]:
    """A finding for each person who stands as a holder, and to whom no holder gave it."""
    known = holders(session, name)
    for row in session.exec(select(User)).all():
        if row.active and name in row.holds and row.id not in known:
            said = (
                "They stand here as a holder, and nobody who held it gave it to them: no new key "
                "is sealed to them. Take it from them with `casebook revoke`, and find out who "
                "took them in."
            )
            yield Finding("U-05", f"{name}, user {row.short}", said, "fault")
