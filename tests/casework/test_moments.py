"""What counts as a moment, wherever one is needed."""

import pytest

from casebook.casework import moments
from casebook.errors.given import FiguresForeign, MomentInvalid, MomentNeeded

EXACT = "17/11/2026 at 15:15"
"""A day and one time of day."""


@pytest.mark.parametrize(
    "typed",
    [
        "17/11/2026",
        "2026-11-17",
        "yesterday",
        "about 3pm yesterday",
        "yesterday evening",
        "unknown",
    ],
)
def test_a_day_alone_is_no_moment_and_no_hour_is_taken_for_it(typed: str) -> None:
    """Midnight would be a guess, and for what was done in time a flattering one."""
    with pytest.raises(MomentNeeded) as refused:
        moments.given(typed, "known_at")

    assert "`known_at` needs a day and one time of day." in str(refused.value.message)
    assert typed not in refused.value.message


def test_without_its_offset_a_machine_s_moment_is_none() -> None:
    with pytest.raises(MomentInvalid):
        moments.given("2026-11-17T15:15:00", "known_at")


@pytest.mark.parametrize("typed", ["１７/１１/２０２６ at １５:１５", "17/11/２０26 １５:15"])
def test_wide_figures_are_the_plain_ones(typed: str) -> None:
    assert moments.given(EXACT, "at") == moments.given(typed, "at")


@pytest.mark.parametrize("typed", ["١٧/11/2026 15:15", "17/11/2026 १५:15", "²0/11/2026 15:15"])
def test_figures_of_another_script_are_refused_and_it_is_said_that_it_is_the_figures(
    typed: str,
) -> None:
    with pytest.raises(FiguresForeign, match="figures 0 to 9"):
        moments.given(typed, "at")
