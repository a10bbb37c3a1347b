"""Verification names every kind of tampering, and raises no alarm over an honest history."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from casebook.errors.integrity import DatabaseDamaged, GrantsDamaged
from casebook.identifiers import new_id
from casebook.store.book import open_book
from casebook.store.verify import Verdict, verify_folder
from casebook.vault import manifest
from tests.school import WORDS
from tests.store.conftest import key_of, opened_case, worked

DATABASE = "compartments/general/g0001.db"


@pytest.fixture
def kept(made: Path) -> Path:
    """A casebook that was worked in and closed."""
    worked(made)
    return made


def verified(folder: Path, user: str = "dsl") -> Verdict:
    """What verifying says with somebody's keys."""
    with open_book(folder, user, WORDS[user], write=False) as book:
        return verify_folder(folder, book)


def by_sql(*statements: str) -> Callable[[Path], None]:
    """A tampering by somebody who holds the key and takes the triggers away, and puts them back."""

    def tamper(folder: Path) -> None:
        key = key_of(folder)
        with closing(sqlcipher.connect(str(folder / DATABASE))) as connection:
            connection.execute(f"PRAGMA key = \"x'{key}'\"")
            found = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = found.fetchall()
            for name, _ in triggers:
                connection.execute(f"DROP TRIGGER {name}")
            for statement in statements:
                changed = connection.execute(statement)
                assert changed.rowcount != 0, statement
            for _, sql in triggers:
                connection.execute(sql)
            connection.commit()

    return tamper


@dataclass(frozen=True)
class Tampering:
    """One way to alter a casebook, and the finding that must name it."""

    said: str
    tamper: Callable[[Path], None]
    code: str


NEW_ID = new_id()
COPY_NOTE = (
    "INSERT INTO note SELECT '{id}', {case}, 'C-2026-0001-N09', words, at, recorded_at,"
    " recorded_by FROM note LIMIT 1"
)
OTHER_CASE = "(SELECT id FROM \"case\" WHERE title = 'Second')"

TAMPERINGS = [
    Tampering("a row edited", by_sql("UPDATE note SET words = 'never' WHERE rowid = 1"), "L-10"),
    Tampering("a row deleted", by_sql("DELETE FROM note WHERE rowid = 1"), "L-12"),
    Tampering("a row inserted", by_sql(COPY_NOTE.format(id=NEW_ID, case="case_id")), "L-11"),
    Tampering(
        "two rows' identifiers swapped",
        by_sql(
            "UPDATE note SET id = 'x' || substr(id, 2) WHERE rowid = 1",
            "UPDATE note SET id = (SELECT object_id FROM ledger WHERE kind = 'note' LIMIT 1)"
            " WHERE rowid = 2",
        ),
        "L-10",
    ),
    Tampering(
        "a row copied from another case",
        by_sql(COPY_NOTE.format(id=NEW_ID, case=OTHER_CASE)),
        "L-11",
    ),
    Tampering(
        "a row's time changed",
        by_sql("UPDATE note SET at = '2020-01-01T00:00:00Z+00:00' WHERE rowid = 1"),
        "L-10",
    ),
    Tampering("a row's author changed", by_sql("UPDATE note SET recorded_by = 'x'"), "L-10"),
    Tampering(
        "an entry's values edited",
        by_sql("UPDATE ledger_values SET body = replace(body, 'seen', 'gone')"),
        "L-04",
    ),
    Tampering(
        "the last entry removed",
        by_sql(
            "DELETE FROM ledger_values WHERE seq = (SELECT max(seq) FROM ledger)",
            "DELETE FROM ledger WHERE seq = (SELECT max(seq) FROM ledger)",
        ),
        "L-20",
    ),
    Tampering(
        "an entry in the middle removed",
        by_sql("DELETE FROM ledger_values WHERE seq = 8", "DELETE FROM ledger WHERE seq = 8"),
        "L-01",
    ),
    Tampering(
        "two entries exchanged",
        by_sql(
            "UPDATE ledger SET seq = 999, prev_size = 998 WHERE seq = 9",
            "UPDATE ledger SET seq = 9, prev_size = 8 WHERE seq = 10",
            "UPDATE ledger SET seq = 10, prev_size = 9 WHERE seq = 999",
        ),
        "L-02",
    ),
    Tampering(
        "an entry added at the end by hand",
        by_sql(
            "INSERT INTO ledger SELECT (SELECT max(seq) + 1 FROM ledger), actor, at, verb, kind,"
            " object_id, values_hash, randomblob(32), (SELECT max(seq) FROM ledger), prev_root,"
            " signature FROM ledger WHERE seq = 9"
        ),
        "L-02",
    ),
    Tampering(
        "an entry given to another person",
        by_sql(
            "UPDATE ledger SET actor = (SELECT id FROM \"user\" WHERE short = 'head') WHERE seq = 9"
        ),
        "L-02",
    ),
    Tampering(
        "a signature stripped",
        by_sql("UPDATE ledger SET signature = zeroblob(64) WHERE seq = 9"),
        "L-07",
    ),
    Tampering(
        "a salt changed",
        by_sql("UPDATE ledger_values SET salt = randomblob(16) WHERE seq = 9"),
        "L-04",
    ),
    Tampering(
        "an entry's clock rewritten", by_sql("UPDATE ledger SET at = '2020' WHERE seq = 9"), "L-02"
    ),
    Tampering(
        "an entry's root replaced",
        by_sql("UPDATE ledger SET prev_root = randomblob(32) WHERE seq = 9"),
        "L-03",
    ),
    Tampering(
        "a kept hash of the tree replaced",
        by_sql("UPDATE ledger_node SET hash = randomblob(32) WHERE level = 1 AND position = 1"),
        "L-08",
    ),
    Tampering(
        "a trigger added",
        by_sql("CREATE TRIGGER sly AFTER INSERT ON note BEGIN SELECT 1; END"),
        "D-04",
    ),
    Tampering("a table added", by_sql("CREATE TABLE shadow (a)"), "D-04"),
    Tampering("a person's key exchanged", by_sql("UPDATE \"user\" SET sign_key = 'ab'"), "L-10"),
    Tampering(
        "a holder silently added", by_sql('UPDATE "user" SET holds = \'["general"]\''), "L-10"
    ),
    Tampering("what a search finds altered", by_sql("DELETE FROM finder"), "L-13"),
    Tampering("an exhibit's size altered", by_sql("UPDATE sealedfile SET size = size + 1"), "L-10"),
]


