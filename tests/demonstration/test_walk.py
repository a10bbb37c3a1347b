"""The walk through the main job holds at every step, and tells where it does not."""

from datetime import datetime

import pytest

from casebook import clock
from casebook.demonstration.school import Demonstration
from casebook.demonstration.walk import walk

STEPS = ["record", "lodge", "triage", "act", "review", "close", "export", "verify"]


def test_every_step_holds(made: Demonstration) -> None:
    said: list[str] = []

    steps = walk(made, said.append)

    assert [each.name for each in steps if each.held] == STEPS, steps
    assert len(said) == len(STEPS)
    assert all("held" in each for each in said)


@pytest.mark.parametrize("moment", ["2027-03-28T00:58:30+00:00", "2027-04-02T23:59:58+01:00"])
def test_it_holds_at_any_hour(made: Demonstration, moment: str) -> None:
    """A minute before the clocks go forward, and two seconds before midnight on Good Friday."""
    with clock.travelling(datetime.fromisoformat(moment)):
        assert all(each.held for each in walk(made, lambda _line: None))


def test_a_step_that_does_not_hold_ends_it_and_is_named(made: Demonstration) -> None:
    """The broken control: an exhibit that somebody took away."""
    next(each for each in (made.casebook / "vault").rglob("*") if each.is_file()).unlink()

    steps = walk(made, lambda _line: None)

    assert steps[-1].held is False
    assert steps[-1].name in {"lodge", "verify"}
