"""The one place that asks the time."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from casebook import clock
from casebook.errors.given import MomentInvalid

NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)


def test_now_is_london_time_to_the_second() -> None:
    moment = clock.now()

    assert moment.microsecond == 0
    assert str(moment.tzinfo) == "Europe/London"


def test_a_stopped_clock_moves_by_its_hand_alone() -> None:
    with clock.travelling(NOON) as hand:
        assert clock.now() == NOON
        hand.advance(minutes=90)
        assert clock.now() == NOON + timedelta(minutes=90)
    assert clock.now() != NOON + timedelta(minutes=90)


def test_a_clock_inside_a_clock_gives_way_again() -> None:
    with clock.travelling(NOON):
        with clock.travelling(NOON + timedelta(days=1)):
            assert clock.now().day == 2
        assert clock.now().day == 1


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2026-11-20", "2026-11-20T16:40:00", "2026-13-01T00:00:00Z", "1e9"]
)
def test_a_time_without_offset_or_sense_is_refused_by_its_field(text: str) -> None:
    with pytest.raises(MomentInvalid) as refused:
        clock.read_iso(text, "known_at")

    assert refused.value.as_json()["field"] == "known_at"


def test_an_offset_is_kept_as_given() -> None:
    moment = clock.read_iso("2026-07-01T13:00:00+02:00")

    assert moment.utcoffset() == timedelta(hours=2)
    assert clock.iso(moment) == "2026-07-01T13:00:00+02:00"
    assert clock.words(moment) == "Wed 1 Jul 2026, 12:00 BST"


def test_the_zone_is_named_in_winter_and_in_summer() -> None:
    winter = datetime(2026, 1, 5, 9, 30, tzinfo=timezone.utc)  # noqa: UP017 - written out

    assert clock.words(winter).endswith("GMT")
    assert clock.words(NOON).endswith("BST")


def test_of_two_clocks_stopped_at_one_moment_the_inner_gives_way() -> None:
    with clock.travelling(NOON) as hand:
        with clock.travelling(NOON):
            pass
        hand.advance(hours=1)
        assert clock.now() == NOON + timedelta(hours=1)
