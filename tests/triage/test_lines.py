"""Questions as lines: what is answered, what is refused, and that one never stops the others."""

import io
import json

import pytest

from casebook.triage.lines import LONGEST_LINE, answer_lines
from tests.triage.refused_lines import AT, GOOD, REFUSED, stream


@pytest.mark.parametrize(("line", "code", "field", "echoed"), REFUSED)
def test_a_line_that_cannot_be_answered_is_refused_with_its_place(
    line: str | bytes, code: str, field: str, echoed: str | None
) -> None:
    answers = answer_lines(stream(line))

    refused = json.loads(next(answers))
    assert {"id": echoed, "error": {"code": code, "field": field}} == {
        "id": refused["id"],
        "error": {key: refused["error"][key] for key in ("code", "field")},
    }
    assert set(refused["error"]) == {"code", "message", "field"}
    assert answers.had_errors


def test_no_refusal_repeats_a_word_that_was_given() -> None:
    names = ["Perry Winkle-Test", "bulling-of-child", "what the child", "teacher", "harbour"]
    answers = list(answer_lines(stream(*(line for line, *_ in REFUSED))))

    assert len(answers) == len(REFUSED)
    assert [name for name in names for line in answers if name in line] == []


def test_the_lines_around_a_bad_one_are_still_answered() -> None:
    answers = answer_lines(
        stream(GOOD, "nonsense", "x" * (3 * LONGEST_LINE), b"\xff", "[" * 100_000, GOOD)
    )

    codes = [json.loads(line).get("error", {}).get("code") for line in answers]
    assert codes == [None, "T-01", "T-01", "T-01", "T-01", None]
    assert answers.had_errors


def test_good_lines_alone_leave_no_error() -> None:
    answers = answer_lines(stream(GOOD, GOOD))

    assert len(list(answers)) == 2
    assert not answers.had_errors


def test_blank_lines_a_byte_order_mark_and_windows_line_ends_are_passed_over() -> None:
    answers = answer_lines(stream(b"\xef\xbb\xbf" + GOOD.encode(), "", "  \t", GOOD + "\r", "\r"))

    assert len(list(answers)) == 2
    assert not answers.had_errors


def test_a_last_line_without_an_end_is_answered() -> None:
    assert len(list(answer_lines(io.BytesIO(GOOD.encode())))) == 1


def test_a_text_stream_is_answered_as_a_binary_one() -> None:
    assert list(answer_lines(io.StringIO(GOOD + "\n"))) == list(answer_lines(stream(GOOD)))


@pytest.mark.parametrize("value", ["q", "", "ﬁ \x1b[31m\u202e", 7, -3, 1.5, None])
def test_an_id_is_echoed_as_it_was_given(value: object) -> None:
    line = json.dumps({"id": value, "known_at": "2026-11-20T16:40:00Z"})

    answered = next(answer_lines(stream(line)))

    assert json.loads(answered)["id"] == value
    assert answered.isascii()


def test_a_question_without_an_id_is_answered_with_null() -> None:
    assert json.loads(next(answer_lines(stream(GOOD))))["id"] is None


def test_half_a_surrogate_in_an_id_stops_nothing() -> None:
    answered = next(answer_lines(stream('{"id": "\\ud800", ' + AT + "}")))

    assert '"\\ud800"' in answered


def test_what_is_printed_is_the_answer_and_nothing_more() -> None:
    answered = json.loads(next(answer_lines(stream(GOOD))))

    assert list(answered) == [
        "id",
        "catalogue",
        "severity",
        "severity_name",
        "routes",
        "evidence",
        "wishes",
        "handling",
        "locks",
        "first_actions",
        "closure",
        "because",
    ]
