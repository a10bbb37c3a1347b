"""A casebook that an earlier program laid: it is read as it is, and goes on beside itself."""

import json
import shutil
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine, create_engine, inspect
from sqlalchemy.pool import StaticPool
from sqlmodel import select

from casebook.casework import incidents, notes
from casebook.errors.opening import SchemaTooNew
from casebook.records.kinds import KINDS
from casebook.store import advancing, migrations
from casebook.store.book import open_book
from casebook.store.compartment import Compartment
from casebook.store.values import plain
from casebook.store.verify import verify_folder
from casebook.vault import layout
from tests.vectors import golden

PASSPHRASES = golden.about(golden.FIRST)["passphrases"]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The casebook that the first program laid; to be read only."""
    return golden.unpack(golden.FIRST, tmp_path_factory.mktemp("first") / "Harbour Test.casebook")


@pytest.fixture
def first(kept: Path, tmp_path: Path) -> Path:
    """The same, to be worked in."""
    return Path(shutil.copytree(kept, tmp_path / kept.name))


def version(compartment: Compartment) -> int:
    """The last migration that a compartment's database had."""
    with compartment.reading() as session:
        return migrations.version(session.connection())


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a casebook but the writer's lock."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "LOCK"
    }


def test_who_only_reads_changes_nothing_and_reads_every_kind(first: Path) -> None:
    """[VF-90] Tables that it lacks are empty, and columns that it lacks read as nothing."""
    before = files(first)

    with open_book(first, "dsl", PASSPHRASES["dsl"], write=False) as book:
        general = book.compartment("general")
        assert version(general) == 1 < migrations.latest()
        with general.reading() as session:
            for table in KINDS.values():
                for record in session.exec(select(table)):
                    assert table.model_validate(record.model_dump()) == record
        assert verify_folder(first, book).verdict == "unchanged"

    assert files(first) == before


def test_who_writes_goes_on_in_a_new_generation_that_says_so(first: Path) -> None:
    """[VF-89] Beside, with another key, by an entry; told once; the rest is as it was."""
    with open_book(first, "dsl", PASSPHRASES["dsl"], write=False) as book:
        before = book.compartment("general").head()
        people = book.users()
    with open_book(first, "dsl", PASSPHRASES["dsl"]) as book:
        general = book.compartment("general")
        assert version(general) == migrations.latest()
        assert general.generation == before.generation + 1
        assert [each.code for each in book.noticed] == [advancing.CODE]
        entry = next(each for each in general.entries() if each.verb == advancing.ADVANCED)
        assert entry.seq > before.size
        assert entry.values == {"schema_before": 1, "schema": migrations.latest()}
        assert book.users() == people
        logged = incidents.log(book, incidents.read({"title": "New", "known_at": entry.at}))
        assert notes.write(book, logged.case, "In the new form.").words == "In the new form."
        assert verify_folder(first, book).verdict == "unchanged"
        left = {each.name[:5] for each in layout.at(first).compartment("general").glob("g*")}
        assert left == {f"g{general.generation:04}"}
    with open_book(first, "dsl", PASSPHRASES["dsl"]) as book:
        assert book.noticed == ()
        assert verify_folder(first, book).verdict == "unchanged"


def test_the_other_holders_open_what_somebody_else_brought_forward(first: Path) -> None:
    """And bring forward what only they hold."""
    with open_book(first, "dsl", PASSPHRASES["dsl"]):
        pass

    for user in ("deputy", "head", "chair"):
        with open_book(first, user, PASSPHRASES[user]) as book:
            assert {version(each) for each in book.compartments()} == {migrations.latest()}
            assert verify_folder(first, book).verdict == "unchanged"


def test_what_was_found_before_is_found_after_and_in_the_same_order(first: Path) -> None:
    with open_book(first, "dsl", PASSPHRASES["dsl"], write=False) as book:
        before = book.compartment("general").search("invented")
    with open_book(first, "dsl", PASSPHRASES["dsl"]) as book:
        assert book.compartment("general").search("invented") == before
    assert before


def test_a_column_that_was_added_reads_as_a_record_reads_of_which_nothing_was_said() -> None:
    """Else what an earlier entry did not say would read otherwise than the ledger says."""
    before, after = laid(1), laid(migrations.latest())

    for kind, table in KINDS.items():
        columns = {name: default for name, default in after[kind].items() if default is not None}
        for name in columns.keys() - before.get(kind, {}).keys():
            if kind in before:
                with blank(migrations.latest()).connect() as connection:
                    kept = connection.exec_driver_sql(f"SELECT {columns[name]}").scalar_one()
                said = plain(table.model_fields[name].get_default(call_default_factory=True))
                assert kept == (json.dumps(said) if isinstance(said, list | dict) else said), name


def test_a_casebook_of_a_later_program_is_not_opened() -> None:
    engine = blank(migrations.latest())
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 9999")

    with pytest.raises(SchemaTooNew) as refused:
        migrations.make_readable(engine, "general")
    assert "9999" in refused.value.message


def blank(version: int) -> Engine:
    """A database in memory, as of one of the migrations."""
    engine = create_engine("sqlite://", module=sqlcipher, poolclass=StaticPool)
    migrations.lay(engine, version)
    return engine


def laid(number: int) -> dict[str, dict[str, str | None]]:
    """The columns of each kind's table as of a migration, with what they hold by themselves."""
    looked = inspect(blank(number))
    names = {kind: str(table.__table__.name) for kind, table in KINDS.items()}  # type: ignore[attr-defined]
    there = set(looked.get_table_names())
    return {
        kind: {each["name"]: each["default"] for each in looked.get_columns(name)}
        for kind, name in names.items()
        if name in there
    }
