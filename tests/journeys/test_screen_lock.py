"""The lock at a real terminal: by key, by signal, by hanging up; and what is left afterwards."""

import os
import re
import signal
import time
from pathlib import Path

import pytest

from casebook.store.book import open_book
from casebook.vault import grants, keys, layout, slots, writerlock
from tests.school import WORDS, found
from tests.terminal import Screen

CANARY = "Perry Winkle-Test was canaried"

READS_MEMORY = Path("/proc/self/mem").exists() and os.geteuid() == 0
"""Whether the memory of a process that is kept private can be looked at."""

pytestmark = pytest.mark.skipif("sys.platform == 'win32'", reason="needs a pseudo-terminal")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A new casebook."""
    return found(tmp_path / "Harbour Test.casebook")


def unlocked(folder: Path) -> Screen:
    """A terminal at which the passphrase was given."""
    person = Screen(
        ["-m", "casebook", "--at", str(folder), "--as", "dsl"], home=folder.parent, size=(90, 28)
    )
    person.wait_for("Press Enter to unlock.")
    person.type(WORDS["dsl"])
    person.press("enter")
    return person


def sit_down(folder: Path) -> Screen:
    """A terminal with the casebook open and something half typed in it."""
    person = unlocked(folder)
    person.wait_for("N logs an incident")
    person.press("n")
    person.wait_for("Log an incident")
    person.type(CANARY)
    return person


def is_open(folder: Path) -> bool:
    """Whether a process holds the casebook for writing."""
    return writerlock.is_held(layout.at(folder))


def memory_holds(pid: int, words: bytes) -> bool:
    """Whether the writable memory of a process holds `words`."""
    ranges = re.findall(
        r"^([0-9a-f]+)-([0-9a-f]+) rw", Path(f"/proc/{pid}/maps").read_text(), re.MULTILINE
    )
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for start, end in ranges:
            memory.seek(int(start, 16))
            try:
                if words in memory.read(int(end, 16) - int(start, 16)):
                    return True
            except OSError:
                continue
    return False


@pytest.mark.parametrize("key", ["ctrl+l", "ctrl+z"])
def test_a_key_locks_and_what_was_typed_comes_back(folder: Path, key: str) -> None:
    with sit_down(folder) as person:
        person.press(key)
        person.wait_for("Press Enter to unlock.")
        person.settle()

        assert not is_open(folder)
        assert CANARY not in person.text

        person.type(WORDS["dsl"])
        person.press("enter")
        person.wait_for(CANARY)

        assert "Log an incident" in person.text


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_to_end_closes_the_casebook_and_keeps_the_draft(
    folder: Path, ending: signal.Signals
) -> None:
    with sit_down(folder) as person:
        person.settle()
        before = len(person.raw)
        os.kill(person.process.pid, ending)

        assert person.wait_for_end() == 128 + ending
        assert b"\x1b[3J" in person.raw[before:]
        assert not is_open(folder)

    with open_book(folder, "dsl", WORDS["dsl"]) as book:
        assert (folder / "users" / f"{book.user.uid}.draft").is_file()


def test_the_stop_signal_locks_instead(folder: Path) -> None:
    with sit_down(folder) as person:
        os.kill(person.process.pid, signal.SIGTSTP)
        person.wait_for("Press Enter to unlock.")

        assert not is_open(folder)


def test_a_kill_loses_no_more_than_two_seconds_of_typing(folder: Path) -> None:
    with sit_down(folder) as person:
        time.sleep(2.2)
        person.process.kill()
        person.process.wait()

    with unlocked(folder) as person:
        person.wait_for(CANARY)

        assert "Log an incident" in person.text


def test_the_draft_on_the_disk_holds_no_word_in_plain_sight(folder: Path) -> None:
    with sit_down(folder) as person:
        time.sleep(2.2)
        [draft] = (folder / "users").glob("*.draft")

        assert b"Perry" not in draft.read_bytes()
        assert b"title" not in draft.read_bytes()
        assert person.process.poll() is None


def secrets_of(folder: Path) -> dict[str, bytes]:
    """What opens the casebook for the DSL, by what it is: each as a process may hold it."""
    at = layout.at(folder)
    identity = slots.open_slot(at, "dsl", WORDS["dsl"])
    assert identity.lock is not None
    bound = grants.context(at.casebook_id, "general", 1)
    key = grants.open_key(at.grants("general"), identity, bound)
    return {
        "the passphrase": WORDS["dsl"].encode(),
        "the passphrase, as wide characters": WORDS["dsl"].encode("utf-16-le"),
        "what the passphrase was stretched to": identity.lock.key,
        "the seed of the sealing key": identity.seal_seed,
        "the seed of the signing key": identity.sign_seed,
        "the key of drafts": identity.draft_key,
        "the compartment's key": key,
        "the database's key": keys.database_key(key).encode(),
        "the database's key, as bytes": bytes.fromhex(keys.database_key(key)),
        "what was typed": CANARY.encode(),
    }


HELD_WHILE_OPEN = {
    "what the passphrase was stretched to",
    "the seed of the signing key",
    "the key of drafts",
    "what was typed",
}
"""What must be found before the lock, or the search finds nothing at all."""


@pytest.mark.skipif(
    "not os.path.exists('/proc/self/mem') or os.geteuid() != 0", reason="needs root"
)
def test_after_the_lock_the_memory_holds_no_passphrase_no_key_and_no_word(folder: Path) -> None:
    """The control is that they are found while it is open."""
    secrets = secrets_of(folder)
    with sit_down(folder) as person:
        pid = person.process.pid
        before = {name for name, said in secrets.items() if memory_holds(pid, said)}

        assert before >= HELD_WHILE_OPEN

        person.press("ctrl+l")
        person.wait_for("Press Enter to unlock.")
        person.settle()

        assert person.process.pid == pid
        assert [name for name, said in secrets.items() if memory_holds(pid, said)] == []


def test_the_new_process_is_told_nothing_but_the_folder_and_the_name(
    folder: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "dsl.txt"
    secret.write_text(WORDS["dsl"] + "\n", encoding="utf-8")
    arguments = ["-m", "casebook", "--at", str(folder), "--as", "dsl"]

    with Screen(
        [*arguments, "--passphrase-file", str(secret)], home=tmp_path, size=(90, 28)
    ) as person:
        person.wait_for("N logs an incident")
        person.press("ctrl+l")
        person.wait_for("Press Enter to unlock.")
        command = Path(f"/proc/{person.process.pid}/cmdline")
        told = command.read_bytes().split(b"\0") if command.exists() else [b"dsl"]

        assert b"dsl" in told
        assert not any(b"dsl.txt" in each or b"passphrase" in each for each in told)
