"""What is printed is one object in ASCII, or lines that nothing in a case can bend."""

import json
import sys

import pytest

from casebook.cli import printing
from casebook.cli.outcome import Answer
from casebook.errors.rules import ClosureRefused

HOSTILE = "\x1b]52;c;aGk=\x07 \x9b2J \u202etxt.exe \u2028 \x00 \u200b [/] \ud800"


def test_an_object_is_one_line_of_ascii_whatever_stands_in_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    printing.print_answer(Answer({"words": HOSTILE, "more": ["é", None, 1]}), as_json=True)
    printed = capsys.readouterr().out

    assert printed.isascii()
    assert printed.count("\n") == 1
    assert not set(printed) & {"\x1b", "\x07", "\x00"}
    assert json.loads(printed) == {"ok": True, "words": HOSTILE, "more": ["é", None, 1]}


def test_on_a_terminal_a_line_breaks_between_words_and_a_quotation_keeps_its_mark(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words of a case that went on at the left edge would pass for ours."""
    said = "the head was told of all that was said and written on that day"
    monkeypatch.setenv("COLUMNS", "40")
    printing.print_answer(Answer({}, [said, f"  | {said}"]), as_json=False)
    assert capsys.readouterr().out.splitlines() == [said, f"  | {said}"]

    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    printing.print_answer(Answer({}, [said, f"  | {said}"]), as_json=False)
    lines = capsys.readouterr().out.splitlines()

    assert max(map(len, lines)) <= 40
    assert [each for each in lines if each.startswith("  | ")] == lines[2:]
    assert (
        " ".join(" ".join(each.removeprefix("  | ") for each in lines).split()) == f"{said} {said}"
    )


def test_a_line_is_cleaned_when_it_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    printing.print_answer(Answer({}, [HOSTILE, "two\nlines"]), as_json=False)
    printed = capsys.readouterr().out

    assert printed.count("\n") == 2
    assert not set(printed) & {"\x1b", "\x07", "\x00", "\x9b", "\u202e", "\u2028", "\ud800"}


def test_a_faulty_answer_keeps_its_data_beside_its_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    fault = ClosureRefused(case="C-2026-0001", count=1, details=[{"missing": "x"}])
    answer = Answer({"case": "C-2026-0001", "missing": [{"missing": "x"}]}, ["line"], fault)

    printing.print_answer(answer, as_json=True)
    printed = json.loads(capsys.readouterr().out)

    assert (printed["ok"], printed["error"]["code"]) == (False, "R-06")
    assert printed["missing"] == printed["error"]["details"]
    assert answer.exit_status == 1


def test_the_faults_of_an_error_are_listed_for_a_person(
    capsys: pytest.CaptureFixture[str],
) -> None:
    fault = ClosureRefused(
        case="C-2026-0001", count=1, details=[{"missing": "wish-unanswered", "do": "Answer it."}]
    )

    printing.print_fault(fault, as_json=False)
    printed = capsys.readouterr()

    assert printed.out == ""
    assert "  - wish-unanswered · Answer it." in printed.err.splitlines()


def test_quoted_words_stand_behind_a_mark_line_by_line() -> None:
    assert printing.quoted("one\ntwo") == ["  | one", "  | two"]
    assert printing.quoted("") == []


def test_a_terminal_that_knows_few_characters_stops_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    narrow = io.TextIOWrapper(io.BytesIO(), encoding="cp1252", write_through=True)
    monkeypatch.setattr(sys, "stdout", narrow)
    printing.prepare_streams()
    printing.print_answer(Answer({}, ["\u4f60 é"]), as_json=False)

    assert narrow.buffer.getvalue() == b"\\u4f60 \xe9\n"


@pytest.mark.parametrize(("number", "said"), [(0, "0 bytes"), (1, "1 byte"), (2, "2 bytes")])
def test_a_number_stands_with_its_right_noun(number: int, said: str) -> None:
    assert printing.counted(number, "byte", "bytes") == said