@pytest.mark.parametrize("tampering", TAMPERINGS, ids=lambda each: each.said)
def test_tampering_by_somebody_who_holds_the_key_is_named(kept: Path, tampering: Tampering) -> None:
    tampering.tamper(kept)
    verdict = verified(kept)

    assert verdict.verdict == "changed"
    assert tampering.code in {each.code for each in verdict.findings}


@pytest.mark.parametrize(("user", "exhibits"), [("dsl", 2), ("head", 2), ("chair", 0)])
def test_an_honest_history_raises_no_alarm(kept: Path, user: str, exhibits: int) -> None:
    verdict = verified(kept, user)

    assert verdict.verdict == "unchanged"
    assert {each.code for each in verdict.findings} == {"C-01"}
    assert verdict.exhibits == exhibits
    assert verdict.entries >= 6


def test_a_compartment_that_was_not_opened_fits_the_list_only_if_it_does(kept: Path) -> None:
    """Whoever does not hold it is told what was looked at, and nothing that was not found."""
    fits = "It was not opened: you do not hold it. Its files fit the list."
    said = {each.object: each.consequence for each in verified(kept).findings}
    assert (said["staff"], said["governance"]) == (fits, fits)

    database = kept / "compartments/governance/g0001.db"
    database.write_bytes(database.read_bytes() + bytes(4096))
    said = {each.object: each.consequence for each in verified(kept).findings}

    assert said["staff"] == fits
    assert said["governance"] == "It was not opened: you do not hold it."
    assert "compartments/governance/g0001.db" in said


def test_without_keys_the_folder_is_held_against_its_own_list(kept: Path) -> None:
    assert verify_folder(kept).verdict == "complete"
    (kept / DATABASE).write_bytes((kept / DATABASE).read_bytes() + bytes(4096))
    verdict = verify_folder(kept)

    assert verdict.verdict == "changed"
    assert any(DATABASE in each.object for each in verdict.findings)


def test_an_older_page_put_back_is_noticed(kept: Path) -> None:
    """The cipher's own checks let an older page pass; the ledger does not."""
    before = (kept / DATABASE).read_bytes()
    with open_book(kept, "dsl", WORDS["dsl"]) as book:
        general = book.compartment("general")
        with general.changing() as change:
            change.amend("summarised", general.find_case("C-2026-0001"), summary="Otherwise.")
    after = (kept / DATABASE).read_bytes()
    changed = [
        at for at in range(0, len(before), 4096) if before[at : at + 4096] != after[at : at + 4096]
    ]
    noticed = 0
    for at in changed:
        (kept / DATABASE).write_bytes(after[:at] + before[at : at + 4096] + after[at + 4096 :])
        noticed += faulty(kept)

    assert noticed == len(changed) > 0


