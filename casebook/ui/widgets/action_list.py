"""The action list of a case: what must be done by when, and why."""

from collections.abc import Sequence

from textual.message import Message

from casebook.casework.views import ActionLine
from casebook.ui import keys
from casebook.ui.cleaning import cell
from casebook.ui.pages.actions import (
    action_page,
    action_title,
    due_state_briefly,
    is_due,
    is_open,
)
from casebook.ui.pages.answer import words_of
from casebook.ui.pages.typeset import quiet
from casebook.ui.widgets.listing import Column, Listing, Row

ON_OPEN_ONES = frozenset({"do", "rule_out", "assign"})
"""What can be asked for an action only while it is open."""


class ActionList(Listing):
    """Every action with its due time in words, what is open first."""

    BINDINGS = keys.of("actions")
    COLUMNS = (Column("Stands", 24), Column("What", 0), Column("Duty", 9))
    EMPTY = (quiet("No actions yet: triage (T) makes the list, M adds to it."),)

    class Asked(Message):
        """Something is asked for the chosen action: `do`, `rule_out` or `assign`."""

        def __init__(self, deed: str, action: ActionLine) -> None:
            super().__init__()
            self.deed = deed
            self.action = action

    class AddAsked(Message):
        """Something is to be added to the list."""

    def __init__(self) -> None:
        """An empty list."""
        super().__init__()
        self._actions: dict[str, ActionLine] = {}

    @property
    def chosen_action(self) -> ActionLine | None:
        """The action under the cursor."""
        return self._actions.get(self.chosen or "")

    def show_actions(self, actions: Sequence[ActionLine]) -> None:
        """Show these actions: what is open first, the earliest due first.

        Once the action under the cursor is settled, the cursor goes to the first that is open.
        """
        before = self.chosen_action
        ordered = sorted(actions, key=lambda each: (not is_open(each), not is_due(each), each.due))
        self._actions = {each.id: each for each in ordered}
        self.show([_row(each) for each in ordered])
        now = self.chosen_action
        if before is not None and is_open(before) and now is not None and not is_open(now):
            self.table.move_cursor(row=0, animate=False)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer for a settled action nothing that it no longer takes."""
        if action in ON_OPEN_ONES:
            chosen = self.chosen_action
            return chosen is not None and is_open(chosen)
        return super().check_action(action, parameters)

    def action_do(self) -> None:
        """Ask that the chosen action be recorded as done."""
        self._ask("do")

    def action_rule_out(self) -> None:
        """Ask that the chosen action be ruled out."""
        self._ask("rule_out")

    def action_assign(self) -> None:
        """Ask that the chosen action be given to somebody."""
        self._ask("assign")

    def action_add(self) -> None:
        """Ask that something be added."""
        self.post_message(self.AddAsked())

    def _ask(self, deed: str) -> None:
        """Ask for a deed on the chosen action."""
        if (chosen := self.chosen_action) is not None:
            self.post_message(self.Asked(deed, chosen))


def _row(action: ActionLine) -> Row:
    """One action as a row."""
    duty = words_of("duty").get(action.duty)
    style = "bold" if action.overdue else "dim" if not is_due(action) else ""
    cells = (
        cell(due_state_briefly(action), style),
        cell(action_title(action), style),
        cell(duty.title if duty else action.duty, style),
    )
    return Row(action.id, cells, action_page(action))
