"""The pictures of the demonstration are plain labelled rectangles that any program opens."""

import shutil
import struct
import subprocess
import zlib
from pathlib import Path

import pytest

from casebook.demonstration.drawing import BAND, INK, PAPER, WIDTH, labelled


def dots(png: bytes) -> bytes:
    """The grey values of a picture, each row after its filter byte."""
    length = struct.unpack(">I", png[33:37])[0]
    return zlib.decompress(png[41 : 41 + length])


def test_it_is_grey_paper_with_ink_on_it() -> None:
    png = labelled(["Gatepost: Otters", "Queen of the Wobbles"])
    width, height, depth, colour = struct.unpack(">IIBB", png[16:26])

    assert (width, depth, colour) == (WIDTH, 8, 0)
    assert len(dots(png)) == height * (WIDTH + 1)
    assert set(dots(png)) == {0, PAPER, BAND, INK}


def test_more_words_take_more_ink() -> None:
    assert dots(labelled(["W", "WWWW"])).count(INK) > dots(labelled(["W", "W"])).count(INK)


def test_what_does_not_fit_and_what_has_no_letter_is_left_off() -> None:
    assert labelled(["W" * 500]) == labelled(["W" * 37])
    assert dots(labelled(["\u4f60"])).count(INK) == 0


def test_another_program_opens_it(tmp_path: Path) -> None:
    if shutil.which("ffmpeg") is None:
        pytest.skip("there is no ffmpeg here to open it with")
    picture = tmp_path / "picture.png"
    picture.write_bytes(labelled(["Gatepost", "Invented"]))

    ran = subprocess.run(
        ["ffmpeg", "-v", "error", "-xerror", "-i", str(picture), "-f", "null", "-"],
        capture_output=True,
        check=False,
    )

    assert (ran.returncode, ran.stderr) == (0, b"")
