"""Plain labelled rectangles as PNG files, for exhibits that show nothing and nobody."""

import struct
import zlib
from collections.abc import Sequence

SCALE = 2
"""Pixels on a side for each dot of a letter."""
WIDTH, MARGIN, LINE = 480, 16, 20
PAPER, BAND, INK = 0xE6, 0xB4, 0x20
"""Greys."""

_COLUMNS = 5
_ROWS = 7
_LETTERS = {
    " ": "0000000000",
    "-": "0808080808",
    ".": "0060600000",
    ",": "0050300000",
    ":": "0000140000",
    "/": "2010080402",
    "0": "3E5149453E",
    "1": "00427F4000",
    "2": "7249494946",
    "3": "2141494D33",
    "4": "1814127F10",
    "5": "2745454539",
    "6": "3C4A494931",
    "7": "4121110907",
    "8": "3649494936",
    "9": "464949291E",
    "A": "7C1211127C",
    "B": "7F49494936",
    "C": "3E41414122",
    "D": "7F4141413E",
    "E": "7F49494941",
    "F": "7F09090901",
    "G": "3E41415173",
    "H": "7F0808087F",
    "I": "00417F4100",
    "J": "2040413F01",
    "K": "7F08142241",
    "L": "7F40404040",
    "M": "7F021C027F",
    "N": "7F0408107F",
    "O": "3E4141413E",
    "P": "7F09090906",
    "Q": "3E4151215E",
    "R": "7F09192946",
    "S": "2649494932",
    "T": "03017F0103",
    "U": "3F4040403F",
    "V": "1F2040201F",
    "W": "3F4038403F",
    "X": "6314081463",
    "Y": "0304780403",
    "Z": "6159494D43",
}
"""Capitals of five columns by seven rows: a byte for each column, its lowest bit at the top."""


def labelled(lines: Sequence[str]) -> bytes:
    """A grey PNG with `lines` in capitals, the first in a band like an application's title."""
    height = 2 * MARGIN + LINE * len(lines)
    rows = [bytearray([BAND if y < MARGIN + LINE else PAPER]) * WIDTH for y in range(height)]
    for number, line in enumerate(lines):
        _write(rows, line.upper(), MARGIN + number * LINE)
    return _png(rows)


def _write(rows: list[bytearray], line: str, top: int) -> None:
    """Draw one line of text; what does not fit is left off."""
    across = (_COLUMNS + 1) * SCALE
    for position, letter in enumerate(line[: (WIDTH - 2 * MARGIN) // across]):
        left = MARGIN + position * across
        for column, dots in enumerate(bytes.fromhex(_LETTERS.get(letter, _LETTERS[" "]))):
            for row in range(_ROWS):
                if dots >> row & 1:
                    _dot(rows, left + column * SCALE, top + row * SCALE)


def _dot(rows: list[bytearray], left: int, top: int) -> None:
    """One dot of a letter."""
    for row in rows[top : top + SCALE]:
        row[left : left + SCALE] = bytes([INK]) * SCALE


def _png(rows: Sequence[bytearray]) -> bytes:
    """Rows of grey dots as a PNG file."""
    header = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 0, 0, 0, 0)
    pixels = b"".join(b"\0" + row for row in rows)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(pixels, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    """One part of a PNG file, with its length and checksum."""
    checksum = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)
