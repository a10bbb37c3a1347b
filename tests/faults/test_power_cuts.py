"""After a power cut at any moment all that was acknowledged is there, and nothing is damaged.

Whatever had not been flushed by then is there, or is not, or is there in part. With --long every
moment of a session is tried many times over, else a few of them.
"""

import os
import secrets
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from casebook.store.book import open_book, open_with
from casebook.store.engine import APPLICATION_ID, make_engine, open_engine
from casebook.store.verify import verify_folder
from casebook.vault import layout, slots
from casebook.vault.people import Identity
from tests.faults import power, traced
from tests.faults.facts import lost
from tests.faults.operations import Ground, Work, change_passphrase, laid, move, revoke
from tests.faults.operations import wrong as not_as_said
from tests.faults.traced import Tell
from tests.school import WORDS

pytestmark = pytest.mark.skipif(
    not power.can_record(), reason="strace is not here, or may not trace"
)

MODES = ("all", "nothing", "some")
"""How much arrived of what was on its way."""

CASEBOOKS = 3_000
MOVES = 3_000
DATABASES = 10_000
"""Disks looked at with --long."""

KEY = "7" * 64
ROWS = 12
"""What a writer of plain rows keeps, one transaction each."""

Way = Callable[[Path, Tell], None]


def disks(
    before: Path, asked: list[power.Asked], moments: list[int], modes: tuple[str, ...] = MODES
) -> Iterator[tuple[int, Path]]:
    """A disk that a cut may leave at each of these moments, given in order."""
    disk, dice, done = power.Disk(before), Random(len(moments)), 0
    for moment in moments:
        for each in asked[done:moment]:
            disk.ask(each)
        done = moment
        image = before.with_name(f"after {secrets.token_hex(4)}.casebook")
        disk.image(image, dice.choice(modes), dice)
        yield moment, image
        shutil.rmtree(image)


def drawn(asked: list[power.Asked], most: int) -> list[int]:
    """`most` moments, in order; some more than once where there are fewer."""
    return sorted(Random(most).choices(power.moments(asked), k=most))


def recorded(before: Path, way: Way) -> list[power.Asked]:
    """What a session in the folder asked of the disk; the folder is left as it was before."""
    kept = before.with_name("as it was")
    shutil.copytree(before, kept)
    asked = power.recorded(before, lambda tell: way(before, tell))
    shutil.rmtree(before)
    kept.rename(before)
    return asked


class TestCasebook:
    """A session of recording and lodging."""

    @pytest.fixture
    def folder(self, template: Path, tmp_path: Path) -> Path:
        """A casebook with a case in it."""
        folder = Path(shutil.copytree(template, tmp_path / template.name))
        with open_book(folder, "dsl", WORDS["dsl"]) as book:
            traced.log_case(book)
        return folder

    @pytest.fixture
    def identity(self, folder: Path) -> Identity:
        """The DSL's keys."""
        return slots.open_slot(layout.at(folder), "dsl", WORDS["dsl"])

    @pytest.fixture
    def session(self, identity: Identity, tmp_path: Path) -> Way:
        """A session as it should be."""
        picture = tmp_path / "screen.bin"
        picture.write_bytes(Random(1).randbytes(40_000))
        return lambda folder, tell: traced.honest(folder, identity, picture, tell)

    def test_all_that_was_acknowledged_is_there(
        self, folder: Path, identity: Identity, session: Way, *, long_run: bool
    ) -> None:
        asked = recorded(folder, session)
        assert len(power.told_until(asked, len(asked))) == len(traced.DEEDS)
        moments = drawn(asked, CASEBOOKS if long_run else 24)

        assert list(wrong(disks(folder, asked, moments), asked, identity)) == []

    def test_the_harness_notices_what_was_never_flushed(
        self, folder: Path, identity: Identity, session: Way
    ) -> None:
        """The control: the program renames and tells, but flushes nothing of its own."""

        def unflushed(folder: Path, tell: Tell) -> None:
            setattr(os, "fsync", lambda _descriptor: None)  # noqa: B010 - in the child alone
            session(folder, tell)

        asked = recorded(folder, unflushed)
        last = disks(folder, asked, power.moments(asked)[-1:], ("nothing",))

        assert any(wrong(last, asked, identity))


def wrong(
    disks: Iterator[tuple[int, Path]], asked: list[power.Asked], identity: Identity
) -> Iterator[tuple[int, str]]:
    """What is not as it was acknowledged, or is damaged, with the moment of the cut."""
    for moment, image in disks:
        told = [each[1:] for each in power.told_until(asked, moment)]
        facts = [traced.fact(each) for each in told if any(each[1:])]
        with open_with(layout.at(image), identity) as book:
            yield from ((moment, f"lost: {each}") for each in lost(book, facts))
            found = verify_folder(image, book).findings
        yield from ((moment, each.code) for each in found if each.severity == "fault")


