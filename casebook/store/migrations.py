"""Bringing a database to the present schema, forward only.

The statements are schema/migrations/NNNN_….sql; a database remembers the last one it had.
"""

import sqlite3
from collections.abc import Iterator
from functools import cache

from sqlalchemy import Engine

from casebook.datafiles import data_folder
from casebook.errors.opening import SchemaTooNew
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


def lay(engine: Engine) -> None:
    """Make every table in a new database, in one transaction."""
    with engine.execution_options(writes=True).begin() as connection:
        for number, script in scripts().items():
            for statement in _statements(script):
                connection.exec_driver_sql(statement)
            connection.exec_driver_sql(f"PRAGMA user_version = {number}")
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def require_known(engine: Engine, compartment: str) -> None:
    """Raise SchemaTooNew when a later program wrote this database."""
    with engine.connect() as connection:
        found = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if found != latest():
        raise SchemaTooNew(compartment=compartment, found=found, known=latest())


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
