"""A terminal that goes away takes the screen with it."""

import os
import sys
from pathlib import Path

import pytest

from casebook.ui import signals
from tests.terminal import PATIENCE, Terminal, at_home


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")
def test_a_terminal_that_hangs_up_without_a_signal_ends_the_screen(tmp_path: Path) -> None:
    """Nothing may spin, or lie about with its keys in memory, behind a window that was closed."""
    arguments = ["-m", "casebook", "--at", tmp_path / "none.casebook"]
    with Terminal(arguments, environment=at_home(tmp_path)) as terminal:
        terminal.wait_for("Passphrase")
        terminal.hang_up()

        assert terminal.process.wait(PATIENCE) == 128 + 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")
def test_a_terminal_that_is_there_is_not_taken_for_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    master, slave = os.openpty()
    with os.fdopen(slave) as keyboard:
        monkeypatch.setattr(sys, "__stdin__", keyboard)
        assert not signals.terminal_is_gone()
        os.close(master)
        assert signals.terminal_is_gone()