class TestKeys:
    """Sessions in which HEAD, grants, slots and sealed files give way to others."""

    @pytest.fixture(scope="class")
    def ground(self, stretched_once: None, tmp_path_factory: pytest.TempPathFactory) -> Ground:
        """A casebook whose DSL holds staff too, with a case that has an exhibit."""
        return laid(tmp_path_factory.mktemp("keys"))

    @pytest.mark.parametrize("deed", [move, revoke, change_passphrase])
    def test_what_was_acknowledged_is_so_and_nothing_is_in_two_places(
        self, ground: Ground, deed: Work, tmp_path: Path, *, long_run: bool
    ) -> None:
        """And the old or the new opens and verifies, whatever had arrived by then."""
        folder = Path(shutil.copytree(ground.folder, tmp_path / ground.folder.name))
        asked = recorded(folder, session(ground, deed))
        assert len(power.told_until(asked, len(asked))) == 1
        moments = drawn(asked, MOVES // 3 if long_run else 6)

        assert list(misplaced(disks(folder, asked, moments), asked, ground)) == []

    def test_the_harness_notices_keys_that_were_never_flushed(
        self, ground: Ground, tmp_path: Path
    ) -> None:
        """The control: nothing that the program writes itself is flushed."""

        def unflushed(folder: Path, tell: Tell) -> None:
            setattr(os, "fsync", lambda _descriptor: None)  # noqa: B010 - in the child alone
            session(ground, revoke)(folder, tell)

        folder = Path(shutil.copytree(ground.folder, tmp_path / ground.folder.name))
        asked = recorded(folder, unflushed)
        last = disks(folder, asked, power.moments(asked)[-1:], ("nothing",))

        assert any(misplaced(last, asked, ground))


def session(ground: Ground, deed: Work) -> Way:
    """One deed, in the casebook that lies in a folder."""
    return lambda folder, tell: deed(
        replace(ground, folder=folder), lambda *words: tell("\t".join(words))
    )


def misplaced(
    disks: Iterator[tuple[int, Path]], asked: list[power.Asked], ground: Ground
) -> Iterator[tuple[int, str]]:
    """What is not as it was acknowledged, or is damaged, with the moment of the cut."""
    for moment, image in disks:
        said = not_as_said(replace(ground, folder=image), power.told_until(asked, moment))
        yield from ((moment, each) for each in said)


class TestDatabase:
    """Rows in one database, a transaction each: the settings that are used, and two that lose."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        """A folder with an empty database in it."""
        folder = tmp_path / "rows"
        folder.mkdir()
        engine = make_engine(folder / "rows.db", KEY, "rows")
        with engine.begin() as connection:
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.exec_driver_sql("CREATE TABLE told (number INTEGER PRIMARY KEY, text TEXT)")
        engine.dispose()
        return folder

    def test_all_rows_that_were_acknowledged_are_there(
        self, folder: Path, *, long_run: bool
    ) -> None:
        asked = recorded(folder, settled)

        found = Counter(judged(folder, asked, DATABASES if long_run else 300))

        assert found.keys() == {"as told"}

    @pytest.mark.parametrize(
        ("journal", "flushing"), [("WAL", "NORMAL"), ("DELETE", "FULL"), ("TRUNCATE", "OFF")]
    )
    def test_the_harness_notices_settings_that_lose(
        self, folder: Path, journal: str, flushing: str
    ) -> None:
        """The controls: SQLite's own description says what each of these leaves out."""
        asked = recorded(folder, lambda place, tell: plainly(place, tell, journal, flushing))

        found = Counter(judged(folder, asked, 300))

        assert found["lost"] or found["damaged"]


def settled(folder: Path, tell: Tell) -> None:
    """Keep rows through the engine that every compartment has."""
    engine = open_engine(folder / "rows.db", KEY, "rows", write=True)
    for number in range(ROWS):
        with engine.begin() as connection:
            connection.exec_driver_sql("INSERT INTO told VALUES (?, ?)", (number, "x" * 900))
        tell(str(number))


def plainly(folder: Path, tell: Tell, journal: str, flushing: str) -> None:
    """Keep the same rows with other settings."""
    connection = sqlcipher.connect(folder / "rows.db", isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{KEY}'\"")
    connection.execute(f"PRAGMA journal_mode = {journal}")
    connection.execute(f"PRAGMA synchronous = {flushing}")
    for number in range(ROWS):
        connection.execute("INSERT INTO told VALUES (?, ?)", (number, "x" * 900))
        tell(str(number))


def judged(before: Path, asked: list[power.Asked], most: int) -> Iterator[str]:
    """For each disk whether its rows are `as told`, some are `lost`, or it is `damaged`."""
    for moment, image in disks(before, asked, drawn(asked, most)):
        told = {int(number) for (number,) in power.told_until(asked, moment)}
        try:
            rows = _rows(image / "rows.db")
        except sqlcipher.DatabaseError:
            yield "damaged"
            continue
        yield "as told" if told <= rows else "lost"


def _rows(path: Path) -> set[int]:
    """The rows of a database, after SQLite recovered it and looked it through."""
    connection = sqlcipher.connect(path)
    try:
        connection.execute(f"PRAGMA key = \"x'{KEY}'\"")
        rows = {number for (number,) in connection.execute("SELECT number FROM told")}
        faults = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        (sound,) = connection.execute("PRAGMA integrity_check").fetchone()
    finally:
        connection.close()
    if faults or sound != "ok":
        raise sqlcipher.DatabaseError("a page is not what it was")
    return rows
