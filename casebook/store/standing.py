"""Who holds a compartment, by its own ledger: what another ledger says of it brings nothing.

The rules are: a holding begins with the founding, or with an entry of the compartment's own ledger
in which somebody who held it then gave it; it ends by the holder's own hand, or by that of a holder
who reaches at least as far. Whatever else says so is a claim, that gives nothing and ends nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlmodel import Session, select

from casebook.records.user import User
from casebook.store import ledger
from casebook.store.ledger import Entry
from casebook.store.people import RECOVERY
from casebook.vault.findings import Finding
from casebook.vault.layout import COMPARTMENTS
from casebook.vault.people import PublicKeys

GIVING = frozenset({"granted", "recovered"})
"""The verbs by which a holder lets somebody hold what they hold."""

_RECORDS = ("settings", "user")
"""The kinds of record whose entries tell of it."""

CONTESTED = "U-07"
SAID_CONTESTED = (
    "An entry by {actor} takes this compartment from {user}, who reaches further: it counts for "
    "nothing, and {user} holds it as before. Find out what {actor} did with what program, and "
    "take it from them; `casebook grant {user} {name}` then puts the entry right."
)


@dataclass
class Standing:
    """What one compartment's ledger says of everybody, as far as it may."""

    name: str
    known: dict[str, set[str]] = field(default_factory=dict)
    """What each is known to hold: given, link by link, by somebody who was known to hold it."""
    keys: dict[str, PublicKeys] = field(default_factory=dict)
    """The keys that each was entered with; they never change."""
    refused: list[Entry] = field(default_factory=list)
    """The entries that would end a holding of this compartment, and may not."""
    _roles: dict[str, str] = field(default_factory=dict)
    _given: dict[tuple[str, str], str] = field(default_factory=dict)
    _founding: bool = True

    def holders(self) -> frozenset[str]:
        """The uids of whom it says hold the compartment."""
        return frozenset(uid for uid, held in self.known.items() if self.name in held)

    def role(self, uid: str) -> str:
        """The role that somebody was entered with; empty for a stranger."""
        return self._roles.get(uid, "")

    def reach(self, uid: str) -> int:
        """How far somebody reaches: the place of the highest compartment they hold, or 0."""
        return reach_of(self.known.get(uid, set()))

    def may_end(self, actor: str, uid: str, held: str) -> bool:
        """Whether `actor` may end that `uid` holds the compartment `held`."""
        reaches = held in self.known.get(actor, set()) and self.reach(actor) >= self.reach(uid)
        return self._founding or actor == uid or reaches

    def take(self, entry: Entry) -> None:
        """Go on by one entry about the settings or a person."""
        if entry.kind == "settings":
            self._founding = self._founding and entry.verb != "founded"
            return
        values, uid = entry.values or {}, entry.object_id
        known = self.known.setdefault(uid, set())
        if uid not in self.keys and {"sign_key", "seal_key"} <= values.keys():
            self.keys[uid] = PublicKeys(
                seal=bytes.fromhex(str(values["seal_key"])),
                sign=bytes.fromhex(str(values["sign_key"])),
            )
            self._roles[uid] = str(values.get("role", ""))
        holds = values.get("holds")
        if values.get("active") is False:
            holds = []
        if not isinstance(holds, list):
            return
        for each in [each for each in known if each not in holds]:
            if self.may_end(entry.actor, uid, each) or self._replaces(entry, each):
                known.discard(each)
            elif each == self.name:
                self.refused.append(entry)
        for each in (each for each in holds if each not in known):
            if self._founding or (
                entry.verb in GIVING and each in self.known.get(entry.actor, set())
            ):
                known.add(each)
                self._given[uid, each] = entry.actor

    def _replaces(self, entry: Entry, held: str) -> bool:
        """Whether an entry only puts another recovery sheet of the kind in an earlier one's place.

        A lost sheet is replaced by whoever holds what it opens, were it less than all of it.
        """
        role = self.role(entry.object_id)
        return role.startswith(RECOVERY) and any(
            uid != entry.object_id
            and held in self.known[uid]
            and self.role(uid) == role
            and self._given.get((uid, held)) == entry.actor
            for uid in self.known
        )


def reach_of(held: frozenset[str] | set[str]) -> int:
    """The place of the highest of some compartments, from 1; 0 for none."""
    return max((COMPARTMENTS.index(each) + 1 for each in held), default=0)


def read(session: Session, name: str) -> Standing:
    """What the ledger of the compartment `name`, open in `session`, says of everybody."""
    found = Standing(name)
    for entry in ledger.read_entries_of(session.connection(), _RECORDS):
        found.take(entry)
    return found


def holders(session: Session, name: str) -> frozenset[str]:
    """The uids of whom the ledger of the compartment `name`, open in `session`, says hold it."""
    return read(session, name).holders()


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


def contested(session: Session, name: str) -> Iterator[Finding]:
    """A finding for each holder whose row says that they hold it no more, by an unlawful hand."""
    found = read(session, name)
    rows = {each.id: each for each in session.exec(select(User)).all()}
    for uid in sorted(found.holders()):
        row = rows.get(uid)
        if row is not None and row.active and name in row.holds:
            continue
        by = [each.actor for each in found.refused if each.object_id == uid]
        actor = rows[by[-1]].short if by and by[-1] in rows else "somebody"
        user = row.short if row is not None else uid
        said = SAID_CONTESTED.format(actor=actor, user=user, name=name)
        yield Finding(CONTESTED, f"compartments/{name}", said, "fault")


def rekeyed(session: Session, name: str) -> Iterator[Finding]:
    """A finding for each person over whose keys an entry wrote others."""
    known = read(session, name)
    for row in session.exec(select(User)).all():
        entered = known.keys.get(row.id)
        if entered and (entered.sign.hex(), entered.seal.hex()) != (row.sign_key, row.seal_key):
            said = (
                "Other keys were written over theirs. Those they were entered with count: new keys "
                "are sealed to these alone. Look in the ledger for whose entry that was."
            )
            yield Finding("U-09", f"{name}, user {row.short}", said, "fault")
