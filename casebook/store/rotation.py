"""A compartment's next generation: another key, another database file, other holders.

The rules are: the new generation has the present schema, whichever the old one had; it stands whole
beside the old one, and was held against the whole ledger, before HEAD names it; HEAD is the one
step that counts; the old files go last. Whoever is left out keeps what they opened or copied
before: no key can be taken out of a head.
"""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from sqlmodel import select

from casebook.errors import MachineFault
from casebook.errors.integrity import CopyDiffers
from casebook.errors.machine import OldKeyStays
from casebook.errors.rules import LastHolder
from casebook.records.settings import Settings
from casebook.records.user import User
from casebook.store import migrations, reading, soundness, standing
from casebook.store.change import Change
from casebook.store.compartment import Compartment
from casebook.store.engine import export, open_engine
from casebook.store.people import RECOVERY
from casebook.store.proof import Reader
from casebook.vault import durable, grants, keys, slots, wrapping
from casebook.vault.layout import CasebookFolder

if TYPE_CHECKING:
    from casebook.store.book import Book


def renew(book: "Book", name: str, change_people: Callable[[Change], None]) -> None:
    """Give the compartment `name` a new key, held by whom its people say after `change_people`.

    Raises BookReadOnly, NotAHolder, LastHolder, KeyChanged, KeyUnknown, CopyDiffers, and the faults
    of the machine; the old generation counts then. OldKeyStays says that the new one does.
    """
    old = book.compartment(name)
    before = book.folder.head(name).generation
    generation, key = before + 1, keys.new_key()
    remove(book.folder, name, generation)  # what a killed attempt left; HEAD never named it
    with ExitStack() as undo:
        undo.callback(_remove_unless_it_counts, book.folder, name, generation)
        new = _copied(book, old, generation, key)
        undo.callback(new.close)
        drop_public = _change(new, change_people)
        stays = _grant(book, new, key)
        old.require_writer()
        flip(book, name, generation, drop_public)
        undo.pop_all()
    old.close()
    if not stays:
        new.close()
    book.replace(name, new if stays else None)
    try:
        remove(book.folder, name, before)
    except MachineFault as fault:
        raise OldKeyStays(compartment=name) from fault


def flip(book: "Book", name: str, generation: int, drop_public: bytes) -> None:
    """Make `generation` the one that counts: the step before which the old one does."""
    book.folder.write_head(name, generation, drop_public, book.identity)


def remove(folder: CasebookFolder, name: str, generation: int) -> None:
    """Remove the files of one generation of a compartment."""
    database = folder.database(name, generation)
    with durable.typed_faults():
        for path in (*_beside(database), database, folder.grants(name, generation)):
            path.unlink(missing_ok=True)
        durable.sync_folder(database.parent)


def _remove_unless_it_counts(folder: CasebookFolder, name: str, generation: int) -> None:
    """Remove a generation that HEAD does not name; it may, although what made it so was stopped."""
    if folder.head(name).generation != generation:
        remove(folder, name, generation)


def clear_older(folder: CasebookFolder, name: str, generation: int) -> None:
    """Remove what a killed renewal left of the generations before `generation`."""
    with durable.typed_faults():
        found = sorted(folder.compartment(name).glob("g[0-9][0-9][0-9][0-9].*"))
    numbers = {int(each.name[1:5]) for each in found}
    for number in sorted(each for each in numbers if each < generation):
        remove(folder, name, number)


def _beside(database: Path) -> tuple[Path, ...]:
    """What SQLite, and the undoing of half-done changes, leave beside a database."""
    endings = ("-journal", ".aside", "-journal.aside")
    return tuple(database.with_name(database.name + each) for each in endings)


def _copied(book: "Book", old: Compartment, generation: int, key: bytes) -> Compartment:
    """The new generation, still the same as the old one in every entry; raises CopyDiffers."""
    path = book.folder.database(old.name, generation)
    source = book.folder.database(old.name, generation - 1)
    bound = grants.context(book.casebook_id, old.name, generation - 1)
    vouched = slots.trusted(book.folder, book.identity)
    grant = book.folder.grants(old.name, generation - 1)
    present = grants.open_key(grant, book.identity, bound, vouched)
    export(source, keys.database_key(present), path, keys.database_key(key), old.name)
    durable.sync_folder(path.parent)
    engine = open_engine(path, keys.database_key(key), old.name, write=True)
    migrations.advance(engine)
    new = Compartment(old.log, engine, old.files, book.identity, generation, writable=True)
    new.require_writer = old.require_writer
    with ExitStack() as undo:
        undo.callback(new.close)
        _require_same(old, new, book)
        undo.pop_all()
    return new


def _require_same(old: Compartment, new: Compartment, book: "Book") -> None:
    """Hold the copy against the ledger, and the ledger against the old one's."""
    faults = list(soundness.unsound(new.engine, new.name))
    if not faults:
        with new.reading() as session:
            folded = Reader(new.log, book.identity.pins).read(session.connection())
            faults += [each for each in folded.findings if each.severity == "fault"]
            faults += reading.differences(session, folded, new.name)
            faults += reading.finder_differences(session, new.name)
        head = old.head()
        if (folded.size, folded.root) == (head.size, head.root) and not faults:
            return
    details = [{"object": each.object, "consequence": each.consequence} for each in faults]
    raise CopyDiffers(compartment=new.name, details=details)


def _change(new: Compartment, change_people: Callable[[Change], None]) -> bytes:
    """Enter who holds it now, and a fresh key for what is left for them; gives its public half."""
    secret, public = wrapping.new_pair()
    with new.changing() as change:
        change_people(change)
        settings = change.session.exec(select(Settings)).one()
        change.amend("renewed", settings, drop_secret=secret.hex())
    return public


def _grant(book: "Book", new: Compartment, key: bytes) -> bool:
    """Seal the new key to every holder; gives whether this person is still one of them.

    Who stands as a holder, and was given it by nobody who held it, is passed over; whom an entry
    ends that may not is sealed to as before.
    Raises LastHolder when no person would be left, KeyChanged and KeyUnknown.
    """
    with new.reading() as session:
        names = {each.id: each.short for each in session.exec(select(User)).all()}
        known = standing.read(session, new.name)
    holders = known.holders()
    if all(known.role(uid).startswith(RECOVERY) for uid in holders):
        raise LastHolder(compartment=new.name)
    vouched = slots.trusted(book.folder, book.identity)
    for uid in holders:
        place = f"The key of {names.get(uid, uid)}"
        book.identity.require_known(uid, known.keys[uid].sign, place, vouched)
    path = book.folder.grants(new.name, new.generation)
    context = grants.context(book.casebook_id, new.name, new.generation)
    sealed_to = [known.keys[uid] for uid in sorted(holders)]
    grants.write(path, key, sealed_to, book.identity, context)
    stays = book.identity.uid in holders
    if stays and grants.open_key(path, book.identity, context) != key:
        raise CopyDiffers(compartment=new.name)
    return stays
