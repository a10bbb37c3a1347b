"""What a command meets that it must survive: a typed error, and nothing of the case in it."""

import json
import multiprocessing
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from casebook.store.book import open_book
from tests.cli.conftest import CANARY, CHECKOUT, MATERIAL, Desk, attach, refused
from tests.school import WORDS

WITH_LIMIT = """
import resource, runpy, sys
most = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
runpy.run_module("casebook", run_name="__main__", alter_sys=True)
"""
"""The program, in a place where no file can grow beyond a limit."""


# The casebook's own folder


def test_a_wrong_passphrase_opens_nothing(desk: Desk) -> None:
    desk.passfiles["dsl"].write_text("an invented wrong passphrase\n", encoding="utf-8")

    refused(desk("cases"), 3, "V-01")


def test_a_passphrase_longer_than_any_is_refused(desk: Desk) -> None:
    desk.passfiles["dsl"].write_text("a" * 4000 + "\n", encoding="utf-8")
    refused(desk("cases"), 2, "G-41")

    desk.passfiles["dsl"].write_text("a" * 9000 + "\n", encoding="utf-8")
    refused(desk("cases"), 2, "G-65")


def test_a_damaged_slot_is_told_from_a_wrong_passphrase(desk: Desk, case: str) -> None:
    for each in (desk.made / "users").iterdir():
        data = bytearray(each.read_bytes())
        data[len(data) // 2] ^= 0xFF
        each.write_bytes(data)

    refused(desk("cases"), 4, "V-21")


@pytest.mark.parametrize("what", ["an empty folder", "a folder of other things", "a file"])
def test_what_is_no_casebook_is_told_to_be_none(desk: Desk, tmp_path: Path, what: str) -> None:
    odd = tmp_path / "odd"
    if what == "a file":
        odd.write_text("words")
    else:
        odd.mkdir()
    if what == "a folder of other things":
        (odd / "photographs").mkdir()

    said = ("--as", "dsl", "--passphrase-file", desk.passfiles["dsl"])
    ran = desk.run("--json", "--at", odd, *said, "cases")

    refused(ran, 3, "V-04")


def test_a_casebook_that_is_gone_is_said_to_be_gone(desk: Desk, tmp_path: Path) -> None:
    shutil.rmtree(desk.made)

    refused(desk("cases"), 3, "V-04")


def test_a_plain_database_is_not_opened_in_an_encrypted_ones_place(desk: Desk, case: str) -> None:
    database = desk.made / "compartments" / "general" / "g0001.db"
    database.unlink()
    with sqlite3.connect(database) as plain:
        plain.execute("CREATE TABLE case_ (words)")
    plain.close()

    refused(desk("cases"), 3, "S-01")


def test_an_empty_database_is_not_taken_for_an_empty_casebook(desk: Desk, case: str) -> None:
    (desk.made / "compartments" / "general" / "g0001.db").write_bytes(b"")

    refused(desk("cases"), 3, "S-01")


def test_a_database_with_a_bit_turned_in_each_page_is_called_damaged(desk: Desk, case: str) -> None:
    database = desk.made / "compartments" / "general" / "g0001.db"
    data = bytearray(database.read_bytes())
    for at in range(5000, len(data), 4096):
        data[at] ^= 1
    database.write_bytes(data)

    refused(desk("show", case), 4, "S-10")


def test_an_exhibit_whose_sealed_file_is_gone_is_missed_by_name_and_by_verify(
    desk: Desk, case: str, tmp_path: Path
) -> None:
    attach(desk, case, MATERIAL / "group-chat-1.png")
    for each in (desk.made / "vault").rglob("*"):
        if each.is_file():
            each.unlink()

    mark = desk.done("exhibits", case)["exhibits"][0]["reference"]
    refused(desk("copy", case, mark, "--to", tmp_path), 4, "S-11")
    assert desk("verify").data["verdict"] == "changed"


# A second process


@contextmanager
def writing_elsewhere(desk: Desk) -> Iterator[None]:
    """Somebody else, in a process of their own, has the casebook open for writing."""
    context = multiprocessing.get_context("spawn")
    ready, done = context.Event(), context.Event()
    other = context.Process(target=hold, args=(desk.made, ready, done))
    other.start()
    try:
        assert ready.wait(60)
        yield
    finally:
        done.set()
        other.join(60)


def hold(folder: Path, ready: threading.Event, done: threading.Event) -> None:
    """Hold the writer's lock of a casebook until it is `done`."""
    with open_book(folder, "head", WORDS["head"]):
        ready.set()
        done.wait(120)


def test_a_second_writer_is_told_who_holds_it_and_may_still_read(desk: Desk, case: str) -> None:
    with writing_elsewhere(desk):
        error = refused(desk("triage", case), 3, "V-07")
        assert error["pid"]
        assert desk.done("show", case)["case"] == case
        assert desk.done("cases")["cases"]

    assert desk.done("note", case, "--words", "Now it goes.")["note"]


# What is brought


def test_the_gate_stands_before_the_passphrase_and_before_the_file(desk: Desk, case: str) -> None:
    """Yes and unsure read nothing: neither a file that is missing nor a wrong passphrase shows."""
    desk.passfiles["dsl"].write_text("an invented wrong passphrase\n", encoding="utf-8")

    for answer in ("yes", "unsure"):
        error = refused(attach(desk, case, "/nowhere/at/all.png", imagery=answer), 1, "R-01")
        assert error["details"][0]["step"] == "make safe"
    refused(attach(desk, case, "/nowhere/at/all.png"), 3, "V-01")


@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "device"])
def test_what_is_no_ordinary_file_is_not_lodged(
    desk: Desk, case: str, tmp_path: Path, kind: str
) -> None:
    odd = tmp_path / "odd"
    if kind == "link":
        odd.symlink_to(MATERIAL / "group-chat-1.png")
    elif kind == "pipe":
        os.mkfifo(odd)
    elif kind == "folder":
        odd.mkdir()
    else:
        odd = Path("/dev/zero")

    refused(attach(desk, case, odd), 2, "G-45")
    assert desk.done("exhibits", case)["exhibits"] == []


