"""The dialog for an error: what happened, what was written, what to do next."""

from collections.abc import Iterator, Mapping
from typing import Final

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button

from casebook.errors import CasebookError
from casebook.ui.cleaning import cleaned
from casebook.ui.dialogs.sheet import Sheet
from casebook.ui.pages.typeset import Page, fact, item
from casebook.ui.widgets.reader import PageText

FAULT_LABEL = 10
"""Columns of the labels in an error."""

STEPS: Final[Mapping[str, str]] = {
    "R-02": "Write down the address, the handle, the times and where the device is instead, in a "
    "note (N).",
    "R-03": "Ask the LADO (or HR, or the police, where the triage says so), then record in the "
    "case who advised what and when (A).",
    "R-04": "Record in the case what the LADO advised (A); this opens then.",
    "R-05": "Ask them again, and record what they say now (W). Or, only for one of the reasons "
    "above, go against it (F); a second person then agrees with their own key (Z).",
    "R-42": "Ask them, and record what they say as their own wish about the police (W): what a "
    "parent or the reporter wants does not count for it. If they cannot be asked, record that as "
    "not sure; then, only for a listed reason, go against it (F) with a second person (Z).",
    "R-10": "Where it is closed, open it again in the case (O) and say why; both closings stay "
    "visible. Where it waits for a signature, it may be returned first (P).",
    "R-11": "Look at the case's actions (6) for what is still open.",
    "R-12": "Name who at that authority said so, and when.",
    "R-16": "Its summary (1) says how it stands; what keeps it from being closed is told with C.",
    "R-17": "Write down what it is and where it is in a note (N), and leave the file be.",
    "R-21": "Say that it is held; the review date of the case decides when all of it goes.",
    "R-23": "Log it from the list of cases (N): it opens a case of its own where it belongs.",
}
"""What to do on the screen, where an error's own words name a command of the command line."""


class FaultDialog(Sheet[None]):
    """An error, said calmly."""

    def __init__(self, fault: CasebookError, *, is_notice: bool = False) -> None:
        """Take the error, which holds no word of a case; a notice stands in nobody's way."""
        super().__init__()
        self.fault = fault
        self.is_notice = is_notice

    @property
    def heading(self) -> Content:
        """That something was not done, or is to be known first."""
        return Content("To know first") if self.is_notice else Content("Not done")

    def matter(self) -> Iterator[Widget]:
        """The error in its parts."""
        yield PageText(fault_page(self.fault))

    def buttons(self) -> Iterator[Button]:
        """One way out."""
        yield Button("Go on", id="accept", compact=True)

    def action_accept(self) -> None:
        """Go on."""
        self.dismiss(None)


def fault_page(fault: CasebookError) -> Page:
    """An error as a person reads it, with its details and its code."""
    return (
        cleaned(fault.message, "bold $error"),
        *(item(detail_of(each)) for each in fault.details),
        Content(""),
        fact("Written", fault.written, FAULT_LABEL),
        fact("Do now", STEPS.get(fault.code, fault.next_step), FAULT_LABEL),
        fact("Code", fault.code, FAULT_LABEL),
    )


def detail_of(detail: Mapping[str, str]) -> str:
    """One of several faults found together: what it is about, then what is wrong or to be done."""
    if detail.get("reason") and detail.get("says"):  # its code is for the command line alone
        return detail["says"]
    about = next((detail[key] for key in _ABOUT if detail.get(key)), "")
    said = next((detail[key] for key in _SAID if detail.get(key)), "")
    if about and said:
        return f"{about}: {said}"
    return said or about or " — ".join(value for value in detail.values() if value)


_ABOUT = ("reference", "step", "who", "field", "decision", "reason", "what")
_SAID = ("do", "message", "says", "when", "waits_for", "why", "fault")
