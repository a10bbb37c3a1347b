"""What stands beside an answer on the screen: what the command line says too, for five stories."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from casebook.cli import reasons_text
from casebook.triage import catalogue
from casebook.triage.explained import explain
from casebook.ui.pages.answer import beside_page
from casebook.ui.pages.typeset import Behind

CATALOGUE = catalogue.load(datetime(2026, 11, 21, 12, tzinfo=UTC))
THURSDAY = "2026-04-02T16:40:00+01:00"
"""The one before Good Friday."""

STORIES: dict[str, dict[str, object]] = {
    "a teacher named in a parents' group": {
        "concerns": ["parent-post"],
        "people": [{"role": "target", "kind": "staff"}, {"role": "alleged", "kind": "parent"}],
        "profile": "st-nicholas",
    },
    "a child who friends a teaching assistant": {
        "concerns": ["pupil-contacts-staff"],
        "people": [{"role": "target", "kind": "staff"}, {"role": "alleged", "kind": "pupil"}],
        "profile": "coton",
    },
    "a comment on the official page": {
        "concerns": ["official-account-message"],
        "profile": "ashgrove",
    },
    "a compromising picture": {
        "concerns": ["image-without-consent"],
        "people": [{"role": "target", "kind": "pupil", "age": 12}],
    },
    "a pirated film on a school laptop": {
        "concerns": ["copyright"],
        "people": [{"role": "alleged", "kind": "staff"}],
        "signs": ["malicious"],
    },
}


def beside(question: Mapping[str, object]) -> str:
    """What the screen sets beside the answer, as one text."""
    pieces = beside_page(CATALOGUE, question)
    return "\n".join(each.text.plain if isinstance(each, Behind) else each.plain for each in pieces)


@pytest.mark.parametrize("story", STORIES)
def test_what_would_change_it_and_what_was_not_asked_stand_at_both_doors(story: str) -> None:
    question = STORIES[story] | {"known_at": THURSDAY}
    told = explain(CATALOGUE, question)
    screen, said = beside(question), "\n".join(reasons_text.of_answer(told))

    assert told.would_change
    assert told.not_known
    nearest = told.would_change[0]
    for each in (nearest.question, nearest.effect, *told.not_known, *told.remember):
        assert each in screen, json.dumps(question)
        assert each in said
    for route in told.routes:
        assert (not route.contact) or route.contact in screen
    assert "Good Friday" in screen
    assert "Good Friday" in said


def test_what_is_nearest_stands_first_and_nothing_empty_has_a_head() -> None:
    """A moment without a clock that waits, and nothing to remember: no head over nothing."""
    question: dict[str, object] = {"concerns": [], "known_at": "2026-11-20T16:40:00+00:00"}
    told, screen = explain(CATALOGUE, question), beside(question)

    assert told.not_counted == ""
    assert "Days that were not counted" not in screen
    at = [screen.index(each.question) for each in told.would_change]
    assert at == sorted(at)
