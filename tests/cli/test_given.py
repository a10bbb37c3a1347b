"""What is handed over is read strictly, and no more of it than is safe."""

import json
import os
import resource
from collections.abc import Callable
from pathlib import Path

import pytest

from casebook.cli import given
from casebook.errors import CasebookError
from tests.cli.conftest import CANARY, Desk, incident

HOSTILE: dict[str, bytes] = {
    "a key that stands twice": b'{"title": "a", "title": "b"}',
    "a key that stands twice inside": b'{"site": {"url": "a", "url": "b"}}',
    "not a number": b'{"title": NaN}',
    "no end of a number": b'{"title": -Infinity}',
    "too large a number": b'{"title": 1e999}',
    "a number of five thousand digits": b'{"title": ' + b"9" * 5000 + b"}",
    "a depth of 100,000": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "a list": b"[]",
    "a text": b'"words"',
    "nothing": b"",
    "half an object": b'{"title": "' + CANARY.encode(),
    "two objects": b"{} {}",
    "half a character": b'{"title": "\\ud800"}',
    "bytes that are no text": b'{"title": "\xff\xfe"}',
    "a byte order mark": b"\xef\xbb\xbf{}",
    "five megabytes": b'{"words": "' + b"a" * 5_000_000 + b'"}',
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("way", ["file", "standard input"])
def test_a_record_that_is_not_one_plain_object_is_refused(
    desk: Desk, tmp_path: Path, name: str, way: str
) -> None:
    source = tmp_path / "incident.json"
    source.write_bytes(HOSTILE[name])

    ran = desk("log", source) if way == "file" else desk("log", "-", stdin=HOSTILE[name])

    assert (ran.status, ran.error["code"]) in {(2, "G-61"), (2, "G-62")}
    assert ran.error["written"] == "Nothing was written."
    assert CANARY not in ran.out + ran.err
    assert desk.done("cases")["cases"] == []


def test_the_same_record_written_plainly_is_taken(desk: Desk, tmp_path: Path) -> None:
    """The control: it is the spelling that was refused above."""
    source = tmp_path / "incident.json"
    source.write_text(json.dumps(incident()), encoding="utf-8")

    assert desk("log", source).status == 0


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _link(path: Path) -> None:
    real = path.with_name("real.json")
    real.write_text(json.dumps(incident()), encoding="utf-8")
    path.symlink_to(real)


def _huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(2 * 1024**3)


@pytest.mark.parametrize("made_by", [_pipe, Path.mkdir, _link, _huge])
@pytest.mark.parametrize("what", ["log", "passphrase"])
def test_only_an_ordinary_small_file_is_read(
    desk: Desk, tmp_path: Path, made_by: Callable[[Path], None], what: str
) -> None:
    odd = tmp_path / "odd"
    made_by(odd)

    if what == "log":
        ran = desk("log", odd)
    else:
        ran = desk.run(
            "--json", "--at", desk.made, "--as", "dsl", "--passphrase-file", odd, "cases"
        )

    assert (ran.status, ran.error["code"]) in {(2, "G-45"), (2, "G-61"), (2, "G-65")}


def test_a_device_is_not_read(desk: Desk) -> None:
    assert desk("log", "/dev/zero").error["code"] == "G-45"


def test_an_incident_is_refused_with_every_fault_by_its_path(desk: Desk) -> None:
    wrong = incident(
        concerns=["no-such-concern"],
        known_at="01/13/2026",
        people=[{"name": CANARY, "kind": "pupil", "role": "target", "age": 300}],
        colour=CANARY,
    )

    ran = desk("log", "-", stdin=json.dumps(wrong))

    assert ran.status == 2
    assert {each["field"] for each in ran.error["details"]} >= {
        "concerns.0",
        "known_at",
        "people.0.age",
    }
    assert CANARY not in ran.out + ran.err


def test_one_line_end_of_a_passphrase_file_is_not_of_the_passphrase(tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    spellings = (b"five words of our own", b"five words of our own\n", b"five words of our own\r\n")
    for spelling in spellings:
        file.write_bytes(spelling)

        assert given.passphrase(file) == "five words of our own"


@pytest.mark.parametrize("text", ["", "\n", "one\ntwo\n", "one\n\n", "one\r\ntwo"])
def test_a_passphrase_file_of_another_shape_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "words.txt"
    file.write_text(text, encoding="utf-8", newline="")

    with pytest.raises(CasebookError) as caught:
        given.passphrase(file)

    assert caught.value.code == "G-65"


def test_spaces_of_a_passphrase_are_its_own(tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    file.write_text("  spaced words of our own  \n", encoding="utf-8")

    assert given.passphrase(file) == "  spaced words of our own  "


def test_words_may_come_on_standard_input(desk: Desk, case: str) -> None:
    note = desk.done("note", case, stdin="She said it\nin two lines.\n")["note"]
    other = desk.done("note", case, "--words", "-", stdin="By a dash.")["note"]

    assert (note["words"], other["words"]) == ("She said it\nin two lines.", "By a dash.")


@pytest.mark.parametrize("data", [b"\xff\xfe", b""])
def test_words_that_are_no_text_are_refused(desk: Desk, case: str, data: bytes) -> None:
    ran = desk("note", case, stdin=data)

    assert ran.status == 2
    assert desk.done("show", case)["notes"] == []


def test_a_deep_record_takes_no_second() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    with pytest.raises(CasebookError):
        given._parsed("[" * 4_000_000)

    assert resource.getrusage(resource.RUSAGE_SELF).ru_utime - before < 1
