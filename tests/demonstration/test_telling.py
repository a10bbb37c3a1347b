"""Several stories are told at once, each deed at its time and by its person."""

from contextlib import suppress
from datetime import datetime, timedelta

from casebook import clock
from casebook.demonstration.school import Demonstration
from casebook.demonstration.telling import Story, Turn, tell

NOON = datetime(2026, 11, 17, 12, tzinfo=clock.LONDON)


def test_deeds_happen_in_the_order_of_their_times(made: Demonstration) -> None:
    happened: list[tuple[str, str, datetime]] = []

    def story(name: str, *turns: tuple[int, str]) -> Story:
        for hours, who in turns:
            book = yield Turn(NOON + timedelta(hours=hours), who)
            happened.append((name, book.user.short, clock.now()))

    with clock.travelling(NOON) as hand:
        tell([story("one", (1, "dsl"), (5, "head")), story("two", (3, "dsl"))], made.opened, hand)

    assert happened == [
        ("one", "dsl", NOON + timedelta(hours=1)),
        ("two", "dsl", NOON + timedelta(hours=3)),
        ("one", "head", NOON + timedelta(hours=5)),
    ]


def test_the_casebook_is_closed_at_the_end_even_when_a_story_fails(made: Demonstration) -> None:
    def broken() -> Story:
        yield Turn(NOON, "dsl")
        raise LookupError

    with clock.travelling(NOON) as hand:
        with suppress(LookupError):
            tell([broken()], made.opened, hand)
        with made.opened("head") as book:
            assert book.is_writer


def test_the_clock_never_goes_back(made: Demonstration) -> None:
    seen: list[datetime] = []

    def late() -> Story:
        yield Turn(NOON, "dsl")
        seen.append(clock.now())

    with clock.travelling(NOON + timedelta(hours=2)) as hand:
        tell([late()], made.opened, hand)

    assert seen == [NOON + timedelta(hours=2)]
