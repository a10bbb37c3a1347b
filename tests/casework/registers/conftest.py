"""Invented accounts, declarations and requests, and a casebook with an approved account."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from casebook import clock
from casebook.casework.registers import channels
from casebook.clock import Hand
from tests.casework.conftest import AFTERNOON, sitting

RUNNERS = ["Tilda Sample-Test", "Bo Specimen-Test"]

ACCOUNT: dict[str, Any] = {
    "platform": "Gatepost",
    "name": "St Nicholas Test School",
    "purpose": "News for families",
    "audience": "Parents and carers",
    "run_by": RUNNERS,
    "posted_by": ["Cy Example-Test"],
    "master": "School business officer",
    "watched_by": "Tilda on weekdays, Bo at weekends",
    "watched_in_holidays": "Bo, every second day",
    "school_owns": True,
    "school_oversees": True,
    "rights_limited": True,
    "risk": "Low; comments are off.",
    "risk_on": "2026-11-10",
    "password_place": "in the safe of the office",
}
"""An application that lacks nothing."""


@pytest.fixture(scope="session")
def approved_template(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A casebook in which the head approved the account C-CH-0001, which every test copies."""
    folder = Path(shutil.copytree(template, tmp_path_factory.mktemp("accounts") / template.name))
    with clock.travelling(AFTERNOON):
        with sitting(folder, "dsl") as book:
            channels.apply(book, ACCOUNT)
        with sitting(folder, "head") as book:
            channels.approve(book, "C-CH-0001")
    return folder


@pytest.fixture
def accounts(approved_template: Path, tmp_path: Path, hand: Hand) -> Path:
    """The folder of a casebook with an approved account."""
    assert hand.moment == AFTERNOON
    return Path(shutil.copytree(approved_template, tmp_path / approved_template.name))
