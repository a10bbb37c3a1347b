"""Where and when the stories play."""

from datetime import datetime
from pathlib import Path

import pytest

from casebook.demonstration.scene import Scene
from casebook.workingdays import is_working_day

MONDAY = datetime.fromisoformat("2026-04-13T09:00:00+01:00")
"""The Monday a week after Easter Monday."""


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(MONDAY, tmp_path, tmp_path)


def test_days_are_counted_back_over_weekends_and_holidays(scene: Scene) -> None:
    assert scene.back(1, "15:40").isoformat() == "2026-04-10T15:40:00+01:00"
    assert scene.back(5, "15:40").isoformat() == "2026-04-02T15:40:00+01:00"


def test_a_day_back_is_a_working_day_in_london_time(scene: Scene) -> None:
    for days in range(1, 40):
        assert is_working_day(scene.back(days, "00:00").date(), "england-and-wales")


def test_a_prop_lies_in_its_folder(scene: Scene, tmp_path: Path) -> None:
    assert scene.text("chat.txt", "a", "b").read_bytes() == b"a\nb\n"
    assert scene.picture("group", "a").parent == tmp_path
