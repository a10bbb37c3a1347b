"""Making a new casebook: its folder, its people's keys, its three compartments.

The rules are: the DSL, deputies and the head hold general; the head holds staff, and the DSL only
if that was asked for; the chair (and a vice-chair) holds governance. Two recovery sheets are made
at once: the school's opens general and staff, governance's opens everything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

from casebook import clock
from casebook.errors.given import FoundersInvalid
from casebook.records.settings import Settings
from casebook.store import migrations
from casebook.store.change import Change
from casebook.store.engine import make_engine
from casebook.store.ledger import LogName
from casebook.store.people import record_of
from casebook.vault import (
    grants,
    keys,
    layout,
    location,
    manifest,
    passphrases,
    recovery,
    slots,
    wrapping,
)
from casebook.vault.argon2 import SETTLED, Cost
from casebook.vault.layout import COMPARTMENTS, CasebookFolder
from casebook.vault.loghead import LogHead
from casebook.vault.people import Identity, introduce, new_identity

ROLES = ("dsl", "deputy-dsl", "head", "chair", "vice-chair", "staff")
"""What a person can be in a casebook."""

HOLDS = {
    "dsl": ("general",),
    "deputy-dsl": ("general",),
    "head": ("general", "staff"),
    "chair": ("governance",),
    "vice-chair": ("governance",),
    "staff": (),
    "recovery-school": ("general", "staff"),
    "recovery-governance": COMPARTMENTS,
}
"""What each role holds at first, and each recovery sheet opens."""

ELSEWHERE = (
    "Make it in a folder on a disk of this computer that nothing keeps in step, such as one of "
    "your own beside Documents."
)
"""What to do when a casebook would be made where it must not lie."""


@dataclass(frozen=True)
class Founder:
    """A person who is there from the start."""

    short: str
    """What they type to say who they are."""
    role: str
    passphrase: str
    full_name: str = ""


@dataclass(frozen=True)
class School:
    """What a casebook knows of its school."""

    name: str
    profile: str = "default"
    calendar: str = "england-and-wales"
    dsl_holds_staff: bool = False
    """Whether the DSL reads allegations against staff from the first day."""


@dataclass(frozen=True)
class RecoverySheet:
    """A recovery sheet as it is printed, once."""

    kind: str
    code: str
    paper: recovery.Paper

    @property
    def text(self) -> str:
        """The sheet as plain text."""
        return self.paper.text


@dataclass(frozen=True)
class Founded:
    """A casebook that was just made."""

    casebook_id: str
    users: tuple[str, ...]
    recovery: tuple[RecoverySheet, ...]


@dataclass(frozen=True)
class _Holder:
    """Somebody with keys, and what they hold."""

    identity: Identity
    full_name: str
    holds: tuple[str, ...]


def create(
    path: Path, school: School, founders: Sequence[Founder], *, cost: Cost = SETTLED
) -> Founded:
    """Make the casebook of `school` in the new folder `path`, for the `founders`.

    Raises FoundersInvalid, what `passphrases.checked` refuses, PlaceUnsuited, FolderInUse and the
    faults of the machine; a folder that could not be finished is left without its CASEBOOK file,
    and opens nowhere.
    """
    _check_founders(founders)
    location.require_fit(path, next_step=ELSEWHERE)
    folder = layout.create(path)
    people, sheets = _people(folder, school, founders, cost)
    heads = {name: _found(folder, name, school, people) for name in COMPARTMENTS}
    for each in people:
        each.identity.heads.update({name: heads[name] for name in each.holds})
        slots.refresh(folder, each.identity)
    layout.complete(folder)
    manifest.write(folder, heads, {})
    users = tuple(each.short for each in founders)
    return Founded(folder.casebook_id, users, sheets)


def _check_founders(founders: Sequence[Founder]) -> None:
    """Refuse founders who cannot run a casebook, before anything is written.

    No DSL, no head, doubled names, a passphrase that is too weak.
    """
    shorts = [each.short for each in founders]
    roles = {each.role for each in founders}
    if len(set(shorts)) != len(shorts):
        raise FoundersInvalid(why="two of them have the same short name")
    if not roles <= set(ROLES):
        raise FoundersInvalid(why=f"a role is none of {', '.join(ROLES)}")
    for each in founders:
        passphrases.checked(each.passphrase)
    if "dsl" not in roles or "head" not in roles:
        raise FoundersInvalid(why="there must be a dsl and a head")


def _people(
    folder: CasebookFolder, school: School, founders: Sequence[Founder], cost: Cost
) -> tuple[list[_Holder], tuple[RecoverySheet, ...]]:
    """Keys for every founder and both recovery sheets, each sealed in its slot."""
    people = [
        _Holder(new_identity(each.short, each.role), each.full_name, _held(each.role, school))
        for each in founders
    ]
    sheets = []
    made: list[tuple[Identity, str]] = []
    for kind in ("school", "governance"):
        identity, code = recovery.new_sheet(kind)
        people.append(_Holder(identity, "", HOLDS[identity.role]))
        made.append((identity, code))
        paper = recovery.paper(folder, school.name, kind, code)
        sheets.append(RecoverySheet(kind, code, paper))
    introduce([each.identity for each in people])
    for founder, each in zip(founders, people, strict=False):
        slots.write(folder, each.identity, founder.passphrase, cost)
    for identity, code in made:
        recovery.write(folder, identity, code, cost)
    return people, tuple(sheets)


def _held(role: str, school: School) -> tuple[str, ...]:
    """The compartments that a role holds on the first day."""
    if role == "dsl" and school.dsl_holds_staff:
        return ("general", "staff")
    return HOLDS[role]


def _found(folder: CasebookFolder, name: str, school: School, people: list[_Holder]) -> LogHead:
    """Make one compartment: its key, its grants, its database with the first entries.

    Whoever signs the first entries is entered first, so that every signature can be checked.
    """
    holders = [each for each in people if name in each.holds]
    granter = holders[0].identity
    key = keys.new_key()
    drop_secret, drop_public = wrapping.new_pair()
    folder.write_head(name, 1, drop_public, granter)
    public = [each.identity.public for each in holders]
    bound = grants.context(folder.casebook_id, name, 1)
    grants.write(folder.grants(name), key, public, granter, bound)
    engine = make_engine(folder.database(name), keys.database_key(key), name)
    migrations.lay(engine)
    log = LogName(folder.casebook_id, name)
    with Session(engine.execution_options(writes=True)) as session, session.begin():
        change = Change(session, log, granter)
        for each in sorted(people, key=lambda each: each.identity is not granter):
            change.add("entered", record_of(each.identity, each.full_name, each.holds))
        change.add("founded", _settings(folder, name, school, drop_secret))
        head = change.head()
    engine.dispose()
    return head


def _settings(folder: CasebookFolder, name: str, school: School, drop_secret: bytes) -> Settings:
    """The settings row of one compartment."""
    return Settings.of(
        id=folder.casebook_id,
        compartment=name,
        school=school.name,
        profile=school.profile,
        calendar=school.calendar,
        drop_secret=drop_secret.hex(),
        created_at=clock.now(),
    )
