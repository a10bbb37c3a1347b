"""Finding by everyday words: what holds them all comes first, then what holds some.

The rules are: a word counts most in a title, then among the everyday names, then in the question;
a whole word, in any of its forms ("bullied", "bullying"), counts more than the beginning of one,
and that more than a part; the order of the words is free. A longer word that stands nowhere at all
is taken for a slip of one letter, where there is a word that it can be a slip of.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

_WORD: Final = re.compile(r"[^\W_]+")
_OWNING: Final = re.compile(r"['’]s\b")
"""The ending of "else's", which is no word of its own."""
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
_BEGUN: Final = 4
"""What the beginning of a word counts: the rest of it may not have been typed yet."""
_LONG: Final = 6
"""Letters from which a word that stands nowhere is taken for a slip."""
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
    called: tuple[str, ...]
    question: str

    def rank(self, wanted: Sequence[tuple[str, ...]]) -> Rank | None:
        """How well words find this, each given by what may be meant by it; None where none does."""
        if not wanted:
            return Rank(0, 0, 0)
        counts = [max(map(self.count, meant)) for meant in wanted]
        found = [each for each in counts if each]
        is_by_chance = len(found) < len(counts) and max(counts) < _WHOLE
        if is_by_chance:
            return None
        stems = sorted(stem(meant[0]) for meant in wanted)
        at = next(
            (at for at, each in enumerate(self.called) if sorted(_stems(each)) == stems), None
        )
        bonus = 0 if at is None else _NAMED
        last = len(self.called)
        return Rank(len(counts) - len(found), -sum(found) - bonus, last if at is None else at)

    @property
    def texts(self) -> tuple[str, str, str]:
        """What is searched, the place where a word counts most first."""
        return self.title, " · ".join(self.called), self.question

    def count(self, word: str) -> int:
        """What one word counts where it counts most; 0 where it does not stand here."""
        root = stem(word)
        return max(
            place * _counted(word, root, text)
            for place, text in zip(_PLACES, _searched(self), strict=True)
        )


class _Text(NamedTuple):
    """One text made ready to be searched."""

    stems: frozenset[str]
    words: str
    """Its words, each after a blank."""


@lru_cache(maxsize=1024)
def _searched(thing: Findable) -> tuple[_Text, ...]:
    """The texts of one thing, made ready once."""
    return tuple(
        _Text(frozenset(_stems(each)), "".join(f" {word}" for word in _words(each)))
        for each in thing.texts
    )


def _counted(word: str, root: str, text: _Text) -> int:
    """What a word with that stem counts in one text."""
    if root in text.stems:
        return _WHOLE
    if word not in text.words:
        return 0
    return _BEGUN if f" {word}" in text.words else 1


def words_of(typed: str) -> list[str]:
    """The words to look for in what was typed, without those that find nothing by themselves."""
    words = list(_words(typed))
    return [each for each in words if each not in _FILLERS] or words


def is_slip(typed: str, meant: str) -> bool:
    """Whether one letter too many, too few, wrong or swapped with its neighbour parts two words."""
    same = next(
        (at for at, (one, other) in enumerate(zip(typed, meant, strict=False)) if one != other),
        min(len(typed), len(meant)),
    )
    one, other = typed[same:], meant[same:]
    if one[:2] == other[:2][::-1] and one[2:] == other[2:]:
        return True
    return one[1:] == other[1:] or one[1:] == other or one == other[1:]


def stem(word: str) -> str:
    """What the forms of an English word have in common: "bullied" and "bullying" give "bully"."""
    if word.endswith(("ied", "ies", "ie", "i")) and len(word) > _SHORTEST + 1:
        return re.sub(r"i(ed|es|e)?$", "y", word)
    for ending in _ENDINGS:
        cut = word.removesuffix(ending)
        if cut != word and len(cut) >= _SHORTEST and not word.endswith("ss"):
            return cut
    return word


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    """The words of a text, in small letters."""
    return tuple(_WORD.findall(_OWNING.sub("", text.casefold())))


@lru_cache(maxsize=4096)
def _stems(text: str) -> tuple[str, ...]:
    """The stems of the words of a text."""
    return tuple(map(stem, _words(text)))


def ranked(typed: str, things: Sequence[Findable]) -> tuple[list[int], list[int]]:
    """Which things hold every word that is typed, and which only some, the best first."""
    wanted = [_meant(each, things) for each in words_of(typed)]
    ranks = sorted(_ranks(wanted, things))
    full = [at for rank, at in ranks if not rank.missed]
    return full, [at for rank, at in ranks if rank.missed]


def _meant(word: str, things: Iterable[Findable]) -> tuple[str, ...]:
    """The word itself; the words it may be a slip of, where it is long and stands nowhere."""
    if len(word) < _LONG or any(each.count(word) for each in things):
        return (word,)
    known = {each for thing in things for text in _searched(thing) for each in text.words.split()}
    near = (each for each in known if abs(len(each) - len(word)) <= 1)
    return tuple(sorted(each for each in near if is_slip(word, each))) or (word,)


def _ranks(
    wanted: Sequence[tuple[str, ...]], things: Sequence[Findable]
) -> Iterator[tuple[Rank, int]]:
    """The rank of each thing that is found, and where it stands."""
    for at, each in enumerate(things):
        if (rank := each.rank(wanted)) is not None:
            yield rank, at
