"""What is asked back when something is logged: names, initials, wishes without their limits."""

import pytest

from casebook.casework import incidents, namesakes
from tests.casework.conftest import incident


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("perry winkle-test", "perry winkle-test", "same-name"),
        ("perry winkle-test", "pery winkle-test", "near-name"),
        ("perry winkle-test", "perry james winkle-test", "near-name"),
        ("perry winkle-test", "jo winkle-test", ""),
        ("perry winkle-test", "winkle-test", ""),
        ("perry winkle-test", "", ""),
        ("", "", ""),
    ],
)
def test_names_are_the_same_or_near_or_neither(one: str, other: str, why: str) -> None:
    assert namesakes.alikeness(one, other) == why
    assert namesakes.alikeness(other, one) == why


@pytest.mark.parametrize("name", ["PW", "P.W.", "P W", "P-W", "ABC"])
def test_initials_are_known_for_that(name: str) -> None:
    assert namesakes.are_initials(name)


@pytest.mark.parametrize("name", ["", "Bo", "Li Wu", "ABCD", "-1", "李", "P. Winkle"])
def test_a_short_name_is_not_taken_for_initials(name: str) -> None:
    assert not namesakes.are_initials(name)


@pytest.mark.usefixtures("hand")
def test_a_wish_that_was_asked_without_its_limits_is_to_be_asked_again() -> None:
    def wish(*, explained: bool) -> dict[str, object]:
        said = {"whose": "Tansy Halfpenny-Test", "about": "police", "words": "No."}
        return said | {"answer": "no", "limits_explained": explained}

    draft = incidents.read(incident(wishes=[wish(explained=True), wish(explained=False)]))

    assert [each.partition(":")[0] for each in namesakes.questions(draft)] == ["Wish 2"]
