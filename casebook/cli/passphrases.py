"""How a command comes by a passphrase: a file that is named, or a prompt; never an argument.

The rules are: the prompt is asked on the terminal itself, so that standard input stays free for a
record; what was pasted with a line end in it is refused; nothing is echoed, kept or shown.
"""

import os
import select
from pathlib import Path

from casebook.cli import given
from casebook.errors.given import PassphraseUnusable
from casebook.errors.opening import PassphraseNotAsked

PASTED_WITHIN = 0.05
"""Seconds within which a second line can only have been pasted along with the first."""

MOST = 4096
"""Bytes that a terminal hands over as one line."""


def of(user: str, file: Path | None) -> str:
    """The passphrase of `user`, from `file` if one was named, else asked for.

    Raises PassphraseNotAsked without a terminal, PassphraseUnusable for a pasted line end.
    """
    if file is not None:
        return given.passphrase(file)
    return _windows(user) if os.name == "nt" else _terminal(user)


def _question(user: str) -> str:
    """What is asked."""
    return f"Passphrase of {user} (it is not shown): "


def _windows(user: str) -> str:
    """The passphrase typed at a Windows console."""
    import getpass
    import sys

    if sys.stdin is None or not sys.stdin.isatty():
        raise PassphraseNotAsked(user=user)
    return getpass.getpass(_question(user))


def _terminal(user: str) -> str:
    """The passphrase typed at the terminal that belongs to this process."""
    try:
        terminal = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
    except OSError:
        raise PassphraseNotAsked(user=user) from None
    try:
        typed = _asked(terminal, _question(user))
    finally:
        os.close(terminal)
    if not typed.endswith(b"\n"):
        raise PassphraseNotAsked(user=user)
    if typed.count(b"\n") > 1:
        raise PassphraseUnusable(what="a line end")
    try:
        return typed[:-1].decode("utf-8")
    except UnicodeDecodeError:
        raise PassphraseUnusable(what="something other than UTF-8 text") from None


def _asked(terminal: int, question: str) -> bytes:
    """What is typed after `question`, with echo off: a line, and what was pasted along with it."""
    import termios

    before = termios.tcgetattr(terminal)
    silent = termios.tcgetattr(terminal)
    silent[3] &= ~termios.ECHO
    # What was typed ahead of the question, and what is left after the answer, is thrown away.
    termios.tcsetattr(terminal, termios.TCSAFLUSH, silent)
    try:
        os.write(terminal, question.encode("utf-8"))
        typed = os.read(terminal, MOST)
        while typed and select.select([terminal], [], [], PASTED_WITHIN)[0]:
            more = os.read(terminal, MOST)
            typed += more
            if not more or len(typed) > MOST:
                break
    finally:
        termios.tcsetattr(terminal, termios.TCSAFLUSH, before)
        os.write(terminal, b"\n")
    return typed
