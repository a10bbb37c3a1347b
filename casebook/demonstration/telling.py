"""Telling several stories at once, each deed at its own time and by its own person.

The rules are: a story says who acts next and when, and is given the casebook open as that person;
deeds happen in the order of their times, whichever story they belong to, so that the ledger reads
as a school's year would; a casebook stays open until somebody else must open it.
"""

import heapq
from collections.abc import Callable, Generator, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime

from casebook.clock import Hand
from casebook.store.book import Book


@dataclass(frozen=True, order=True)
class Turn:
    """Somebody's turn to act."""

    at: datetime
    who: str
    """A user's short name."""


Story = Generator[Turn, Book, None]
"""Yields whose turn it is, and is sent the casebook, open as that person."""

Opener = Callable[[str], Book]
"""Opens the casebook as the user with a short name."""


class Sitting:
    """The one person who sits at the desk, and the casebook open before them."""

    def __init__(self, opener: Opener) -> None:
        """Nobody sits there yet."""
        self._opener = opener
        self._who = ""
        self._book: Book | None = None

    def of(self, who: str) -> Book:
        """The casebook, open as `who`; whoever sat there before has closed it."""
        if self._book is None or self._who != who:
            self.rise()
            self._book = self._opener(who)
            self._who = who
        return self._book

    def rise(self) -> None:
        """Close the casebook."""
        if self._book is not None:
            self._book.close()
            self._book = None


def tell(stories: Iterable[Story], opener: Opener, hand: Hand) -> None:
    """Play every story to its end, moving the clock's `hand` from deed to deed."""
    waiting = [(next(story), number, story) for number, story in enumerate(stories)]
    heapq.heapify(waiting)
    sitting = Sitting(opener)
    with ExitStack() as last:
        last.callback(sitting.rise)
        while waiting:
            turn, number, story = heapq.heappop(waiting)
            hand.set(max(turn.at, hand.moment))
            try:
                following = story.send(sitting.of(turn.who))
            except StopIteration:
                continue
            heapq.heappush(waiting, (following, number, story))
