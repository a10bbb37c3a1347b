"""Bringing a database to the present schema, forward only, and reading one that is older.

The statements are schema/migrations/NNNN_….sql; a database remembers the last one it had. They are
run on a new database, or on the copy that a new generation is, never on one that counts. An older
one is read through what stands beside it in memory: empty tables where it has none, and columns
that read as the migration would have filled them.
"""

import sqlite3
from collections.abc import Iterator
from functools import cache, partial

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool
from sqlmodel import Session

from casebook.datafiles import data_folder
from casebook.errors.opening import SchemaTooNew
from casebook.records.kinds import KINDS
from casebook.records.record import Record
from casebook.store import finder
from casebook.store.engine import APPLICATION_ID


@cache
def scripts() -> dict[int, str]:
    """Every migration's text by its number."""
    folder = data_folder("schema") / "migrations"
    found = {
        int(each.name[:4]): each.read_text(encoding="utf-8")
        for each in folder.iterdir()
        if each.name.endswith(".sql")
    }
    return dict(sorted(found.items()))


def latest() -> int:
    """The number of the newest migration."""
    return max(scripts())


def lay(engine: Engine, upto: int | None = None) -> None:
    """Make every table in a new database, in one transaction; as of the migration `upto`."""
    with engine.execution_options(writes=True).begin() as connection:
        _run(connection, 0, latest() if upto is None else upto)
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def advance(engine: Engine) -> tuple[int, int]:
    """Bring a database that does not count yet to the present schema, in one transaction.

    What a search looks through may have changed with it, and is filled anew.
    Gives the version that it had, and the one that it has.
    """
    with engine.execution_options(writes=True).begin() as connection:
        found = version(connection)
        if found < latest():
            _run(connection, found, latest())
            with Session(connection) as session:
                finder.fill_anew(connection, _in_order(session))
    return found, latest()


def version(connection: Connection) -> int:
    """The number of the last migration that a database had."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def make_readable(engine: Engine, compartment: str) -> int:
    """Let a database be read as if it had the present schema; gives the version that it has.

    Raises SchemaTooNew when a later program wrote it.
    """
    with engine.connect() as connection:
        found = version(connection)
    if found > latest():
        raise SchemaTooNew(compartment=compartment, found=found, known=latest())
    if found < latest():
        event.listen(engine, "connect", partial(_stand_beside, found))
        engine.dispose()
    return found


def _in_order(session: Session) -> Iterator[Record]:
    """Every record that a search looks through, the one that was entered last at the end."""
    touched = session.connection().exec_driver_sql(
        "SELECT kind, object_id FROM ledger WHERE kind NOT LIKE 'witness:%'"
        " GROUP BY kind, object_id ORDER BY max(seq)"
    )
    for kind, object_id in touched.all():
        record = session.get(KINDS[kind], object_id) if kind in finder.SEARCHED else None
        if record is not None:
            yield record


def _run(connection: Connection, found: int, upto: int) -> None:
    """Run the migrations after `found`, up to `upto`."""
    for number, script in scripts().items():
        if found < number <= upto:
            for statement in _statements(script):
                connection.exec_driver_sql(statement)
            connection.exec_driver_sql(f"PRAGMA user_version = {number}")


def _stand_beside(found: int, connection: sqlcipher.Connection, _record: object) -> None:
    """Put what the migrations after `found` would have added beside the database, in memory.

    SQLite looks there first for a name without a schema.
    """
    for statement in _beside(found):
        connection.execute(statement)


@cache
def _beside(found: int) -> tuple[str, ...]:
    """The statements that make up for the migrations after `found`."""
    before, after = _laid(found), _laid(latest())
    made = []
    for table, columns in after.items():
        if table not in before:
            fields = ", ".join(_quoted(each) for each in columns)
            made.append(f"CREATE TEMP TABLE {_quoted(table)} ({fields})")
        elif added := {each: columns[each] for each in columns if each not in before[table]}:
            fields = "".join(
                f", {'NULL' if value is None else value} AS {_quoted(each)}"
                for each, value in added.items()
            )
            name = _quoted(table)
            every = f"SELECT *{fields} FROM main.{name}"  # noqa: S608 - names of the migrations
            made.append(f"CREATE TEMP VIEW {name} AS {every}")
    return tuple(made)


@cache
def _laid(upto: int) -> dict[str, dict[str, str | None]]:
    """The tables as of the migration `upto`: each column with what it holds where nothing was said.

    What stands for nothing is SQL, such as `''` or `0`; None where the column may be empty.
    """
    engine = create_engine("sqlite://", module=sqlcipher, poolclass=StaticPool)
    lay(engine, upto)
    with engine.connect() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {
            str(name): {
                str(row[1]): row[4]
                for row in connection.exec_driver_sql(f"PRAGMA table_info({_quoted(name)})")
            }
            for name in names.scalars().all()
        }


def _quoted(name: str) -> str:
    """A table's or column's name as SQL takes it; the names are those of the migrations."""
    return f'"{name}"'


def _statements(script: str) -> Iterator[str]:
    """The statements of a script, each whole; a trigger holds semicolons of its own."""
    waiting = ""
    for line in script.splitlines():
        waiting += line + "\n"
        if line.rstrip().endswith(";") and sqlite3.complete_statement(waiting):
            yield waiting
            waiting = ""
    if any(line.strip() and not line.startswith("--") for line in waiting.splitlines()):
        raise ValueError("a migration ends in the middle of a statement")
