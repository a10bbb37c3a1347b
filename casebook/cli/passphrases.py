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
    return given.passphrase(file) if file is not None else typed(f"Passphrase of {user}", user)


def typed(what: str, whose: str) -> str:
    """What a person types after being asked for `what`; it is not shown.

    Raises PassphraseNotAsked, naming `whose` it is, and PassphraseUnusable.
    """
    question = f"{what} (it is not shown): "
    return _windows(question, whose) if os.name == "nt" else _terminal(question, whose)


def _windows(question: str, user: str) -> str:
    """What is typed at a Windows console."""
    import getpass
    import sys

    if sys.stdin is None or not sys.stdin.isatty():
        raise PassphraseNotAsked(user=user)
    return getpass.getpass(question)


def _terminal(question: str, user: str) -> str:
    """What is typed at the terminal that belongs to this process."""
    try:
        terminal = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
    except OSError:
        raise PassphraseNotAsked(user=user) from None
    try:
        answer = _asked(terminal, question)
    finally:
        os.close(terminal)
    if not answer.endswith(b"\n"):
        raise PassphraseNotAsked(user=user)
    if answer.count(b"\n") > 1:
        raise PassphraseUnusable(what="a line end")
    try:
        return answer[:-1].decode("utf-8")
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
