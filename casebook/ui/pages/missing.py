"""What keeps a case from being closed, in words, each thing with the key that settles it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from casebook.casework import wording
from casebook.casework.views import ActionLine, CaseView
from casebook.ui import keys
from casebook.ui.cleaning import cleaned
from casebook.ui.pages.actions import action_title
from casebook.ui.pages.typeset import Page, item

Missing = Mapping[str, str]


@dataclass(frozen=True)
class Wanted:
    """One thing that is still missing, and where it is settled."""

    said: str
    """What is missing, in words, with the key."""
    pane: int
    """The number of the part where it is settled; 0 where none is."""
    key: str
    """The row of the list in that part, if it is about one."""


def wanted(view: CaseView, missing: Sequence[Missing]) -> list[Wanted]:
    """Everything that is missing, in words; what is of the same part stands together."""
    return [_wanted(view, each) for each in missing]


def not_yet_page(view: CaseView, missing: Sequence[Missing]) -> Page:
    """The same as a page, under what it means."""
    first = cleaned("It cannot be closed yet. Nothing was written.", "bold $error")
    return (first, *(item(each.said) for each in wanted(view, missing)))


def _wanted(view: CaseView, each: Missing) -> Wanted:
    """One thing."""
    what, reference = each.get("missing", ""), each.get("reference", "")
    if what in {"action-overdue", "action-undecided"}:
        return _action(view, reference, is_late=what == "action-overdue")
    if what == "group-undecided":
        routes = ", ".join(wording.action_title(one) for one in each.get("route", "").split(", "))
        return Wanted(
            f"None of these is done, and one must be: {routes}: {go('Actions', 'actions.do')}",
            _pane("Actions"),
            reference,
        )
    if what == "wish-unanswered":
        whose = next((one.whose for one in view.wishes if one.reference == reference), "")
        said = f"The wish {reference} of {whose} has not been answered"
        return Wanted(f"{said}: {go('Wishes', 'case.answer')}", _pane("Wishes"), "")
    if what == "exhibit-without-disposal":
        mark = reference.rpartition(" ")[2]
        said = f"Exhibit {mark} has not been disposed of"
        return Wanted(f"{said}: {go('Exhibits', 'exhibits.dispose')}", _pane("Exhibits"), mark)
    return Wanted(_otherwise(view, what, reference), 0, "")


def _action(view: CaseView, reference: str, *, is_late: bool) -> Wanted:
    """An action that nobody has done or ruled out."""
    found = next((each for each in view.actions if each.id == reference), None)
    title = action_title(found) if found else ""
    how = "is OVERDUE" if is_late else "is neither done nor ruled out"
    said = f"Action {reference}, {title}, {how}: {_how(found)}"
    return Wanted(said, _pane("Actions"), reference)


def _how(action: ActionLine | None) -> str:
    """The keys that settle an action."""
    if action is not None and action.held_by:
        return f"held back until advice is recorded ({letter('case.advice')})"
    return f"{go('Actions', 'actions.do')} (done) or {letter('actions.rule_out')} (ruled out)"


PUT_OUT = (
    "Somebody who could have signed as the second person was put out since the case was opened: "
    "give the compartment back to them, or let the chair of governors bring somebody in by the "
    "governance sheet"
)


def _otherwise(view: CaseView, what: str, reference: str) -> str:
    """What is about the case as a whole."""
    triage = letter("case.triage")
    if what == "not-triaged":
        if reference == view.case:
            return f"The case has not been triaged: {triage}"
        if any(each.reference == reference for each in view.incidents):
            return f"Incident {reference} was added after the last triage: {triage} asks again"
        return f"What the last triage was told was put right since: {triage} asks again"
    if what == "reporter-not-told":
        close = letter("case.close")
        said = "Nobody has said what the reporter was told"
        return f"{said}: tell them, and say so on closing ({close})"
    if what == "no-second-person":
        heard = letter("case.heard")
        return (
            "Nobody else may sign as the second person: record the outcome of the LADO or the "
            f"police with its reference: {heard}"
        )
    return PUT_OUT if what == "second-put-out" else reference


def go(part: str, key_id: str) -> str:
    """The way to a part of the case, and the key there: `Exhibits (7), then X`."""
    return f"{part} ({_pane(part)}), then {letter(key_id)}"


def letter(key_id: str) -> str:
    """The key with this id, as it is printed on a keyboard."""
    return next(keys.shown_as(key.key) for key in keys.KEYS if key.id == key_id)


def _pane(part: str) -> int:
    """The number of a part."""
    return keys.PANES.index(part) + 1
