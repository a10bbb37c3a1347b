"""Capture: what may be kept of what was seen, before any file is opened.

The rules are the table of the catalogue's capture levels; the question about pictures that every
file must pass comes after this, and is asked by casework.
"""

from dataclasses import dataclass
from typing import Literal

Files = Literal[
    "none", "as-advised", "own-record-without-image", "text-without-images", "through-the-gate"
]
"""Which files may be lodged: none; as the advice says; only the person's own record without the
intimate image; only text without images; or any, once the question about pictures is answered."""


@dataclass(frozen=True, slots=True)
class MayLodge:
    """Whether files may be lodged under a level of capture, and what may be typed."""

    allowed: bool
    """False: every file is refused, unread."""
    files: Files
    typed: str
    """What may be written down."""
    reason: str
    """Why, in words for the person at the desk."""


_NEVER = MayLodge(
    allowed=False,
    files="none",
    typed=(
        "Address, account, times, demands made and payment details; no description of a picture"
        " beyond what was volunteered."
    ),
    reason=(
        "This may concern an indecent image of a child: nothing is opened, viewed, copied or"
        " kept. Write down where it is, who has the device and who has already seen it."
    ),
)
_WAITING = MayLodge(
    allowed=False,
    files="none",
    typed="Bare facts.",
    reason="The advice of the LADO, HR or the police is not recorded yet: nothing is kept before.",
)
_ADVISED = MayLodge(
    allowed=True,
    files="as-advised",
    typed="Bare facts, and what the advice asks for.",
    reason="Advice is recorded: keep what it says may be kept, and nothing else.",
)
_LINK = MayLodge(
    allowed=False,
    files="none",
    typed="The address, and a description.",
    reason="The material itself is not downloaded: its address and a description are enough.",
)
_OWN = MayLodge(
    allowed=True,
    files="own-record-without-image",
    typed="Yes.",
    reason=(
        "Only what the person kept themselves, without the intimate picture: messages, profile"
        " and times. The school takes no screenshot of it."
    ),
)
_TEXT = MayLodge(
    allowed=True,
    files="text-without-images",
    typed="Yes.",
    reason="Text may be kept, such as a chat's or an e-mail's; pictures may not.",
)
_FULL = MayLodge(
    allowed=True,
    files="through-the-gate",
    typed="Yes.",
    reason="Files may be kept once the question about pictures has been answered.",
)

LEVELS = {
    "never": _NEVER,
    "wait-for-advice": _WAITING,
    "link-only": _LINK,
    "victim-own": _OWN,
    "text-only": _TEXT,
    "full": _FULL,
}


def may_lodge(capture: str, *, advice_recorded: bool) -> MayLodge:
    """Whether files may be lodged under `capture`, one of the catalogue's levels.

    Recorded advice opens `wait-for-advice` and nothing else: what is `never` stays so.
    """
    if capture == "wait-for-advice" and advice_recorded:
        return _ADVISED
    return LEVELS[capture]
