"""One compartment's SQLCipher database, opened with every settled setting and asserted.

The rules are: a raw 256-bit key of 64 hexadecimal digits and nothing else; TRUNCATE and FULL,
because they lose nothing when the power goes and a log file beside the database can; a plain
SQLite file, an empty file and a library that is too old are refused; parameters never stand in
an error.
"""

import os
import re
from pathlib import Path
from urllib.parse import quote

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from casebook.errors.integrity import DatabaseDamaged, FileUnsafe
from casebook.errors.machine import DatabaseLibraryTooOld, FileMissing
from casebook.errors.opening import DatabaseForeign, RecoveryNeeded
from casebook.vault.durable import open_kept

APPLICATION_ID = 0x43534244
"""`CSBD`, so that a stranger's SQLite file is told apart."""
OLDEST_SQLITE = (3, 53, 3)
"""Below this, known faults can damage or disclose a database."""
BUSY_SECONDS = 10
PAGE_BYTES = 4096

_SETTINGS = (
    ("temp_store", "MEMORY", 2),
    ("synchronous", "FULL", 2),
    ("foreign_keys", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("secure_delete", "ON", 1),
    ("mmap_size", "0", 0),
)
_KEY = re.compile("[0-9a-f]{64}")


def require_library() -> None:
    """Raise DatabaseLibraryTooOld when the SQLite inside is below the oldest one allowed."""
    found = tuple(int(part) for part in sqlcipher.sqlite_version.split("."))
    if found < OLDEST_SQLITE:
        wanted = ".".join(str(part) for part in OLDEST_SQLITE)
        raise DatabaseLibraryTooOld(found=sqlcipher.sqlite_version, wanted=wanted)


def library() -> str:
    """The database library's versions, as a person reads them."""
    connection = sqlcipher.connect(":memory:")
    try:
        (cipher,) = connection.execute("PRAGMA cipher_version").fetchone() or ("unknown",)
    finally:
        connection.close()
    return f"SQLCipher {cipher} on SQLite {sqlcipher.sqlite_version}"


def open_engine(
    path: Path, key: str, compartment: str, *, write: bool, writer_alive: bool = False
) -> Engine:
    """An engine on the existing database at `path`; one connection is opened to prove the key.

    `writer_alive` says that another process holds the writer's lock: its journal is then its own.

    Raises DatabaseForeign, DatabaseDamaged, RecoveryNeeded, DatabaseLibraryTooOld.
    """
    require_library()
    _refuse_foreign(path, compartment)
    if not write and not writer_alive:
        _refuse_hot_journal(path, compartment)
    engine = _engine(path, key, "rw" if write else "ro", compartment)
    with engine.connect() as connection:
        _refuse_stranger(connection, compartment)
    return engine


def export(path: Path, key: str, target: Path, target_key: str, compartment: str) -> None:
    """Copy everything in the database at `path` into the new file `target`, under another key.

    Never in place: until the caller says otherwise the old file counts. Raises DatabaseDamaged.
    """
    _require_key(target_key)
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    connection = _connect(path, key, "rw", compartment)
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        attach = f"ATTACH DATABASE ? AS renewed KEY \"x'{target_key}'\""
        connection.execute(attach, (str(target.absolute()),))
        connection.execute("PRAGMA renewed.journal_mode = TRUNCATE")
        connection.execute("PRAGMA renewed.synchronous = FULL")
        connection.execute("SELECT sqlcipher_export('renewed')").fetchall()
        connection.execute(f"PRAGMA renewed.user_version = {version}")
        connection.execute(f"PRAGMA renewed.application_id = {APPLICATION_ID}")
        connection.execute("DETACH DATABASE renewed")
    except sqlcipher.DatabaseError as fault:
        raise DatabaseDamaged(compartment=compartment) from fault
    finally:
        connection.close()


def make_engine(path: Path, key: str, compartment: str) -> Engine:
    """An engine on a new, empty database at `path`, which must not exist yet."""
    require_library()
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    return _engine(path, key, "rw", compartment)


def _engine(path: Path, key: str, mode: str, compartment: str) -> Engine:
    """The engine, whose every connection is keyed and set the same way."""
    _require_key(key)

    def connect() -> sqlcipher.Connection:
        return _connect(path, key, mode, compartment)

    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=connect,
        poolclass=QueuePool,
        pool_size=4,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _require_key(key: str) -> None:
    """Refuse anything but a raw key: a passphrase would be stretched by the library's own rule."""
    if not _KEY.fullmatch(key):
        raise ValueError("a database key is 64 hexadecimal digits")


def _begin(connection: Connection) -> None:
    """Begin a transaction: one that will write takes its place at once."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _connect(path: Path, key: str, mode: str, compartment: str) -> sqlcipher.Connection:
    """One keyed connection, with every setting read back."""
    uri = f"file:{quote(str(path.absolute()))}?mode={mode}"
    connection = sqlcipher.connect(uri, uri=True, timeout=BUSY_SECONDS, check_same_thread=False)
    try:
        connection.isolation_level = None
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key}'\"")
        if not connection.execute("PRAGMA cipher_version").fetchone():
            raise DatabaseForeign(compartment=compartment)
        for name, value, expected in _SETTINGS:
            connection.execute(f"PRAGMA {name} = {value}")
            _assert_setting(connection, name, expected)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if mode == "rw":
            connection.execute("PRAGMA journal_mode = TRUNCATE")
            _assert_setting(connection, "journal_mode", "truncate")
    except sqlcipher.DatabaseError as fault:
        connection.close()
        raise DatabaseDamaged(compartment=compartment) from fault
    return connection


def _assert_setting(connection: sqlcipher.Connection, name: str, expected: object) -> None:
    """Refuse to go on with a connection that did not take a setting."""
    row = connection.execute(f"PRAGMA {name}").fetchone()
    if row is not None and row[0] != expected:
        raise ValueError(f"the database did not take the setting {name}")


def _refuse_foreign(path: Path, compartment: str) -> None:
    """Refuse an absent, empty, plain or half-page file before anything is opened with a key.

    Half a page is no damage while a journal waits to undo the change that a full disk stopped.
    """
    try:
        with open_kept(path, f"compartments/{compartment}/{path.name}") as file:
            start = file.read(16)
            size = file.seek(0, os.SEEK_END)
    except (FileMissing, FileUnsafe) as fault:
        raise DatabaseDamaged(compartment=compartment) from fault
    if size == 0 or start == b"SQLite format 3\x00":
        raise DatabaseForeign(compartment=compartment)
    cut = size % PAGE_BYTES and not is_hot(path.with_name(f"{path.name}-journal"), compartment)
    if cut or path.with_name(f"{path.name}-wal").exists():
        raise DatabaseDamaged(compartment=compartment)


def _refuse_hot_journal(path: Path, compartment: str) -> None:
    """Refuse to read beside a journal that a killed writer left: only a writer may roll it back."""
    if is_hot(path.with_name(f"{path.name}-journal"), compartment):
        raise RecoveryNeeded(compartment=compartment)


def is_hot(journal: Path, compartment: str) -> bool:
    """Whether a journal says that a change was left half done; raises DatabaseDamaged."""
    try:
        with open_kept(journal, f"compartments/{compartment}/{journal.name}") as file:
            return file.read(1) not in {b"", b"\x00"}
    except FileMissing:
        return False
    except FileUnsafe as fault:
        raise DatabaseDamaged(compartment=compartment) from fault


def _refuse_stranger(connection: Connection, compartment: str) -> None:
    """Refuse a database that another program made with this key."""
    found = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    if found != APPLICATION_ID:
        raise DatabaseForeign(compartment=compartment)
