"""The deeds about actions: done, ruled out, given to somebody, added."""

from textual import on

from casebook.casework import actions
from casebook.casework.views import ActionLine
from casebook.ui.dialogs.acting import (
    AddDialog,
    AddedGiven,
    AssignDialog,
    AssignGiven,
    DoDialog,
    DoneGiven,
    RuledOutGiven,
    RuleOutDialog,
)
from casebook.ui.pages.actions import action_title
from casebook.ui.screens.case_deeds import CaseDeeds
from casebook.ui.widgets.action_list import ActionList
from casebook.ui.widgets.fields import Choice


class ActionDeeds(CaseDeeds):
    """What can be done about the action list of a case."""

    @on(ActionList.Asked)
    def _action_asked(self, message: ActionList.Asked) -> None:
        """Do what is asked for an action."""
        message.stop()
        deeds = {"do": self._do, "rule_out": self._rule_out, "assign": self._assign}
        deeds[message.deed](message.action)

    def _do(self, action: ActionLine) -> None:
        """Ask how the action was done."""
        book = self.book

        def deed(given: DoneGiven) -> ActionLine:
            """Record it."""
            return actions.do(
                book,
                action.id,
                given.outcome,
                reference=given.reference,
                done_at=given.done_at or None,
                by=given.by,
                with_whom=given.with_whom,
            )

        self.open_form(DoDialog(deed, action), lambda done: f"{kept_action(done)} is done")

    def _rule_out(self, action: ActionLine) -> None:
        """Ask why the action is not to be done."""
        book = self.book

        def deed(given: RuledOutGiven) -> ActionLine:
            """Record it."""
            return actions.rule_out(
                book, action.id, given.reason, given.authority, on=given.on or None
            )

        self.open_form(RuleOutDialog(deed, action), lambda out: f"{kept_action(out)} is ruled out")

    def _assign(self, action: ActionLine) -> None:
        """Ask who is to see to the action."""
        book = self.book
        compartment = self.view.compartment if self.view else ""
        users = [
            Choice(each.short, f"{each.short}  {each.full_name} ({each.role})")
            for each in book.users()
            if each.active and compartment in each.holds
        ]

        def deed(given: AssignGiven) -> ActionLine:
            """Record it."""
            return actions.assign(book, action.id, given.user)

        self.open_form(
            AssignDialog(deed, action, users),
            lambda given: f"{kept_action(given)} is given to {given.owner}",
        )

    @on(ActionList.AddAsked)
    def _add(self, message: ActionList.AddAsked) -> None:
        """Ask what is to be added to the list."""
        message.stop()
        book, ref = self.book, self.ref

        def deed(given: AddedGiven) -> ActionLine:
            """Record it."""
            return actions.add(book, ref, given.what, given.words, given.due)

        self.open_form(AddDialog(deed, ref), lambda added: f"{kept_action(added)} is added")


def kept_action(action: ActionLine) -> str:
    """An action by its reference and its name."""
    return f"action {action.id}, {action_title(action)},"
