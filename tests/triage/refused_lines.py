"""Lines that are no questions, each with how it is refused."""

import io

from casebook.triage.lines import LONGEST_LINE

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
