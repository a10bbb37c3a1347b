"""Finding by everyday words: what holds them all comes first, then what holds some.

The rules are: a word counts most in a title, then among the everyday names, then in the question;
a whole word, in any of its forms ("bullied", "bullying"), counts more than a part of one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+")
_FILLERS: Final = frozenset(
    _WORD.findall(
        "a an and at been by for had has have her his in is it its my of on or our the their to "
        "was were with"
    )
)
"""Words that find nothing by themselves."""
_ENDINGS: Final = ("ing", "ed", "es", "e", "s")
_SHORTEST: Final = 3
"""Letters that a stem keeps at least."""
_WHOLE: Final = 10
"""What a whole word counts; a part of one counts 1."""
_PLACES: Final = (3, 2, 1)
"""What a word counts in the title, among the everyday names, and in the question."""
_NAMED: Final = 15
"""What it counts besides that an everyday name is just what was typed."""


@dataclass(frozen=True, order=True)
class Rank:
    """How well something is found; the lowest comes first."""

    missed: int
    """Words that it does not hold."""
    short_of: int
    """What its words count, below nought."""
    named_at: int
    """Where among its everyday names what was typed stands: the most usual ones come first."""


@dataclass(frozen=True)
class Findable:
    """What is searched of one thing."""

    title: str
    called: Sequence[str]
    question: str

    def rank(self, typed: str) -> Rank | None:
        """How well `typed` finds this; None where no word of it does."""
        wanted = words_of(typed)
        if not wanted:
            return Rank(0, 0, 0)
        counts = [self._count(each) for each in wanted]
        found = [each for each in counts if each]
        is_by_chance = len(found) < len(counts) and max(counts) < _WHOLE
        if is_by_chance:
            return None
        stems = _stems(" ".join(wanted))
        at = next((at for at, each in enumerate(self.called) if _stems(each) == stems), None)
        bonus = 0 if at is None else _NAMED
        last = len(self.called)
        return Rank(len(counts) - len(found), -sum(found) - bonus, last if at is None else at)

    def _count(self, word: str) -> int:
        """What one word counts where it counts most; 0 where it does not stand here."""
        return max(
            count * (_WHOLE if stem(word) in _stems(text) else word in text.casefold())
            for count, text in zip(
                _PLACES, (self.title, " ".join(self.called), self.question), strict=True
            )
        )


def words_of(typed: str) -> list[str]:
    """The words to look for in what was typed, without those that find nothing by themselves."""
    words = _WORD.findall(typed.casefold())
    return [each for each in words if each not in _FILLERS] or words


def stem(word: str) -> str:
    """What the forms of an English word have in common: "bullied" and "bullying" give "bully"."""
    if word.endswith(("ied", "ies", "ie", "i")) and len(word) > _SHORTEST + 1:
        return re.sub(r"i(ed|es|e)?$", "y", word)
    for ending in _ENDINGS:
        cut = word.removesuffix(ending)
        if cut != word and len(cut) >= _SHORTEST and not word.endswith("ss"):
            return cut
    return word


@lru_cache(maxsize=1000)
def _stems(text: str) -> tuple[str, ...]:
    """The stems of the words of a text."""
    return tuple(map(stem, _WORD.findall(text.casefold())))


def ranked(typed: str, things: Sequence[Findable]) -> tuple[list[int], list[int]]:
    """Which things hold every word that is typed, and which only some, the best first."""
    ranks = sorted(_ranks(typed, things))
    full = [at for rank, at in ranks if not rank.missed]
    return full, [at for rank, at in ranks if rank.missed]


def _ranks(typed: str, things: Sequence[Findable]) -> Iterator[tuple[Rank, int]]:
    """The rank of each thing that is found, and where it stands."""
    for at, each in enumerate(things):
        if (rank := each.rank(typed)) is not None:
            yield rank, at