def test_a_file_that_is_not_there_is_said_to_be_missing(desk: Desk, case: str) -> None:
    refused(attach(desk, case, "/nowhere/at/all.png"), 5, "M-14")


@pytest.mark.parametrize(("size", "code"), [(0, "G-70"), (5 * 1024**3, "G-71")])
def test_an_empty_file_and_one_of_five_gigabytes_are_refused(
    desk: Desk, case: str, tmp_path: Path, size: int, code: str
) -> None:
    given = tmp_path / "video.mp4"
    with given.open("wb") as file:
        file.truncate(size)

    refused(attach(desk, case, given), 2, code)


HOSTILE_NAMES = (
    "..\\..\\up.png",
    "\x1b]0;title\x07\x1b[2J.png",
    "harmless\u202egnp.exe",
    "[bold] [@click].png",
    "=HYPERLINK(1).csv",
    "a\nb.png",
    "CON",
    "x" * 200 + ".png",
)


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_hostile_name_is_kept_but_neither_shown_as_it_is_nor_written_to(
    desk: Desk, case: str, tmp_path: Path, name: str
) -> None:
    brought = tmp_path / "brought"
    out = tmp_path / "out"
    brought.mkdir()
    out.mkdir()
    (brought / name).write_bytes(b"invented")

    lodged = attach(desk, case, brought / name).data["exhibits"][0]
    said = desk.run(*desk.as_("dsl"), "show", case).out
    written = Path(desk.done("copy", case, lodged["reference"], "--to", out)["copy"])

    assert lodged["original_name"] == name
    assert not set(said) & {"\x1b", "\x07", "\u202e", "\r"}
    assert list(out.iterdir()) == [written]
    assert written.read_bytes() == b"invented"
    assert not set(written.name) & set("\x1b\x07\n\\/:[]=\u202e")


def test_a_name_that_climbs_out_is_only_a_name(desk: Desk, case: str, tmp_path: Path) -> None:
    target = tmp_path / "deep" / "er"
    target.mkdir(parents=True)
    (tmp_path / "secret.txt").write_bytes(b"invented")

    lodged = attach(desk, case, target / ".." / ".." / "secret.txt").data["exhibits"][0]
    desk.done("copy", case, lodged["reference"], "--to", target)

    assert lodged["original_name"] == "secret.txt"
    assert sorted(each.name for each in tmp_path.glob("*.txt")) == [
        "chair.txt",
        "dsl.txt",
        "head.txt",
        "secret.txt",
    ]


def test_a_file_that_changes_while_it_is_read_is_not_lodged(
    desk: Desk, case: str, tmp_path: Path
) -> None:
    growing = tmp_path / "growing.bin"
    growing.write_bytes(b"a" * 30_000_000)
    over = threading.Event()

    def grow() -> None:
        while not over.is_set():
            with growing.open("ab") as file:
                file.write(b"b" * 65_536)

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        ran = attach(desk, case, growing)
    finally:
        over.set()
        writer.join()

    refused(ran, 2, "G-46")
    assert desk.done("exhibits", case)["exhibits"] == []
    assert not [each for each in (desk.made / "vault").rglob("*") if each.is_file()]


