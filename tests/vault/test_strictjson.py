"""A value has one spelling, and every other is refused."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook.errors import CasebookError
from casebook.errors.integrity import HeaderDamaged
from casebook.vault import strictjson

whole_values = st.recursive(
    st.integers(0, strictjson.LARGEST) | st.text(st.characters(codec="utf-8")) | st.booleans(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner),
    max_leaves=8,
)
objects = st.dictionaries(st.text(st.characters(codec="utf-8")), whole_values)


def read(data: bytes) -> dict[str, object]:
    return strictjson.read(data, HeaderDamaged).value


def deep(value: object) -> int:
    if isinstance(value, dict):
        return 1 + max(map(deep, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(deep, value), default=0)
    return 0


@settings(max_examples=40)
@given(objects)
def test_what_is_written_is_read_back_the_same(value: dict[str, object]) -> None:
    """[VF-09] And it is what the page says: Python's own spelling, sorted, one space deep."""
    text = json.dumps(value, sort_keys=True, indent=1, ensure_ascii=False) + "\n"

    assert strictjson.written(value) == text.encode()
    if deep(value) <= strictjson.DEEPEST:
        assert read(text.encode()) == value


SPELLINGS = {
    "a byte order mark": b'\xef\xbb\xbf{\n "a": 1\n}\n',
    "other line ends": b'{\r\n "a": 1\r\n}\r\n',
    "a trailing space": b'{\n "a": 1 \n}\n',
    "no line end": b'{\n "a": 1\n}',
    "a line too many": b'{\n "a": 1\n}\n\n',
    "a key twice": b'{\n "a": 1,\n "a": 1\n}\n',
    "keys out of order": b'{\n "b": 1,\n "a": 1\n}\n',
    "an escape that is not needed": b'{\n "a": "\\u0041"\n}\n',
    "no UTF-8": b'{\n "a": "\xff"\n}\n',
    "half a character": b'{\n "a": "\\ud800"\n}\n',
    "a list": b"[]\n",
    "nothing": b"",
    "zeros": bytes(40),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_another_spelling_is_refused(spelling: str) -> None:
    """[VF-10] One byte off is enough."""
    assert read(b'{\n "a": 1\n}\n') == {"a": 1}

    with pytest.raises(HeaderDamaged):
        read(SPELLINGS[spelling])


@pytest.mark.parametrize("number", ["-1", "1.0", "1e999", "NaN", "Infinity", "9007199254740992"])
def test_a_number_is_whole_and_exact_everywhere(number: str) -> None:
    """[VF-11] 2^53 - 1 is the last."""
    assert read(b'{\n "a": 9007199254740991\n}\n') == {"a": strictjson.LARGEST}

    with pytest.raises(HeaderDamaged):
        read(f'{{\n "a": {number}\n}}\n'.encode())


def test_brackets_a_hundred_thousand_deep_are_refused_as_any_other_damage() -> None:
    """[VF-11] Without a word about recursion."""
    for opening, closing in (("[", "]"), ('{"a":', "}")):
        with pytest.raises(HeaderDamaged):
            read(('{"a":' + opening * 100_000 + closing * 100_000 + "}").encode())


def taken(value: dict[str, object]) -> strictjson.Fields:
    return strictjson.Fields(value, HeaderDamaged)


@pytest.mark.parametrize("text", ["QQ", "QR==", "QQ==\n", "Q Q=", "QQ=", "é", 7])
def test_base64_has_one_spelling(text: object) -> None:
    """[VF-11] Unused bits are zero, and nothing stands between."""
    assert taken({"a": "QQ=="}).raw("a", 1) == b"A"

    with pytest.raises(HeaderDamaged):
        taken({"a": text}).raw("a")


def test_a_field_is_what_was_wanted_or_nothing() -> None:
    """[VF-11] Neither missing, nor more, nor of another kind or size."""
    fields = taken({"n": 5, "t": "general", "yes": True, "list": [1], "o": {}})
    refused = (
        lambda: fields.only("n"),
        lambda: fields.only("n", "t", "yes", "list", "o", "more"),
        lambda: fields.number("n", 6),
        lambda: fields.number("n", 0, 4),
        lambda: fields.number("yes"),
        lambda: fields.number("missing"),
        lambda: fields.text("t", "gener"),
        lambda: fields.text("n", ".*"),
        lambda: fields.inner("t"),
        lambda: fields.members("list"),
        lambda: fields.members("o"),
        lambda: taken({"a": "QQ=="}).raw("a", 2),
    )

    assert fields.only("n", "t", "yes", "list", "o").number("n", 5, 5) == 5
    for each in refused:
        with pytest.raises(CasebookError):
            each()
