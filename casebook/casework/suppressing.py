"""Small numbers kept back, so that nobody can work out one to four people from what is shown.

The rules are: a row that counts one to four is `small`; wherever there is one, other rows are kept
back `beside` it, two beside a single one and one beside several, the first ones in the order of the
rows, which never follows the counts; where a number could be worked out all the same, the whole
table is kept back. A reader may know these rules, the total and every other row, and is still
left with two or more numbers for every row that is kept back.

What it does not protect against: two reports over days that overlap, or one made before and one
made after a change, can be held against each other; somebody who knows a case from elsewhere knows
more than the table says; a nought is shown, and says that there was none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

SMALL_UNDER: Final = 5
"""A count under this, and not nought, is kept back."""

Kept = Literal["", "small", "beside"]
"""Why a number is kept back; empty where it is shown."""


@dataclass(frozen=True)
class Span:
    """From what to what a number can be, as far as a reader knows."""

    low: int
    high: int


def kept_back(counts: Sequence[int], total: int, *, adds_up: bool = True) -> list[Kept] | None:
    """Why each of `counts` is kept back, or None where all of them are.

    `total` is shown beside them; without `adds_up` one case can count in several rows, and they
    come to the total or to more.
    """
    if 0 < total < SMALL_UNDER:
        return None
    why: list[Kept] = ["small" if 0 < each < SMALL_UNDER else "" for each in counts]
    small = why.count("small")
    if not small:
        return why
    if total in {len(counts), (SMALL_UNDER - 1) * len(counts)}:
        return None  # every row could be one, or every row four, and nothing else be kept back
    large = [place for place, each in enumerate(counts) if each >= SMALL_UNDER]
    for place in large[: 2 if small == 1 else 1]:
        why[place] = "beside"
    return None if _can_be_worked_out(counts, why, total, adds_up=adds_up) else why


def _can_be_worked_out(
    counts: Sequence[int], why: Sequence[Kept], total: int, *, adds_up: bool
) -> bool:
    """Whether some row that is kept back can be one number only."""
    left = total - sum(each for each, kept in zip(counts, why, strict=True) if not kept)
    first = [_span(each, total) for each in why if each]
    if not adds_up and any(_is_one(each) for each in _at_least(first, left)):
        return True
    reckoned = adds_up or sum(counts) == total
    return reckoned and any(_is_one(each) for each in _adding_up(first, left))


def _span(kept: Kept, total: int) -> Span:
    """What a row can be by its word alone."""
    return Span(1, SMALL_UNDER - 1) if kept == "small" else Span(SMALL_UNDER, total)


def _is_one(span: Span) -> bool:
    """Whether only one number is left."""
    return span.low == span.high


def _adding_up(spans: Sequence[Span], left: int) -> list[Span]:
    """What each of several rows can be where they come to `left` together."""
    low, high = sum(each.low for each in spans), sum(each.high for each in spans)
    return [
        Span(max(each.low, left - (high - each.high)), min(each.high, left - (low - each.low)))
        for each in spans
    ]


def _at_least(spans: Sequence[Span], left: int) -> list[Span]:
    """What each of several rows can be where they come to `left` or more."""
    high = sum(each.high for each in spans)
    return [Span(max(each.low, left - (high - each.high)), each.high) for each in spans]
