"""The policies' own lists: whole, in their order, each item leading to concerns."""

from collections.abc import Iterable

import pytest

from casebook.triage.lists import law_of, load, pointing_at
from tests.triage.questions import CATALOGUE


def seeds(name: str) -> list[str]:
    """The seed statements of a list, in its order."""
    return [item.seed for item in load()[name].items]


def numbered(first: int, last: int) -> list[str]:
    return [f"S{number}" for number in range(first, last + 1)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("rosewood-criminal", numbered(37, 56)),
        ("rosewood-responding", numbered(57, 61)),
        ("rosewood-matrix", numbered(19, 30)),
        ("st-nicholas-lado-and-hr", numbered(62, 66)),
        ("st-nicholas-defamation", numbered(94, 97)),
        ("ashgrove-must-not", ["S32"] * 7),
        ("rosewood-must-not", ["S33"] * 5),
        ("crofton-must-not", ["S34"] * 6),
        ("coton-law", ["S152"] * 12),
        ("st-nicholas-law", ["S153"] * 6),
    ],
)
def test_a_list_is_whole_and_in_its_own_order(name: str, expected: list[str]) -> None:
    lines = [item.line for item in load()[name].items]

    assert seeds(name) == expected
    assert lines == sorted(lines)


def test_there_are_exactly_the_lists_that_the_policies_print() -> None:
    assert len(load()) == 11
    assert load()["rosewood-criminal"].seed == "S36"


def test_every_item_leads_to_a_concern_but_the_heading_that_is_none() -> None:
    astray = [item.words for each in load().values() for item in each.items if not item.concerns]

    assert astray == ["Distributing, printing or viewing information on the following:"]


def test_each_item_that_rosewood_calls_criminal_carries_one_of_four_marks() -> None:
    chips = {
        "offence-if-facts-fit": "S47 S52 S53 S54 S55 S56",
        "depends": "S39 S42 S43 S44 S45 S46 S48 S51",
        "usually-civil": "S37 S38",
        "not-for-adults": "S41 S49 S50",
        "": "S40",
    }
    found: dict[str, list[str]] = {}
    for item in load()["rosewood-criminal"].items:
        found.setdefault(item.chip, []).append(item.seed)

    assert {chip: " ".join(marked) for chip, marked in found.items()} == chips
    assert set(CATALOGUE.words["chip"]) == set(chips) - {""}


def test_the_list_says_that_its_words_are_the_policy_s() -> None:
    assert "The policy’s words" in load()["rosewood-criminal"].note
    assert "Nobody here says that something is a crime" in load()["rosewood-criminal"].note


def test_the_matrix_has_three_columns_of_four() -> None:
    places = [item.place for item in load()["rosewood-matrix"].items]

    assert places == [
        f"{column} {row}"
        for column in ("contact", "conduct", "content")
        for row in ("commercial", "aggressive", "sexual", "values")
    ]


def test_the_lado_and_hr_rules_name_the_routes_that_the_concern_asks_for() -> None:
    for item in load()["st-nicholas-lado-and-hr"].items:
        claims = CATALOGUE.concerns[item.concerns[0]].asks.claims

        assert set(item.routes) <= {claim.route for claim in claims}


def test_what_has_been_overtaken_says_how_it_stands_today() -> None:
    told = [item.today for name in ("stale", "coton-law") for item in load()[name].items]

    assert all(told)
    assert any("Crown Prosecution Service" in line for line in told)


@pytest.mark.parametrize(
    ("policy", "today"),
    [
        ("Criminal Prosecution Service", "Crown Prosecution Service"),
        ("Local Safeguarding Children’s Board", "Local safeguarding partners"),
        ("Keeping Children Safe in Education 2016", "edition of 2026"),
        ("para 133, 135-148", "cite the Part"),
        ("October 2015", "edition of 2022"),
        ("Regulation of Investigatory Powers Act 2000", "Investigatory Powers Act 2016"),
        ("Malicious Communications Act 1988", "ended on 31 January 2024"),
        ("Communications Act 2003", "ended on 31 January 2024"),
        ("GTCE code", "Teaching Regulation Agency"),
        ("fair comment", "honest opinion"),
        ("hatred, ridicule or contempt", "serious harm"),
        ("under 13 should not have", "services’ own term"),
        ("under 16 is contacted", "ban under 16"),
        ("net-aware", "closed"),
        ("SureSpot", "closed"),
        ("Action Fraud", "Report Fraud"),
        ("youth produced sexual imagery", "nudes and semi-nudes"),
    ],
)
def test_each_statement_that_was_overtaken_stands_beside_what_holds_today(
    policy: str, today: str
) -> None:
    found = [item for each in load().values() for item in each.items if policy in item.words]

    assert found
    assert any(today in item.today for item in found)
    assert all(item.checked for item in found)


def test_a_list_that_says_a_law_nobody_read_says_so() -> None:
    (item,) = [item for item in load()["rosewood-criminal"].items if item.seed == "S39"]

    assert law_of(item) == (
        "Depends. Some forms of it are an offence and others are not.",
        "The law: Computer Misuse Act 1990, section 1, where the access was not authorised.",
        "Not confirmed: check locally.",
    )


def test_what_points_at_a_concern_can_be_found_from_it() -> None:
    found = {(each.id, item.seed) for each, item in pointing_at("extreme-material")}

    assert found == {
        ("rosewood-criminal", "S54"),
        ("rosewood-responding", "S58"),
        ("rosewood-matrix", "S29"),
    }


def test_no_list_says_of_itself_that_something_is_a_crime() -> None:
    said = [*_said()]

    assert [line for line in said if "is a crime" in line.lower()] == []
    assert [line for line in said if "is illegal" in line.lower()] == []


def _said() -> Iterable[str]:
    """Everything in the lists that is not a policy's words."""
    for each in load().values():
        for item in each.items:
            yield from (item.law, item.today)
