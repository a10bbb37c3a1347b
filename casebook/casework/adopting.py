"""Adopting: a school's own profile taken into the casebook, and the one each case goes by.

The rules are: its text is checked, sealed inside the casebook and never changed; the DSL, the head
or the chair adopts it, in each compartment that they hold, by a signed entry; what was answered
before stays answered by the profile of its day, which stays where it is; another one, or a built-in
one, is adopted in its place at any time.
"""

import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from weakref import WeakKeyDictionary

from sqlmodel import col, select

from casebook.casework.people import called
from casebook.errors.integrity import ExhibitMissing
from casebook.errors.rules import NotForThemToAdopt
from casebook.records.sealed import SealedFile
from casebook.records.settings import Settings
from casebook.store.book import Book
from casebook.store.change import Change as ChangeOfRows
from casebook.store.compartment import Compartment
from casebook.triage import catalogue, own
from casebook.triage.compared import Change, profile_changes
from casebook.triage.rules import Profile

PURPOSE = "profile"
"""What the text of a profile is sealed as."""
ROLES = ("dsl", "head", "chair")
"""Whose place it is to say by whose policy the school goes."""
ADOPTED = "adopted"
"""The verb of the entry."""

_READ: WeakKeyDictionary[Compartment, dict[str, bytes]] = WeakKeyDictionary()
"""The texts that were read from an open compartment, by their hash; gone when it is."""


@dataclass(frozen=True)
class InForce:
    """The profile that one compartment goes by."""

    compartment: str
    name: str
    """As questions call it."""
    calendar: str
    adopted_at: datetime | None
    """None where it stands since the casebook was made."""
    adopted_by: str

    @property
    def profile(self) -> str:
        """Its id, without the hash."""
        return self.name.removesuffix(f"@{self.sha256}")

    @property
    def sha256(self) -> str:
        """The hash of an own profile's text; empty for a built-in one."""
        return own.hash_in(self.name)


@dataclass(frozen=True)
class Chosen:
    """A profile that may be adopted: a built-in one, or an own one with its text."""

    name: str
    """As questions call it."""
    profile: Profile
    text: bytes = b""


def chosen(loaded: catalogue.Catalogue, given: bytes | str, shown: str = "") -> Chosen:
    """The profile that was given: the text of one, or the name of a built-in one.

    Raises CatalogueRefused.
    """
    if isinstance(given, str):
        return Chosen(given, loaded.profiles[given])
    found = own.own_from(given, loaded, shown)
    return Chosen(found.name, found.profile, given)


def in_force(book: Book) -> list[InForce]:
    """The profile of each compartment that this person holds."""
    return [_in_force(book, each) for each in book.compartments()]


def changed_by(book: Book, wanted: Chosen) -> dict[str, tuple[Change, ...]]:
    """What would differ in each compartment that this person holds, were it adopted."""
    loaded = catalogue.load()
    changes = {}
    for each in book.compartments():
        present = each.settings().profile
        rules = beside(each, loaded, present)
        changes[each.name] = profile_changes(rules.profiles[present], wanted.profile)
    return changes


def adopt(book: Book, wanted: Chosen) -> list[str]:
    """Go by a profile in every compartment that this person holds; gives those that changed.

    Raises NotForThemToAdopt, BookReadOnly and the faults of the machine.
    """
    if book.user.role not in ROLES or not book.held:
        raise NotForThemToAdopt(user=book.user.short)
    changed = []
    for each in book.compartments():
        present = each.settings()
        if (present.profile, present.calendar) != (wanted.name, wanted.profile.calendar):
            _adopt_in(each, wanted)
            changed.append(each.name)
    if changed:
        book.profile, book.calendar = wanted.name, wanted.profile.calendar
    return changed


def carry(here: Compartment, there: Compartment, names: Iterable[str]) -> None:
    """Seal in another compartment the own profiles that answers of a case name, before it moves.

    What they were given by is then explained there too. Raises the faults of the machine.
    """
    for name in names:
        if own.hash_in(name) and _sealed(there, own.hash_in(name)) is None:
            _keep(there, text_of(here, name), lambda _change: None)


def _adopt_in(compartment: Compartment, wanted: Chosen) -> None:
    """Seal the text, unless it is there already, and write down that it counts from now on."""

    def counts(change: ChangeOfRows) -> None:
        """Let the settings name it."""
        row = change.session.exec(select(Settings)).one()
        change.amend(ADOPTED, row, profile=wanted.name, calendar=wanted.profile.calendar)

    is_there = _sealed(compartment, own.hash_in(wanted.name)) is not None
    _keep(compartment, b"" if is_there else wanted.text, counts)


def _keep(compartment: Compartment, text: bytes, then: Callable[[ChangeOfRows], None]) -> None:
    """Seal a text, if there is one, and do what belongs to it: both or neither."""
    with ExitStack() as undo:
        sealed = None
        if text:
            sealed = compartment.lodge_file(io.BytesIO(text), PURPOSE)
            undo.callback(_discard_unless_kept, compartment, sealed)
        with compartment.changing() as change:
            if sealed is not None:
                change.add("sealed", sealed)
            then(change)
        undo.pop_all()


def _discard_unless_kept(compartment: Compartment, sealed: SealedFile) -> None:
    """Remove a sealed file without a row; an interruption may come after the row was kept."""
    with compartment.reading() as session:
        is_kept = session.get(SealedFile, sealed.id) is not None
    if not is_kept:
        compartment.discard_file(sealed)


def beside(compartment: Compartment, loaded: catalogue.Catalogue, name: str) -> catalogue.Catalogue:
    """The catalogue `loaded`, with the own profile called `name` where it is one.

    Raises CatalogueRefused; ExhibitMissing where its text is not in this compartment.
    """
    if not own.hash_in(name):
        return loaded
    return own.beside(loaded, name, text_of(compartment, name))


def text_of(compartment: Compartment, name: str) -> bytes:
    """The text of the own profile called `name`; raises ExhibitMissing."""
    wanted, read = own.hash_in(name), _READ.setdefault(compartment, {})
    if wanted not in read:
        row = _sealed(compartment, wanted)
        if row is None:
            raise ExhibitMissing(object=wanted)
        with compartment.open_file(row.id) as opened:
            read[wanted] = opened.read()
    return read[wanted]


def _sealed(compartment: Compartment, sha256: str) -> SealedFile | None:
    """The row of a profile's text with that hash."""
    with compartment.reading() as session:
        query = select(SealedFile).where(SealedFile.purpose == PURPOSE, SealedFile.sha256 == sha256)
        newest = query.order_by(col(SealedFile.generation).desc())  # it may be sealed anew since
        return session.exec(newest).first()


def _in_force(book: Book, compartment: Compartment) -> InForce:
    """The profile of one compartment, with who adopted it."""
    settings = compartment.settings()
    entry = next(reversed(list(_entries(compartment))), None)
    return InForce(
        compartment=compartment.name,
        name=settings.profile,
        calendar=settings.calendar,
        adopted_at=datetime.fromisoformat(entry[0]) if entry else None,
        adopted_by=called(book, entry[1]) if entry else "",
    )


def _entries(compartment: Compartment) -> Iterator[tuple[str, str]]:
    """When and by whom each profile was adopted here, the earliest first."""
    for each in compartment.entries([compartment.settings().id]):
        if each.verb == ADOPTED:
            yield each.at, each.actor
