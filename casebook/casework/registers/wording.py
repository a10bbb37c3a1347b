"""The codes that registers keep, in the words that people read."""

from collections.abc import Mapping
from typing import Final

RELATIONSHIPS: Final[Mapping[str, str]] = {
    "own-child": "their own child",
    "family": "a member of the family",
    "close-friends-child": "the child of a close friend",
    "godchild": "a godchild",
    "family-friend": "a friend of the pupil's family from before",
    "other": "another tie",
}
"""What tie somebody who works here declares with a pupil."""

APPROVALS: Final[Mapping[str, str]] = {
    "contact": "contact on a private account",
    "former-pupil": "contact with a former pupil",
    "welfare": "contact for a pupil's welfare",
    "exception": "an exception",
    "second-reader": "a text read by a second person",
}
"""What leave is asked for."""

PARTS: Final[Mapping[str, str]] = {
    "applicant": "applied for work",
    "staff": "works here",
    "governor": "a governor",
    "volunteer": "a volunteer",
}
"""What an adult is to the school whose public presence online is looked at."""

REMOVALS: Final[Mapping[str, str]] = {
    "asked": "asked to be taken down",
    "hidden": "hidden",
    "deleted": "deleted",
    "blocked": "its author blocked",
}
"""What was done about something that stood online."""

STATES: Final[Mapping[str, str]] = {
    "applied": "applied for",
    "approved": "approved",
    "refused": "refused",
    "closed": "closed",
    "declared": "declared",
    "agreed": "boundary agreed",
    "ended": "ended",
    "asked": "asked for",
    "given": "approved",
    "expired": "RUN OUT",
    "told": "told",
    "answered": "answered",
    "kept": "kept",
}
"""How a registration stands."""
