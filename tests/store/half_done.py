"""A casebook as a writer leaves it that is killed while a change is half on the disk."""

from contextlib import closing
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from tests.store.conftest import key_of


def database_of(folder: Path) -> Path:
    return folder / "compartments/general/g0001.db"


def journal_of(folder: Path) -> Path:
    return folder / "compartments/general/g0001.db-journal"


def left_half_done(folder: Path) -> None:
    """Leave the database as a writer does that is killed while its change is half on the disk."""
    database, journal = database_of(folder), journal_of(folder)
    with closing(sqlcipher.connect(database)) as connection:
        connection.isolation_level = None
        connection.execute(f"PRAGMA key = \"x'{key_of(folder)}'\"")
        connection.execute("PRAGMA journal_mode = TRUNCATE")
        connection.execute("PRAGMA cache_size = 5")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("CREATE TABLE stranger (words TEXT)")
        for _ in range(200):
            connection.execute("INSERT INTO stranger VALUES (hex(randomblob(2000)))")
        half = database.read_bytes(), journal.read_bytes()
        connection.execute("ROLLBACK")
    database.write_bytes(half[0])
    journal.write_bytes(half[1])
