"""Triage: concerns and signs are ticked, and the answer builds up beside them with its reasons."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from textual import on
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget

from casebook import clock
from casebook.casework import asking, assessments, case_file
from casebook.casework.case_file import CaseFile
from casebook.casework.views import AssessmentView
from casebook.triage import catalogue
from casebook.ui import keys
from casebook.ui.cleaning import line
from casebook.ui.dialogs.assessing import AS_ANSWERED, AssessingDialog, AssessingGiven
from casebook.ui.pages.answer import answer_page, beside_page
from casebook.ui.screens.policies import PolicyRoom
from casebook.ui.screens.room import Room
from casebook.ui.widgets.reader import Reader
from casebook.ui.widgets.ticks import Tickable, Ticks
from casebook.ui.words import severity_content

NOTHING_FOUND = (
    "Try another word, such as video, threats or fake account; F2 walks the policies’ own lists; "
    "or empty the line and tick “Not yet understood”: the DSL and the head are told all the same."
)
"""What helps who searched in vain."""
STAYS = (
    "This stays: an incident of the case says so, or nothing else is ticked. "
    "Tick what it is instead first, or correct the incident."
)


class TriageRoom(Room):
    """The question on the left, the answer on the right."""

    CSS_PATH = "triage.tcss"
    BINDINGS = keys.of("triage")
    AUTO_FOCUS = "TickList"

    def __init__(self, ref: str) -> None:
        """Take the case's reference."""
        super().__init__()
        self.ref = ref
        self._file: CaseFile | None = None
        self.answer: dict[str, Any] | None = None

    @property
    def named(self) -> Content:
        """Which case is triaged."""
        return Content.assemble("Triage of ", line(self.ref))

    @property
    def draft_name(self) -> str:
        """Where what is ticked lies in the draft."""
        return f"triage:{self.ref}"

    def furniture(self) -> Iterator[Widget]:
        """What can be ticked, and the answer."""
        drafted = self.desk.noted(self.draft_name).get("ticked", "").split()
        with Horizontal(id="triage-both"):
            yield Ticks(tickables(), drafted, nothing=NOTHING_FOUND)
            yield Reader(id="triage-answer")

    def on_mount(self) -> None:
        """Have the case read: its people and times are part of the question."""
        book, ref = self.book, self.ref
        self.ask(lambda: case_file.of(book, ref)[1], self._begin)

    def _begin(self, file: CaseFile) -> None:
        """Tick what the case says already, and answer for the first time."""
        self._file = file
        said = [f"concern:{each}" for one in file.incidents for each in one.concerns]
        said += [f"sign:{each}" for one in file.incidents for each in one.signs]
        if file.assessment is not None:
            asked = file.assessment.question
            said += [f"concern:{each}" for each in asked["concerns"]]
            said += [f"sign:{each}" for each in asked["signs"]]
        self.query_one(Ticks).tick(said)
        self._answer_anew()

    @on(Ticks.Changed)
    def _changed(self, message: Ticks.Changed) -> None:
        """Answer anew, and note what is ticked."""
        message.stop()
        self._note_and_answer()

    def _note_and_answer(self) -> None:
        """Note in the draft what is ticked, and answer anew."""
        self.desk.note(self.draft_name, {"ticked": " ".join(self.query_one(Ticks).ticked)})
        self._answer_anew()

    def _ticked(self, kind: str) -> list[str]:
        """The concerns or the signs that are ticked."""
        ticked = self.query_one(Ticks).ticked
        return [each.partition(":")[2] for each in ticked if each.startswith(f"{kind}:")]

    def _answer_anew(self) -> None:
        """Ask the catalogue, which answers at once, and show what it says."""
        if self._file is not None:
            concerns, signs = self._ticked("concern"), self._ticked("sign")
            question = asking.question_of(self.book, self._file, concerns, signs)
            self._tick_what_stays(question)
            self.answer = asking.answer_to(self.book, self._file, question)
            beside = beside_page(asking.rules_for(self.book, self._file, question), question)
            page = (*answer_page(self.answer, clock.now()), Content(""), *beside)
            self.query_one("#triage-answer", Reader).show(page)

    def _tick_what_stays(self, question: Mapping[str, Any]) -> None:
        """Tick what is asked although it is not ticked: what is shown is what would be kept."""
        asked = [f"concern:{each}" for each in question["concerns"]]
        asked += [f"sign:{each}" for each in question["signs"]]
        ticks = self.query_one(Ticks)
        if not set(asked) <= set(ticks.ticked):
            ticks.tick(asked)
            self.notify(STAYS, markup=False, timeout=6)

    def action_find(self) -> None:
        """Type a word to narrow the list."""
        self.query_one(Ticks).find()

    def action_lists(self) -> None:
        """Walk the policies' own lists; what is chosen there is ticked here at once."""
        self.app.push_screen(PolicyRoom(self.ref, self._tick_from_a_list))

    def _tick_from_a_list(self, ids: Sequence[str]) -> Content:
        """Tick what an item of a policy's list leads to, and answer with how serious it now is."""
        self.query_one(Ticks).tick(ids)
        self._note_and_answer()
        return severity_content(self.answer["severity"] if self.answer else None)

    def action_keep(self) -> None:
        """Ask how the answer is to be kept, with every tick that was set."""
        self.after_typing(self._ask_how)

    def _ask_how(self) -> None:
        """Ask how the answer is to be kept."""
        if self.answer is None:
            return
        book, ref = self.book, self.ref
        concerns, signs = self._ticked("concern"), self._ticked("sign")

        def deed(given: AssessingGiven) -> AssessmentView:
            """Keep it, and bring the actions into line."""
            own = None if given.severity == AS_ANSWERED else int(given.severity)
            return assessments.assess(
                book, ref, concerns=concerns, signs=signs, severity=own, reason=given.reason
            )

        self.app.push_screen(AssessingDialog(deed, ref, self.answer), self._kept)

    def _kept(self, view: AssessmentView | None) -> None:
        """It is kept: go back to the case."""
        if view is not None:
            self.desk.forget(self.draft_name)
            self.dismiss()


def tickables() -> Iterator[Tickable]:
    """Every concern and every sign of the catalogue."""
    listed = catalogue.load()
    for concern in sorted(listed.concerns.values(), key=lambda each: each.title):
        mistaken = _plain(concern.wrong_when)
        id_, called = f"concern:{concern.id}", concern.also_called
        yield Tickable(id_, concern.title, concern.question, mistaken, called)
    for sign in listed.signs.values():
        yield Tickable(f"sign:{sign.id}", f"sign: {sign.title}", sign.question, "")


def _plain(text: str) -> str:
    """The catalogue's text with the titles of the concerns that it names by their ids."""
    for each in catalogue.load().concerns.values():
        text = text.replace(f"`{each.id}`", f"“{each.title}”")
    return text.replace("`", "")
