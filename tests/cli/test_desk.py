"""Progress shows where a person watches, and nowhere else."""

import io
import sys

import pytest

from casebook.cli.desk import MEBIBYTE, Desk


class Watched(io.StringIO):
    """A standard error that somebody looks at."""

    def isatty(self) -> bool:
        return True


def lodged(desk: Desk, stream: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> str:
    """What is shown while forty megabytes go by."""
    monkeypatch.setattr(sys, "stderr", stream)
    tell = desk.progress("Lodged")
    for done in range(0, 41 * MEBIBYTE, MEBIBYTE):
        tell(done)
    return stream.getvalue()


def test_a_person_who_watches_sees_a_few_signs_of_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    said = lodged(Desk(), Watched(), monkeypatch)

    assert said.split("\r") == ["", *(f"Lodged: {each} MiB " for each in (8, 16, 24, 32, 40))]


@pytest.mark.parametrize(("as_json", "stream"), [(True, Watched()), (False, io.StringIO())])
def test_a_program_sees_none(
    monkeypatch: pytest.MonkeyPatch, as_json: bool, stream: io.StringIO
) -> None:
    assert lodged(Desk(as_json=as_json), stream, monkeypatch) == ""