def faulty(folder: Path) -> bool:
    """Whether opening or verifying finds fault."""
    from casebook.errors import CasebookError

    try:
        return verified(folder).verdict == "changed"
    except CasebookError:
        return True


def test_an_exhibit_that_is_missing_swapped_or_altered_is_named(kept: Path) -> None:
    sealed = sorted(each for each in (kept / "vault").rglob("*") if each.is_file())
    contents = [each.read_bytes() for each in sealed]

    sealed[0].unlink()
    assert "X-01" in {each.code for each in verified(kept).findings}
    sealed[0].write_bytes(contents[1])
    assert "V-29" in {each.code for each in verified(kept).findings}
    sealed[0].write_bytes(contents[0][:-1] + bytes([contents[0][-1] ^ 1]))
    assert "V-29" in {each.code for each in verified(kept).findings}
    sealed[0].write_bytes(contents[0])
    assert verified(kept).verdict == "unchanged"


def test_the_database_is_no_plain_sqlite_and_names_nothing(kept: Path) -> None:
    raw = (kept / DATABASE).read_bytes()
    with pytest.raises(sqlite3.DatabaseError), closing(sqlite3.connect(kept / DATABASE)) as plain:
        plain.execute("SELECT * FROM sqlite_master")

    assert b"Something was said" not in raw


@pytest.mark.parametrize("damage", [b"", b"SQLite format 3\x00" + bytes(4080), bytes(8192)])
def test_a_compartment_that_does_not_open_is_a_finding_and_no_refusal(
    kept: Path, damage: bytes
) -> None:
    (kept / DATABASE).write_bytes(damage)
    with open_book(kept, "dsl", WORDS["dsl"], write=False, verifying=True) as book:
        verdict = verify_folder(kept, book)

    assert verdict.verdict == "changed"
    assert "compartments/general" in {each.object for each in verdict.findings}


def test_grants_of_another_compartment_in_their_place_are_no_silence(kept: Path) -> None:
    """Whoever opened a compartment before is told, instead of being shown an empty casebook."""
    grants_of_staff = (kept / "compartments/staff/g0001.grants").read_bytes()
    (kept / "compartments/general/g0001.grants").write_bytes(grants_of_staff)

    with pytest.raises(GrantsDamaged):
        open_book(kept, "dsl", WORDS["dsl"])


def test_damage_to_a_compartment_that_is_not_held_leaves_one_s_own_work_alone(kept: Path) -> None:
    shutil.rmtree(kept / "compartments/staff")
    with open_book(kept, "dsl", WORDS["dsl"], write=False) as book:
        verdict = verify_folder(kept, book)

        assert book.find_case("C-2026-0001")[1].title == "First"
    assert "compartments/staff" in {each.object for each in verdict.findings}


def test_a_pipe_in_a_database_s_place_is_refused_and_not_waited_for(kept: Path) -> None:
    (kept / DATABASE).unlink()
    os.mkfifo(kept / DATABASE)

    with pytest.raises(DatabaseDamaged):
        open_book(kept, "dsl", WORDS["dsl"])


@pytest.mark.parametrize("name", ["CASEBOOK", "users", "compartments/general/HEAD", DATABASE])
def test_a_file_with_a_second_name_is_named(kept: Path, name: str) -> None:
    """[VF-08] Somebody can change it from where nobody looks."""
    path = kept / name
    if path.is_dir():
        path = min(path.glob("*.slot"))
        name = path.relative_to(kept).as_posix()
    os.link(path, kept.parent / "second")

    verdict = verify_folder(kept)

    assert verdict.verdict == "changed"
    assert ("F-19", name) in {(each.code, each.object) for each in verdict.findings}


def test_a_log_that_grew_from_another_than_the_list_names_is_told(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An older database was put back and worked in, past the number of entries it had before.

    The head never saw the later one, and nor did this machine: the list alone did.
    """
    older = (made / DATABASE).read_bytes()
    worked(made)
    (made / DATABASE).write_bytes(older)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "another machine"))

    with open_book(made, "head", WORDS["head"]) as book:
        last = manifest.heads(book.folder)["general"].size
        while book.compartment("general").head().size <= last:
            opened_case(book.compartment("general"), "Invented")
        found = [each for each in verify_folder(made, book).findings if each.severity == "fault"]

    assert "L-21" in {each.code for each in found}
