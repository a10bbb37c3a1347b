"""Recovery codes: 160 random bits on paper, with a check that points at a slip of the pen.

Crockford's base32 (no I, L, O or U), eight groups of four and a ninth of checks. Every second
symbol belongs to one of two Reed-Solomon words of 16 + 2 symbols over GF(32), so one wrong
symbol in each, and two neighbours that changed places, are found and located.
"""

import os
from typing import NoReturn

from casebook.errors.given import RecoveryCodeMistyped

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: what looks like another sign stands for it."""

SIZE = 20
"""Bytes in a code: 160 bits."""

SYMBOLS = 32
"""Symbols that carry the code."""

CHECKS = 4
"""Symbols that check it."""

WORD = (SYMBOLS + CHECKS) // 2
"""Symbols in each of the two interleaved words, the last two of them checks."""

GROUP = 4
"""Symbols between hyphens."""

_ALIKE = str.maketrans("OIL", "011")


def _powers() -> list[int]:
    """The powers of the generator of GF(32), by the polynomial x^5 + x^2 + 1."""
    found, value = [], 1
    for _ in range(31):
        found.append(value)
        value = value << 1 ^ (0b100101 if value & 16 else 0)
    return found


_POWERS = _powers()
_LOGS = {value: power for power, value in enumerate(_POWERS)}


def _times(one: int, other: int) -> int:
    if not one or not other:
        return 0
    return _POWERS[(_LOGS[one] + _LOGS[other]) % 31]


def _syndromes(word: list[int]) -> tuple[int, int]:
    """The sum of the symbols, and the sum of each times the generator to the power of its place."""
    plain = weighted = 0
    for place, symbol in enumerate(word):
        plain ^= symbol
        weighted ^= _times(symbol, _POWERS[place])
    return plain, weighted


def _checks(word: list[int]) -> list[int]:
    """The two symbols after these sixteen that bring both sums to nought."""
    plain, weighted = _syndromes(word)
    last, before = _POWERS[WORD - 1], _POWERS[WORD - 2]
    inverse = _POWERS[-_LOGS[last ^ before] % 31]
    second = _times(weighted ^ _times(plain, before), inverse)
    return [plain ^ second, second]


def _refuse(place: str) -> NoReturn:
    raise RecoveryCodeMistyped(place=place)


def _spoken(place: int) -> str:
    """The `place`th symbol as a person finds it on paper."""
    group, within = divmod(place - 1, GROUP)
    return f"character {within + 1} of group {group + 1}"


def _symbols(code: bytes) -> list[int]:
    number = int.from_bytes(code, "big")
    return [number >> 5 * (SYMBOLS - 1 - place) & 31 for place in range(SYMBOLS)]


def new() -> bytes:
    """A fresh code's 20 bytes."""
    return os.urandom(SIZE)


def spelt(code: bytes) -> str:
    """A code as printed: nine groups of four with hyphens."""
    symbols = _symbols(code)
    even, odd = _checks(symbols[::2]), _checks(symbols[1::2])
    symbols += [even[0], odd[0], even[1], odd[1]]
    text = "".join(ALPHABET[symbol] for symbol in symbols)
    return "-".join(text[at : at + GROUP] for at in range(0, len(text), GROUP))


def read(text: str) -> bytes:
    """The 20 bytes of a code as typed; small letters, spaces and O, I, L for 0, 1, 1 will do.

    Raises RecoveryCodeMistyped, which names the place where it can.
    """
    plain = "".join(each for each in text.upper() if not each.isspace() and each != "-")
    plain = plain.translate(_ALIKE)
    for place, character in enumerate(plain, 1):
        if character not in ALPHABET:
            _refuse(_spoken(place))
    if len(plain) != SYMBOLS + CHECKS:
        _refuse(f"its length, which is {len(plain)} characters instead of {SYMBOLS + CHECKS}")
    symbols = [ALPHABET.index(character) for character in plain]
    wrong = [place for half in (0, 1) for place in _wrong(symbols, half)]
    if wrong:
        _refuse(" and ".join(_spoken(place) for place in sorted(wrong)))
    number = 0
    for symbol in symbols[:SYMBOLS]:
        number = number << 5 | symbol
    return number.to_bytes(SIZE, "big")


def _wrong(symbols: list[int], half: int) -> list[int]:
    """The place, from 1, of the one wrong symbol in this half; none when it is right."""
    plain, weighted = _syndromes(symbols[half::2])
    if not plain and not weighted:
        return []
    if plain and weighted:
        place = (_LOGS[weighted] - _LOGS[plain]) % 31
        if place < WORD:
            return [2 * place + half + 1]
    _refuse("the whole of it: more than one character is wrong")
