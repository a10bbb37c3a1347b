"""What may be kept under each level of capture."""

import pytest

from casebook.triage.capture import LEVELS, may_lodge
from casebook.triage.rules import CAPTURES


@pytest.mark.parametrize(
    ("capture", "advice_recorded", "allowed", "files"),
    [
        ("never", False, False, "none"),
        ("never", True, False, "none"),
        ("wait-for-advice", False, False, "none"),
        ("wait-for-advice", True, True, "as-advised"),
        ("link-only", False, False, "none"),
        ("link-only", True, False, "none"),
        ("victim-own", False, True, "own-record-without-image"),
        ("text-only", False, True, "text-without-images"),
        ("full", False, True, "through-the-gate"),
    ],
)
def test_files_are_taken_or_refused_as_the_level_says(
    capture: str, advice_recorded: bool, allowed: bool, files: str
) -> None:
    ruling = may_lodge(capture, advice_recorded=advice_recorded)

    assert (ruling.allowed, ruling.files) == (allowed, files)
    assert ruling.typed
    assert ruling.reason


def test_every_level_of_the_catalogue_has_its_ruling() -> None:
    assert tuple(LEVELS) == CAPTURES
