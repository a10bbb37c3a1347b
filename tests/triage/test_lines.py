"""Questions as lines: what is answered, what is refused, and that one never stops the others."""

import io
import json

import pytest

from casebook.triage.lines import LONGEST_LINE, answer_lines

AT = '"known_at": "2026-11-20T16:40:00Z"'
GOOD = "{" + AT + "}"


def stream(*lines: str | bytes) -> io.BytesIO:
    """A binary stream of the lines."""
    encoded = [line if isinstance(line, bytes) else line.encode() for line in lines]
    return io.BytesIO(b"\n".join(encoded) + b"\n")


def person(rest: str) -> str:
    """A question about one person, with an id of its own."""
    return '{"id": "q", ' + AT + ', "people": [{"role": "target", ' + rest + "}]}"


def asked(rest: str) -> str:
    """A question with an id of its own and `rest` in it."""
    return '{"id": "q", ' + AT + ", " + rest + "}"


REFUSED: list[tuple[str | bytes, str, str, str | None]] = [
    ("[]", "T-01", "", None),
    ('"text"', "T-01", "", None),
    ("7", "T-01", "", None),
    ("null", "T-01", "", None),
    ("not JSON", "T-01", "", None),
    (GOOD + GOOD, "T-01", "", None),
    ('{"id": "q"', "T-01", "", None),
    ('{"id": NaN, ' + AT + "}", "T-01", "", None),
    ('{"id": Infinity, ' + AT + "}", "T-01", "", None),
    ('{"id": ' + "9" * 5000 + ", " + AT + "}", "T-01", "", None),
    (b"\xff\xfe{", "T-01", "", None),
    ("[" * 100_000, "T-01", "", None),
    ('{"a":' * 20_000 + "1" + "}" * 20_000, "T-01", "", None),
    ('{"id": "' + "x" * LONGEST_LINE + '", ' + AT + "}", "T-01", "", None),
    ('{"id": 1e999, ' + AT + "}", "T-04", "id", None),
    ('{"id": true, ' + AT + "}", "T-04", "id", None),
    ('{"id": ["q"], ' + AT + "}", "T-04", "id", None),
    ('{"id": "q", "id": "r", ' + AT + "}", "T-08", "id", None),
    (asked('"signs": [], "signs": []'), "T-08", "signs", "q"),
    (person('"kind": "pupil", "kind": "pupil"'), "T-08", "people.0.kind", "q"),
    (asked('"concern": []'), "T-02", "concern", "q"),
    (asked('"what the child said to me": 1'), "T-02", "?", "q"),
    (person('"kind": "pupil", "name": "Perry Winkle-Test"'), "T-02", "people.0.name", "q"),
    ('{"id": "q"}', "T-03", "known_at", "q"),
    ('{"id": "q", ' + AT + ', "people": [{"kind": "pupil"}]}', "T-03", "people.0.role", "q"),
    (person('"age": 9'), "T-03", "people.0.kind", "q"),
    (asked('"concerns": "copyright"'), "T-04", "concerns", "q"),
    (asked('"concerns": null'), "T-04", "concerns", "q"),
    (asked('"concerns": {}'), "T-04", "concerns", "q"),
    (asked('"concerns": [["copyright"]]'), "T-04", "concerns.0", "q"),
    (asked('"signs": ["repeated", 3]'), "T-04", "signs.1", "q"),
    (asked('"people": {}'), "T-04", "people", "q"),
    (asked('"people": ["target"]'), "T-04", "people.0", "q"),
    (asked('"profile": null'), "T-04", "profile", "q"),
    (asked('"calendar": 1'), "T-04", "calendar", "q"),
    ('{"id": "q", "known_at": 1795192800}', "T-04", "known_at", "q"),
    (person('"kind": 1'), "T-04", "people.0.kind", "q"),
    (person('"kind": "pupil", "age": "12"'), "T-04", "people.0.age", "q"),
    (person('"kind": "pupil", "age": 12.5'), "T-04", "people.0.age", "q"),
    (person('"kind": "pupil", "age": 12.0'), "T-04", "people.0.age", "q"),
    (person('"kind": "pupil", "age": true'), "T-04", "people.0.age", "q"),
    (person('"kind": "pupil", "age": null'), "T-04", "people.0.age", "q"),
    (person('"kind": "pupil", "age": -1'), "T-07", "people.0.age", "q"),
    (person('"kind": "pupil", "age": 121'), "T-07", "people.0.age", "q"),
    (asked('"concerns": ["copyright", "bulling-of-child"]'), "T-05", "concerns.1", "q"),
    (asked('"signs": ["Repeated"]'), "T-05", "signs.0", "q"),
    (person('"kind": "teacher"'), "T-05", "people.0.kind", "q"),
    (asked('"people": [{"role": "victim", "kind": "pupil"}]'), "T-05", "people.0.role", "q"),
    (asked('"profile": "harbour"'), "T-05", "profile", "q"),
    (asked('"calendar": "wales"'), "T-05", "calendar", "q"),
    ('{"id": "q", "known_at": "2026-11-20T16:40:00"}', "T-06", "known_at", "q"),
    ('{"id": "q", "known_at": "2026-11-20"}', "T-06", "known_at", "q"),
    ('{"id": "q", "known_at": "2026-02-30T16:40:00Z"}', "T-06", "known_at", "q"),
    ('{"id": "q", "known_at": "2026-11-20T24:00:00Z"}', "T-06", "known_at", "q"),
    ('{"id": "q", "known_at": "2026-11-20 16:40:00Z"}', "T-06", "known_at", "q"),
    ('{"id": "q", "known_at": "20261120T164000Z"}', "T-06", "known_at", "q"),
    ('{"id": "q", "known_at": "٢٠٢٦-11-20T16:40:00Z"}', "T-06", "known_at", "q"),
    ('{"id": "q", "known_at": "0001-01-01T00:00:00+05:00"}', "T-06", "known_at", "q"),
    (
        '{"id": "q", "known_at": "9999-12-31T16:40:00Z", "concerns": ["copyright"]}',
        "T-06",
        "known_at",
        "q",
    ),
]


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
