"""Whether a database is sound as a file: its pages, its structure, its schema."""

from collections.abc import Iterator
from functools import cache

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from casebook.store import migrations
from casebook.vault.findings import Finding

_SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"


def unsound(engine: Engine, compartment: str) -> Iterator[Finding]:
    """What is wrong with the database behind `engine`, each check on a connection of its own.

    A check that meets a damaged page leaves its connection unusable for the next.
    """
    place = f"{compartment}, database"
    if _asked(engine, "PRAGMA cipher_integrity_check"):
        yield Finding("D-01", place, "Pages of it were damaged or altered on the disk.", "fault")
    if _asked(engine, "PRAGMA integrity_check") != [("ok",)]:
        yield Finding("D-02", place, "Its inner structure is damaged.", "fault")
    if _asked(engine, "PRAGMA foreign_key_check"):
        yield Finding("D-03", place, "A record points at one that is not there.", "fault")
    ((version,),) = _asked(engine, "PRAGMA user_version")
    if _asked(engine, _SCHEMA) != _expected_schema(version):
        consequence = "A table, index or trigger was added, removed or altered."
        yield Finding("D-04", place, consequence, "fault")


def _asked(engine: Engine, query: str) -> list[tuple[object, ...]]:
    """The rows of `query` on a fresh connection; a fault of the database is a row of its own."""
    try:
        with engine.connect() as connection:
            rows = [tuple(row) for row in connection.exec_driver_sql(query)]
            connection.detach()
    except DBAPIError:
        engine.dispose()
        return [("unreadable",)]
    return rows


@cache
def _expected_schema(version: object) -> list[tuple[object, ...]]:
    """The schema that the migrations make, as of the number `version`."""
    engine = create_engine("sqlite://", module=sqlcipher, poolclass=StaticPool)
    migrations.lay(engine, version if isinstance(version, int) else 0)
    with engine.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(_SCHEMA)]
