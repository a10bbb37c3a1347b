"""The action list of a case: what must be done by when, and why."""

from collections.abc import Sequence

from textual.message import Message

from casebook.casework.views import ActionLine
from casebook.ui import keys
from casebook.ui.cleaning import cell
from casebook.ui.pages.actions import action_page, due_state_briefly
from casebook.ui.pages.answer import route_title, words_of
from casebook.ui.pages.typeset import quiet
from casebook.ui.widgets.listing import Column, Listing, Row


class ActionList(Listing):
    """Every action with its due time in words; D does one, U rules it out."""

    BINDINGS = keys.of("actions")
    COLUMNS = (Column("Due", 18), Column("What", 0), Column("Duty", 12))
    EMPTY = (quiet("No actions yet: triage (T) makes the list."),)

    class DoneAsked(Message):
        """The action with this reference is to be recorded as done."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    class RuleOutAsked(Message):
        """The action with this reference is to be ruled out."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def __init__(self) -> None:
        """An empty list."""
        super().__init__()
        self._open: frozenset[str] = frozenset()

    def show_actions(self, actions: Sequence[ActionLine]) -> None:
        """Show these actions: what is open first, the earliest due first.

        Once the action under the cursor is settled, the cursor goes to the first that is open.
        """
        was_open = self.chosen in self._open
        self._open = frozenset(each.id for each in actions if each.state == "open")
        ordered = sorted(actions, key=lambda each: (each.state != "open", each.due))
        self.show([_row(each) for each in ordered])
        if was_open and self.chosen not in self._open:
            self.table.move_cursor(row=0, animate=False)

    def action_do(self) -> None:
        """Ask that the chosen action be recorded as done."""
        if (chosen := self.chosen) is not None:
            self.post_message(self.DoneAsked(chosen))

    def action_rule_out(self) -> None:
        """Ask that the chosen action be ruled out."""
        if (chosen := self.chosen) is not None:
            self.post_message(self.RuleOutAsked(chosen))


def _row(action: ActionLine) -> Row:
    """One action as a row."""
    duty = words_of("duty").get(action.duty)
    style = "bold" if action.overdue else "dim" if action.state != "open" else ""
    cells = (
        cell(due_state_briefly(action), style),
        cell(route_title(action.route), style),
        cell(duty.title if duty else action.duty, style),
    )
    return Row(action.id, cells, action_page(action))
