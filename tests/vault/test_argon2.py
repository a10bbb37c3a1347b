"""A guess costs what it should, and nobody else decides what that is."""

import time

import pytest

from casebook.errors.integrity import CostRefused
from casebook.vault import argon2
from casebook.vault.argon2 import FLOOR, SETTLED, Cost

OUTSIDE = {
    "memory_kib": [0, 8, 65_535, 1_048_577, 2**30, 2**53],
    "passes": [0, 1, 2, 11, 2**32],
    "lanes": [0, 9, 255, 2**32],
}


@pytest.mark.parametrize(
    ("field", "value"), [(field, value) for field, values in OUTSIDE.items() for value in values]
)
def test_a_cost_outside_the_bounds_is_refused_before_it_runs(field: str, value: int) -> None:
    """[VF-27] A terabyte, four thousand million passes or no lane: at once, by the field's name."""
    cost = Cost(**(vars(FLOOR) | {field: value}))
    began = time.monotonic()

    with pytest.raises(CostRefused) as raised:
        argon2.derive(b"harbour teapot lantern", bytes(16), cost)

    assert raised.value.named["field"] == field
    assert time.monotonic() - began < 0.05


@pytest.mark.parametrize(
    "cost",
    [SETTLED, FLOOR, Cost(65_536, 3, 1), Cost(1_048_576, 10, 8)],
)
def test_a_cost_on_the_bounds_is_accepted(cost: Cost) -> None:
    argon2.check(cost)


def test_what_a_new_passphrase_costs_is_settled() -> None:
    """[VF-27] 256 MiB, 3 passes, 4 lanes; the floor is RFC 9106's second choice."""
    assert Cost(memory_kib=256 * 1024, passes=3, lanes=4) == SETTLED
    assert Cost(memory_kib=64 * 1024, passes=3, lanes=4) == FLOOR


def test_passphrase_salt_and_cost_all_count() -> None:
    derived = {
        argon2.derive(b"harbour teapot lantern", bytes(16), FLOOR),
        argon2.derive(b"harbour teapot lantern ", bytes(16), FLOOR),
        argon2.derive(b"harbour teapot lantern", b"\1" + bytes(15), FLOOR),
        argon2.derive(b"harbour teapot lantern", bytes(16), Cost(65_536, 3, 3)),
    }

    assert {len(each) for each in derived} == {32}
    assert len(derived) == 4
