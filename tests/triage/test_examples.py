"""The worked examples of schema/triage/examples: each is asked, and comes out as it says."""

from dataclasses import replace

import pytest

from casebook.errors.asked import CatalogueInvalid
from casebook.triage.examples import Example, Unmet, load, unmet, without
from casebook.triage.examples import _example_from as example_from
from casebook.triage.reading import Table
from tests.triage.questions import CATALOGUE

EXAMPLES = list(load())


@pytest.mark.parametrize(
    "example", EXAMPLES, ids=[f"{each.concern}: {each.title}" for each in EXAMPLES]
)
def test_a_worked_example_is_answered_as_it_says(example: Example) -> None:
    assert unmet(CATALOGUE, example) == ()


def test_every_concern_has_a_worked_example_that_chooses_it() -> None:
    assert {example.concern for example in EXAMPLES} == set(CATALOGUE.concerns)
    for example in EXAMPLES:
        chosen = example.question.get("concerns") or ["uncategorised"]
        assert example.concern in list(_texts(chosen)), example.title


def test_every_concern_sign_rule_route_clock_and_profile_is_met_by_a_worked_example() -> None:
    assert without(CATALOGUE, EXAMPLES) == ()


def test_what_no_example_meets_is_named() -> None:
    others = [each for each in EXAMPLES if each.concern != "sextortion"]
    left = [each for each in others if "ceop" not in str(each.expect["routes"])]

    assert {"concern:sextortion", "route:ceop"} <= set(without(CATALOGUE, left))


def test_every_example_tells_a_story_before_it_asks() -> None:
    for example in EXAMPLES:
        assert len(example.story.split()) >= 12, example.title
        assert example.story.endswith("."), example.title


@pytest.mark.parametrize(
    ("concern", "title", "profile"),
    [
        ("parent-post", "A teacher is named in a parents’ group", "coton"),
        ("pupil-contacts-staff", "A child friends a teaching assistant", "crofton"),
        ("official-account-message", "A comment on the official page on a Saturday", "ashgrove"),
        (
            "image-without-consent",
            "A compromising picture that the policy says to delete at once",
            "ashgrove",
        ),
        ("underage-account", "A pupil under 13 with an account", "crofton"),
        ("copyright", "A pirated film on a school laptop", "rosewood"),
    ],
)
def test_the_policies_own_situations_are_worked_through(
    concern: str, title: str, profile: str
) -> None:
    (found,) = [each for each in EXAMPLES if (each.concern, each.title) == (concern, title)]

    assert found.question["profile"] == profile


def test_an_example_that_expects_too_much_says_what_is_unmet() -> None:
    example = next(each for each in EXAMPLES if each.concern == "copyright")
    wrong = replace(
        example, expect={**example.expect, "severity": 2}, due={"head": "2026-11-30T17:00:00+00:00"}
    )

    assert unmet(CATALOGUE, wrong) == (
        Unmet("severity", "2", "1"),
        Unmet("due head", "2026-11-30T17:00:00+00:00", "2026-11-27T17:00:00+00:00"),
    )


@pytest.mark.parametrize(
    ("expect", "key"),
    [
        ({"severity": 2, "routes": [], "captur": "full"}, "expect.captur"),
        ({"severity": 9, "routes": []}, "expect.severity"),
        ({"severity": 2}, "expect.routes"),
        ({"severity": 2, "routes": [], "wishes": "weight"}, "expect.wishes"),
    ],
)
def test_an_example_with_a_slip_is_refused(expect: dict[str, object], key: str) -> None:
    table = Table(
        "examples/copyright.toml", {"title": "t", "story": "s", "question": {}, "expect": expect}
    )

    with pytest.raises(CatalogueInvalid) as refused:
        example_from(table, "copyright")

    assert refused.value.named["key"] == key


def _texts(value: object) -> list[str]:
    assert isinstance(value, list)
    return value