# What is typed


@pytest.mark.parametrize(
    "when", ["01/13/2026", "yesterday-ish", "2026-11-01T18:47:00", "31/02/2026 10:00", CANARY]
)
def test_a_time_that_cannot_be_read_is_refused_before_anything_is_opened(
    desk: Desk, case: str, when: str
) -> None:
    desk.passfiles["dsl"].write_text("an invented wrong passphrase\n", encoding="utf-8")

    ran = attach(desk, case, "/nowhere", **{"captured-at": when})

    assert ran.status == 2
    assert CANARY not in ran.out + ran.err


def test_an_unknown_concern_is_not_repeated(desk: Desk, case: str) -> None:
    refused(desk("triage", case, "--concern", CANARY), 2, "T-05")


@pytest.mark.parametrize(
    "words", ["\x1b[2J", "\u202e", "[/]", "=1+1", "a\tb", "a\u2028b", "é" * 5000]
)
def test_hostile_words_are_kept_letter_for_letter_and_shown_made_safe(
    desk: Desk, case: str, words: str
) -> None:
    kept = desk.done("note", case, "--words", words)["note"]
    said = desk.run(*desk.as_("dsl"), "show", case).out

    assert kept["words"] == words
    assert not set(said) & {"\x1b", "\u202e", "\u2028", "\t"}


# Where it is written to


def test_a_target_that_exists_is_never_replaced(desk: Desk, case: str, tmp_path: Path) -> None:
    attach(desk, case, MATERIAL / "group-chat-1.png")
    mark = desk.done("exhibits", case)["exhibits"][0]["reference"]
    first = desk.done("copy", case, mark, "--to", tmp_path)["copy"]
    Path(first).write_bytes(b"mine")

    again = desk("copy", case, mark, "--to", tmp_path)

    assert Path(first).read_bytes() == b"mine"
    refused(again, 2, "G-64")


def test_a_copy_is_never_written_into_the_casebook(desk: Desk, case: str) -> None:
    attach(desk, case, MATERIAL / "group-chat-1.png")
    mark = desk.done("exhibits", case)["exhibits"][0]["reference"]

    refused(desk("copy", case, mark, "--to", desk.made / "vault"), 1, "R-18")


@pytest.mark.skipif(
    not Path("/proc/self").is_dir(), reason="no place here refuses even the root user"
)
def test_a_place_that_refuses_a_copy_is_told_of_and_nothing_is_recorded(
    desk: Desk, case: str
) -> None:
    attach(desk, case, MATERIAL / "group-chat-1.png")
    mark = desk.done("exhibits", case)["exhibits"][0]["reference"]

    refused(desk("copy", case, mark, "--to", "/proc/self"), 5, "M-14")
    chain = desk.done("continuity", case, mark)["continuity"]
    assert [each["what"] for each in chain] == ["captured", "lodged"]


def limited(desk: Desk, most: int, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a command where no file can grow beyond `most` bytes."""
    said = [*desk.as_("dsl"), "--json", *arguments]
    return subprocess.run(
        [sys.executable, "-c", WITH_LIMIT, str(most), *map(str, said)],
        capture_output=True,
        text=True,
        cwd=CHECKOUT,
        timeout=120,
        check=False,
        start_new_session=True,
    )


def test_a_full_disk_loses_nothing_that_was_kept(desk: Desk, case: str, tmp_path: Path) -> None:
    big = tmp_path / "big.bin"
    big.write_bytes(os.urandom(4_000_000))
    said = ["--imagery", "no", "--captured-at", "2026-11-01T18:47:00+00:00"]
    said += ["--captured-by", CANARY, "--source", CANARY]

    ran = limited(desk, 2_000_000, "attach", case, big, *said)
    error = json.loads(ran.stdout)["error"]

    assert (ran.returncode, error["code"]) == (5, "M-18")
    assert "Traceback" not in ran.stderr
    assert CANARY not in ran.stdout + ran.stderr
    assert desk.done("exhibits", case)["exhibits"] == []
    assert desk.done("verify")["verdict"] == "unchanged"
    assert limited(desk, 20_000_000, "attach", case, big, *said).returncode == 0


def test_an_answer_that_standard_output_had_no_room_for_is_no_success(desk: Desk) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no device that is always full")
    with full.open("wb") as out:
        ran = subprocess.run(
            [sys.executable, "-m", "casebook", "catalogue"],
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
            cwd=CHECKOUT,
            timeout=60,
            check=False,
        )

    assert (ran.returncode, "[M-21]" in ran.stderr) == (5, True)
    assert "Traceback" not in ran.stderr
