"""An action as a page: what it asks, why, and what became of it."""

from casebook import clock
from casebook.casework.views import ActionLine
from casebook.triage import catalogue
from casebook.ui.pages.answer import route_title, rule_title, words_of
from casebook.ui.pages.typeset import Page, Part, facts, heading, moment, passage, quiet
from casebook.ui.words import due_briefly, due_words


def action_page(action: ActionLine) -> Page:
    """The whole page."""
    route = catalogue.load().routes.get(action.route)
    duty = words_of("duty").get(action.duty)
    return (
        heading(f"{action.id}  {route_title(action.route)}"),
        *facts(
            [
                ("Duty", f"{duty.title}: {duty.meaning}" if duty else action.duty),
                ("Due", f"{moment(action.due)}  {due_state(action)}"),
                ("Owner", action.owner),
                ("Held by", _lock(action.held_by)),
                ("Who", route.who if route else ""),
                ("They need", route.needs if route else ""),
                ("Do not tell yet", route.not_yet if route else ""),
                ("Out of hours", route.out_of_hours if route else ""),
            ]
        ),
        *(
            quiet(f"because {rule_title(each['rule'])} — {each['source']}")
            for each in action.because
        ),
        *_became(action),
    )


def due_state(action: ActionLine) -> str:
    """How the time stands: overdue, due today, the day; or what became of it."""
    if action.state != "open":
        return {"done": "done", "ruled-out": "ruled out"}.get(action.state, action.state)
    if action.held_by:
        return "held"
    return due_words(action.due, clock.now(), overdue=action.overdue)


def due_state_briefly(action: ActionLine) -> str:
    """The same for a narrow column."""
    if action.state == "open" and not action.held_by:
        return due_briefly(action.due, clock.now(), overdue=action.overdue)
    return due_state(action)


def _lock(code: str) -> str:
    """The lock that keeps an action back, in words."""
    word = words_of("locks").get(code)
    return f"{word.title}: {word.meaning}" if word else code


def _became(action: ActionLine) -> list[Part]:
    """What became of it."""
    if action.done_at is not None:
        with_whom = f" with {action.done_with}" if action.done_with else ""
        reference = f" Their reference: {action.reference}." if action.reference else ""
        said = f"Done {moment(action.done_at)} by {action.done_by}{with_whom}.{reference}"
        return [quiet(said), passage(action.outcome)]
    if action.ruled_out_at is not None:
        said = f"Ruled out {moment(action.ruled_out_at)}, by {action.ruled_out_authority}:"
        return [quiet(said), passage(action.ruled_out_reason)]
    return []
