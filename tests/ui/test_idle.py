"""The idle lock's clock."""

import pytest

from casebook.ui.idle import LONGEST, SETTLED, SHORTEST, IdleWatch, seconds_awake_and_asleep
from tests.ui.conftest import Clock


def test_it_is_due_after_ten_minutes_unless_set_otherwise() -> None:
    clock = Clock()
    watch = IdleWatch(clock=clock)
    clock.seconds += SETTLED * 60 - 0.5

    assert watch.seconds_left == 0.5

    clock.seconds += 0.5

    assert watch.seconds_left <= 0


def test_a_touch_begins_anew() -> None:
    clock = Clock()
    watch = IdleWatch(5, clock)
    clock.seconds += 299
    watch.touch()
    clock.seconds += 299

    assert watch.seconds_left == 1


@pytest.mark.parametrize(("asked", "kept"), [(0, SHORTEST), (-5, SHORTEST), (61, LONGEST), (7, 7)])
def test_the_minutes_stay_between_the_shortest_and_the_longest(asked: int, kept: int) -> None:
    watch = IdleWatch(asked, Clock())

    assert watch.minutes == kept

    watch.minutes = asked

    assert watch.minutes == kept


def test_time_asleep_counts() -> None:
    """A night in a bag is one jump of the clock: the lock is due at once on waking."""
    clock = Clock()
    watch = IdleWatch(60, clock)
    clock.seconds += 8 * 3600

    assert watch.seconds_left < 0


def test_the_clock_that_is_used_never_goes_back() -> None:
    readings = [seconds_awake_and_asleep() for _ in range(1_000)]

    assert readings == sorted(readings)
