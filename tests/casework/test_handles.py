"""Handles and addresses as they are compared: the same, or only alike to the eye."""

import pytest

from casebook.casework import handles


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("@Night.Owl77", "night.owl77"),
        ("\N{FULLWIDTH LATIN SMALL LETTER N}ight.owl77", "night.owl77"),
        ("STRASSE", "stra\N{LATIN SMALL LETTER SHARP S}e"),
        (" night owl ", "nightowl"),
    ],
)
def test_spellings_of_one_handle_are_the_same(one: str, other: str) -> None:
    assert handles.same(one) == handles.same(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("night.owl", "night_owl"),
        ("nightowl", "n1ght0wl"),
        ("paul", "p\N{CYRILLIC SMALL LETTER A}ul"),
        ("ruben", "rub\N{LATIN SMALL LETTER E WITH ACUTE}n"),
        ("moderna", "modema"),
        ("otter", "\N{GREEK SMALL LETTER OMICRON}tter"),
    ],
)
def test_what_looks_alike_is_alike_and_not_the_same(one: str, other: str) -> None:
    assert handles.look(one) == handles.look(other)
    assert handles.same(one) != handles.same(other)


def test_different_handles_do_not_look_alike() -> None:
    drawn = [handles.look(each) for each in ("night.owl77", "night.owl78", "dayowl77", "owl")]

    assert len(set(drawn)) == len(drawn)


def test_an_address_is_the_same_without_its_scheme_and_last_stroke() -> None:
    assert handles.address("https://www.Gatepost.example/Otters/") == "gatepost.example/otters"
    assert handles.address("http://gatepost.example/other") != "gatepost.example/otters"
    assert handles.address("") == handles.same("") == ""
