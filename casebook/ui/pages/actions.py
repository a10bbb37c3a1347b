"""An action as a page: what it asks, why, and what became of it."""

from collections.abc import Iterator, Sequence
from typing import Final

from casebook import clock
from casebook.casework import wording
from casebook.casework.views import ActionLine
from casebook.triage import catalogue
from casebook.ui.pages.answer import words_of
from casebook.ui.pages.typeset import Page, Part, facts, heading, moment, passage, quiet
from casebook.ui.words import due_briefly, due_words

MET: Final = "met by another"
"""How an action stands of whose group another is done."""


def action_page(action: ActionLine) -> Page:
    """The whole page."""
    route = catalogue.load().routes.get(action.route)
    return (
        heading(f"{action.id}  {action_title(action)}"),
        *facts(
            [
                ("Stands", due_state(action)),
                ("Was due", "" if is_due(action) else moment(action.due)),
                ("Duty", duty_words(action)),
                ("Given to", action.owner),
                ("Held by", _lock(action.held_by)),
                ("Who", route.who if route else ""),
                ("They need", route.needs if route else ""),
                ("Do not tell yet", route.not_yet if route else ""),
                ("Out of hours", route.out_of_hours if route else ""),
            ]
        ),
        *why_parts(action),
        *_became(action),
    )


def action_title(action: ActionLine) -> str:
    """What an action asks for, in words: its route, or what a person wrote who added it."""
    return wording.action_title(action.route)


def duty_words(action: ActionLine) -> str:
    """The duty and what it means."""
    duty = words_of("duty").get(action.duty)
    return f"{duty.title}: {duty.meaning}" if duty else action.duty


def why_parts(action: ActionLine) -> list[Part]:
    """Why it is asked for: each rule with its source, or the words of whoever added it."""
    because: list[Part] = [
        quiet(f"because {wording.rule_title(each['rule'])} — {each['source']}")
        for each in action.because
    ]
    return because or ([passage(action.words)] if action.words else [])


def is_due(action: ActionLine) -> bool:
    """Whether somebody must still do it, or say why not, and nothing holds it back."""
    return action.state == "open" and not action.met and not action.held_by


def is_open(action: ActionLine) -> bool:
    """Whether it can still be done or ruled out."""
    return action.state == "open"


def due_state(action: ActionLine) -> str:
    """How it stands: overdue, when it is due, held back; or what became of it."""
    if is_due(action):
        return due_words(action.due, overdue=action.overdue)
    return _otherwise(action)


def due_state_briefly(action: ActionLine) -> str:
    """The same for a column."""
    if is_due(action):
        return due_briefly(action.due, clock.now(), overdue=action.overdue)
    return _otherwise(action)


def stands(actions: Sequence[ActionLine]) -> dict[str, str]:
    """For each route, how its action stands now."""
    return {each.route: due_state(each) for each in actions}


def _otherwise(action: ActionLine) -> str:
    """How an action stands that is not due."""
    if action.state != "open":
        return wording.said(wording.SETTLED, action.state)
    return MET if action.met else "held back"


def _lock(code: str) -> str:
    """The lock that keeps an action back, in words."""
    word = words_of("locks").get(code)
    return f"{word.title}: {word.meaning}" if word else code


def _became(action: ActionLine) -> Iterator[Part]:
    """What became of it."""
    if action.done_at is not None:
        with_whom = f" with {action.done_with}" if action.done_with else ""
        reference = f" Their reference: {action.reference}." if action.reference else ""
        yield quiet(f"Done {moment(action.done_at)} by {action.done_by}{with_whom}.{reference}")
        yield passage(action.outcome)
    if action.ruled_out_at is not None:
        yield quiet(f"Ruled out {moment(action.ruled_out_at)}, by {action.ruled_out_authority}:")
        yield passage(action.ruled_out_reason)
