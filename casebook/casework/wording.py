"""The codes that records keep, in the words that people read: one place for screen and text alike.

The rules are: what is not here was typed in words, or is the catalogue's, and is said as it is; a
code itself is for JSON.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from casebook.triage import catalogue, explained

STATUSES: Final[Mapping[str, str]] = {
    "open": "open",
    "awaiting-second": "waiting for its second signature",
    "closed": "closed",
}
"""How a case stands."""
BRIEF_STATUSES: Final[Mapping[str, str]] = {**STATUSES, "awaiting-second": "to be signed"}
"""How a case stands, where there is little room."""

PERSON_KINDS: Final[Mapping[str, str]] = {
    "pupil": "pupil",
    "former-pupil": "former pupil",
    "parent": "parent or carer",
    "staff": "member of staff (supply, volunteers, contractors too)",
    "head": "the head",
    "dsl": "the DSL",
    "governor": "a governor",
    "chair": "the chair of governors",
    "proprietor": "the proprietor",
    "outsider": "somebody outside the school",
    "unknown": "not known who",
}
"""What somebody is to the school."""

ROLES: Final[Mapping[str, str]] = {
    "target": "it happened to them",
    "alleged": "they are said to have done it",
    "reporter": "they told us",
    "witness": "they saw or heard it",
    "bystander": "they were there",
}
"""What part somebody had in an incident."""

WISHED_ABOUT: Final[Mapping[str, str]] = {
    "police": "telling the police",
    "parents": "telling parents or carers",
    "head": "telling the head",
    "school": "what the school does",
    "platform": "what the platform does",
    "recording": "what is written down",
    "other": "something else",
}
"""What a wish can be about."""

WANTED: Final[Mapping[str, str]] = {
    "yes": "yes, they want it",
    "no": "NO, they do not want it",
    "unsure": "they are not sure",
}
"""What somebody said to the thing that their wish is about."""

MEDIA: Final[Mapping[str, str]] = {
    "social-media": "social media",
    "instant-message": "a chat or messages",
    "text": "text messages",
    "e-mail": "e-mail",
    "website": "a website",
    "game": "a game",
    "call": "a call",
    "other": "something else",
}
"""Where online it was."""

SETTLED: Final[Mapping[str, str]] = {
    "done": "done",
    "ruled-out": "ruled out",
    "superseded": "no longer asked for",
}
"""How an action stands that nobody need do any more."""

ADDED: Final[Mapping[str, str]] = {
    "interview": "Interview",
    "viewing": "Viewing",
    "statement": "Statement",
    "search": "Search",
    "letter": "Letter",
    "meeting": "Meeting",
    "behaviour-step": "Step of the behaviour policy",
    "tell-pupil": "Telling the pupil, kindly",
    "advise-blocking": "Showing how to block and report",
    "senior-team": "Senior leadership team",
    "follow-up": "Looking again",
    "other": "Something else",
}
"""The kinds of action that a person adds, which are no routes of the catalogue."""

DISPOSED: Final[Mapping[str, str]] = {
    "held": "held",
    "handed-over": "handed over",
    "returned": "returned",
    "destroyed": "destroyed",
}
"""What became of an exhibit."""


def said(words: Mapping[str, str], code: str) -> str:
    """`code` in `words`; what is not there was typed in words."""
    return words.get(code, code)


def spaced(code: str) -> str:
    """An outcome or a state, which is made of plain words already."""
    return code.replace("-", " ")


def of_catalogue(family: str, code: str) -> str:
    """The catalogue's words for `code` in one of its families, such as `locks` or `duties`."""
    found = catalogue.load().words.get(family, {}).get(code)
    return found.title if found else code


def action_title(route: str) -> str:
    """What an action asks for: its route, or the kind that a person added."""
    found = catalogue.load().routes.get(route)
    return ADDED.get(route) or (found.title if found else route)


def triaged(codes: Sequence[str]) -> str:
    """Concerns and signs by their titles."""
    listed = catalogue.load()
    titles = {id_: each.title for id_, each in listed.concerns.items()}
    titles |= {id_: each.title for id_, each in listed.signs.items()}
    return ", ".join(titles.get(each, each) for each in codes)


def rule_title(rule: str) -> str:
    """A rule in words: the concern's, the sign's or the people rule's title."""
    return explained.reason(catalogue.load(), rule, "").says
