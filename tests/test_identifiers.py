"""References are made, read and checked in one place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook import identifiers
from casebook.errors.given import ReferenceInvalid


@given(st.sampled_from(["general", "staff", "governance"]), st.integers(1, 999_999))
def test_a_case_reference_reads_back_as_it_was_made(compartment: str, number: int) -> None:
    made = identifiers.case_reference(compartment, 2026, number)
    read = identifiers.parse_case(f" {made.lower()} ")

    assert (read.text, read.compartment, read.year, read.number) == (
        made,
        compartment,
        2026,
        number,
    )


@given(st.sampled_from(sorted(identifiers.CHILD_LETTERS.values())), st.integers(1, 99_999))
def test_what_belongs_to_a_case_names_its_case_and_kind(kind: str, number: int) -> None:
    made = identifiers.child_reference("S-2026-0003", kind, number)
    read = identifiers.parse_child(made, kind)

    assert (read.kind, read.number, read.case.text) == (kind, number, "S-2026-0003")
    assert identifiers.compartment_of(made) == "staff"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "C-2026",
        "C-2026-1",
        "X-2026-0001",
        "C-1999-0001",
        "C-2026-0001\n-A1",
        "Ｃ-2026-0001",
        "C-2026-٠٠٠١",
    ],
)
def test_what_is_no_case_reference_is_refused(text: str) -> None:
    with pytest.raises(ReferenceInvalid):
        identifiers.parse_case(text)


@given(
    st.sampled_from(["general", "staff", "governance"]),
    st.sampled_from(sorted(identifiers.REGISTER_LETTERS.values())),
    st.integers(1, 999_999),
)
def test_what_a_register_keeps_reads_back_as_it_was_made(
    compartment: str, kind: str, number: int
) -> None:
    made = identifiers.register_reference(compartment, kind, number)
    read = identifiers.parse_register(f" {made.lower()} ", kind)

    assert (read.text, read.compartment, read.kind, read.number) == (
        made,
        compartment,
        kind,
        number,
    )
    assert identifiers.is_register(made)
    assert identifiers.compartment_of(made) == compartment


@pytest.mark.parametrize(
    "text",
    ["", "C-CH", "C-CH-1", "X-CH-0001", "C-XX-0001", "C-CH-0001-A01", "Ｃ-CH-0001", "C-2026-0001"],
)
def test_what_is_no_reference_of_a_register_is_refused(text: str) -> None:
    assert not identifiers.is_register(text)
    with pytest.raises(ReferenceInvalid):
        identifiers.parse_register(text)


def test_an_account_is_not_taken_for_an_approval() -> None:
    with pytest.raises(ReferenceInvalid):
        identifiers.parse_register("C-CH-0001", "approval")


def test_an_action_is_not_taken_for_a_note() -> None:
    with pytest.raises(ReferenceInvalid):
        identifiers.parse_child("C-2026-0001-N01", "action")


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Amara Paste", "AP"),
        ("Ms Amara Paste", "AP"),
        ("Dr", "D"),
        ("Éloïse d'Arc", "ED"),
        ("", "X"),
        ("李", "X"),
        ("a b c d e f g", "ABCDE"),
    ],
)
def test_initials_are_plain_letters(name: str, initials: str) -> None:
    assert identifiers.initials_of(name) == initials


@given(st.text(max_size=60))
def test_whatever_the_name_the_mark_reads_back(name: str) -> None:
    mark = identifiers.exhibit_reference(identifiers.initials_of(name), 7)

    assert identifiers.parse_exhibit(mark) == (identifiers.initials_of(name), 7)


def test_identifiers_are_128_random_bits() -> None:
    made = {identifiers.new_id() for _ in range(1000)}

    assert len(made) == 1000
    assert all(len(each) == 32 for each in made)
