"""How a command comes by a passphrase: a file that is named, or a prompt; never an argument.

The rules are: the prompt is asked on the terminal itself, so that standard input stays free for a
record; what was pasted with a line end in it is refused; nothing is echoed, kept or shown.
"""

import getpass
import os
from pathlib import Path

from casebook.cli import given
from casebook.errors.given import PassphraseUnusable
from casebook.errors.opening import PassphraseNotAsked


def of(user: str, file: Path | None) -> str:
    """The passphrase of `user`, from `file` if one was named, else asked for.

    Raises PassphraseNotAsked without a terminal, PassphraseUnusable for a pasted line end.
    """
    if file is not None:
        return given.passphrase(file)
    return _windows(user) if os.name == "nt" else _terminal(user)


def _question(user: str) -> str:
    return f"Passphrase of {user} (it is not shown): "


def _windows(user: str) -> str:
    import sys

    if sys.stdin is None or not sys.stdin.isatty():
        raise PassphraseNotAsked(user=user)
    return getpass.getpass(_question(user))


def _terminal(user: str) -> str:
    try:
        descriptor = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
    except OSError:
        raise PassphraseNotAsked(user=user) from None
    try:
        typed = getpass.getpass(_question(user))
        if _more_was_pasted(descriptor):
            raise PassphraseUnusable(what="a line end")
        return typed
    except EOFError:
        raise PassphraseNotAsked(user=user) from None
    finally:
        os.close(descriptor)


def _more_was_pasted(descriptor: int) -> bool:
    """Whether a second line waits on the terminal; it is thrown away."""
    import select
    import termios

    waiting = bool(select.select([descriptor], [], [], 0)[0])
    if waiting:
        termios.tcflush(descriptor, termios.TCIFLUSH)
    return waiting
