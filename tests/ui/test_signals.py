"""A terminal that goes away takes the screen with it."""

import os
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from casebook.ui import signals

PATIENCE = 60
"""Seconds that a busy machine may take."""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")
def test_a_terminal_that_hangs_up_without_a_signal_ends_the_screen(tmp_path: Path) -> None:
    """Nothing may spin, or lie about with its keys in memory, behind a window that was closed."""
    master, slave = os.openpty()
    machine = {"HOME": str(tmp_path), "TERM": "xterm-256color", "PATH": os.defpath}
    screen = subprocess.Popen(
        [sys.executable, "-m", "casebook", "--at", str(tmp_path / "none.casebook")],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=machine,
        cwd=Path(__file__).parent.parent.parent,
    )
    os.close(slave)
    painted, give_up = b"", time.monotonic() + PATIENCE
    while b"Passphrase" not in painted and time.monotonic() < give_up:
        if select.select([master], [], [], 0.5)[0]:
            painted += os.read(master, 65536)
    os.close(master)

    assert b"Passphrase" in painted
    assert screen.wait(PATIENCE) == 128 + 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")
def test_a_terminal_that_is_there_is_not_taken_for_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    master, slave = os.openpty()
    with os.fdopen(slave) as keyboard:
        monkeypatch.setattr(sys, "__stdin__", keyboard)
        assert not signals.terminal_is_gone()
        os.close(master)
        assert signals.terminal_is_gone()
