"""Every key of the screen, in one list: what is absent from it can be neither bound nor looked up.

The rules are: a key belongs to one place; its `id` never changes, because a school may re-map by
it; rooms and dialogs take their bindings from `of`, and the help room is written from `PLACES`.
"""

from dataclasses import dataclass
from typing import Final

from textual.binding import Binding, BindingType


@dataclass(frozen=True)
class Key:
    """A key, where it works, and what it does in a DSL's words."""

    id: str
    """Unique and lasting, `place.deed`."""
    key: str
    """As Textual names it; several are separated by commas."""
    action: str
    """The action of the room, dialog or app that it calls."""
    description: str
    """Two or three words for the foot of the screen."""
    tooltip: str
    """One sentence for the help room."""
    is_shown: bool = True
    """Whether the foot of the screen shows it."""
    is_first: bool = False
    """Whether it works even while something is being typed.

    It is then also handled in its turn: keys typed ahead go where they were meant to.
    """

    @property
    def place(self) -> str:
        """Where the key works: a room, a dialog, or everywhere."""
        return self.id.split(".", 1)[0]

    def binding(self) -> Binding:
        """The key as Textual binds it."""
        return Binding(
            self.key,
            self.action,
            self.description,
            show=self.is_shown,
            priority=self.is_first,
            tooltip=self.tooltip,
            id=self.id,
        )


PLACES: Final = {
    "everywhere": "Everywhere",
    "unlock": "Unlock",
    "room": "In every room",
    "cases": "Cases",
    "list": "On a list",
    "case": "Case",
    "actions": "Case, on the list of actions",
    "exhibits": "Case, on the list of exhibits",
    "incident": "Log an incident",
    "triage": "Triage",
    "ticks": "Triage, on the list",
    "policies": "Triage, the policies' own lists",
    "people": "People and keys",
    "export": "Export",
    "dialog": "In every dialog",
    "choose": "Choosing from a list",
    "release": "The last question before a bundle is written",
    "words": "The seven words of a bundle",
    "review": "Reviewing a closing",
    "gate": "Imagery gate",
    "files": "Choosing files",
}
"""The places of the screen as the help room heads them, in the order of the day's work."""

PANES: Final = (
    "Summary",
    "Chronology",
    "People",
    "Wishes",
    "Triage",
    "Actions",
    "Exhibits",
    "Releases",
)
"""The parts of a case, each under its number."""

KEYS: Final = (
    Key("everywhere.help", "f1", "help", "Help", "Say what can be done here.", is_first=True),
    Key(
        "everywhere.lock",
        "ctrl+l",
        "lock",
        "Lock",
        "Close the casebook and clear the screen at once.",
        is_first=True,
    ),
    Key(
        "everywhere.suspend",
        "ctrl+z",
        "lock",
        "Lock",
        "Lock; the casebook never waits in the background with its keys in memory.",
        is_shown=False,
        is_first=True,
    ),
    Key(
        "everywhere.palette",
        "ctrl+p",
        "command_palette",
        "Commands",
        "Find a command by its name.",
        is_shown=False,
        is_first=True,
    ),
    Key(
        "everywhere.quit",
        "ctrl+q",
        "quit",
        "Quit",
        "Close the casebook and leave.",
        is_shown=False,
        is_first=True,
    ),
    Key(
        "everywhere.next",
        "tab",
        "focus_next",
        "Next",
        "Move on to the next field or part.",
        is_shown=False,
        is_first=True,
    ),
    Key(
        "everywhere.previous",
        "shift+tab",
        "focus_previous",
        "Before",
        "Move back to the field or part before.",
        is_shown=False,
        is_first=True,
    ),
    Key(
        "unlock.look",
        "f2",
        "look",
        "Show typing",
        "Show or hide the passphrase as it is typed.",
        is_first=True,
    ),
    Key(
        "unlock.restore",
        "escape",
        "restore",
        "As before",
        "Put the folder and the name back as they were at the start.",
    ),
    Key(
        "unlock.next",
        "down",
        "next_field",
        "Next",
        "Move on to the next field.",
        is_shown=False,
    ),
    Key(
        "unlock.previous",
        "up",
        "previous_field",
        "Before",
        "Move back to the field before.",
        is_shown=False,
    ),
    Key("room.back", "escape", "back", "Back", "Go back to the room before."),
    Key("cases.log", "n", "log", "New incident", "Log an incident, which opens a case."),
    Key("cases.find", "slash", "find", "Search", "Search every case that you hold."),
    Key(
        "cases.status",
        "s",
        "status",
        "Open/closed",
        "Show open cases, closed ones, or all of them.",
    ),
    Key("cases.overdue", "o", "overdue", "Overdue", "Show only cases with something overdue."),
    Key("cases.mine", "m", "mine", "Mine", "Show only cases with an action of mine."),
    Key(
        "cases.waiting",
        "w",
        "waiting",
        "Waiting",
        "Show only the closings that wait for my signature.",
        is_shown=False,
    ),
    Key(
        "cases.older",
        "right_square_bracket",
        "older",
        "More",
        "Show the next page of cases.",
        is_shown=False,
    ),
    Key(
        "cases.newer",
        "left_square_bracket",
        "newer",
        "Before",
        "Show the page of cases before.",
        is_shown=False,
    ),
    Key(
        "cases.people",
        "k",
        "people",
        "People, keys",
        "Show who holds what, the recovery sheets and the last copy; change what people open.",
        is_shown=False,
    ),
    Key(
        "people.passphrase",
        "p",
        "passphrase",
        "My passphrase",
        "Change my own passphrase; five words are offered.",
    ),
    Key("people.add", "a", "add", "Take in", "Take a person in; their words are shown once."),
    Key(
        "people.grant",
        "g",
        "grant",
        "Let in",
        "Let somebody hold a part of the casebook, by the six words that they read aloud.",
    ),
    Key(
        "people.revoke",
        "r",
        "revoke",
        "Take from",
        "Take a part of the casebook from somebody: it gets a new key.",
    ),
    Key("people.disable", "x", "disable", "End", "End all that somebody opens here."),
    Key("case.triage", "t", "triage", "Triage", "Ask the catalogue how serious this is."),
    Key("case.lodge", "l", "lodge", "Lodge", "Keep a file as an exhibit, through the gate."),
    Key("case.note", "n", "note", "Note", "Write a note; it is never edited afterwards."),
    Key("case.wish", "w", "wish", "Wish", "Record what somebody wants to happen, in their words."),
    Key(
        "case.answer",
        "v",
        "answer_wish",
        "Answer wish",
        "Write what somebody was told about their wish.",
        is_shown=False,
    ),
    Key("case.refer", "r", "refer", "Refer", "Record a referral that was made."),
    Key("case.advice", "a", "advice", "Advice", "Record advice: who gave it, when, and what."),
    Key("case.export", "e", "export", "Export", "Make a bundle for one recipient."),
    Key("case.close", "c", "close", "Close", "Close the case, once nothing is left undecided."),
    Key(
        "case.approve",
        "p",
        "approve",
        "Review",
        "Read a proposed closing on one page; as the second person, sign it or return it.",
        is_shown=False,
    ),
    Key(
        "case.reopen",
        "o",
        "reopen",
        "Reopen",
        "Open a closed case again, and say why.",
        is_shown=False,
    ),
    Key(
        "case.incident",
        "i",
        "incident",
        "Another incident",
        "Log a further incident in this case.",
        is_shown=False,
    ),
    Key(
        "case.heard",
        "b",
        "heard_back",
        "Heard back",
        "Record what an agency answered to a referral, with its reference.",
        is_shown=False,
    ),
    Key(
        "case.override",
        "f",
        "go_against",
        "Against wish",
        "Decide, for a listed reason, to go against a wish about the police.",
        is_shown=False,
    ),
    Key(
        "case.agree",
        "z",
        "agree",
        "Agree",
        "Agree, as the second person, to going against a wish.",
        is_shown=False,
    ),
    Key(
        "case.correct",
        "k",
        "correct",
        "Correct",
        "Put a reading right; the earlier one stays readable beside it.",
    ),
    Key(
        "case.decide",
        "j",
        "decide",
        "Decide",
        "Record a decision and why, including not to refer.",
        is_shown=False,
    ),
    Key(
        "case.support",
        "s",
        "support",
        "Support",
        "Record help that was offered: a union, a colleague, a named contact.",
        is_shown=False,
    ),
    *(
        Key(
            f"case.pane-{number}",
            str(number),
            f"pane({number})",
            title,
            f"Show the {title.lower()} of the case.",
            is_shown=False,
        )
        for number, title in enumerate(PANES, 1)
    ),
    Key("actions.do", "d", "do", "Do", "Record that this action is done."),
    Key("actions.rule_out", "u", "rule_out", "Rule out", "Record why this is not to be done."),
    Key("actions.assign", "g", "assign", "Give to", "Give this action to somebody by name."),
    Key("actions.add", "m", "add", "Add", "Add something to do, beyond what triage asks for."),
    Key("exhibits.dispose", "x", "dispose", "Dispose", "Say what becomes of this, and why."),
    Key("exhibits.hand_over", "h", "hand_over", "Hand over", "Record to whom this was handed."),
    Key("exhibits.copy", "y", "write_copy", "Copy", "Write a copy of the original to view."),
    Key(
        "exhibits.thing",
        "q",
        "thing",
        "Thing",
        "Record a thing that is kept elsewhere, such as a telephone that was handed in.",
    ),
    Key(
        "list.read",
        "enter",
        "select_cursor",
        "Read",
        "Open, or read in full, what is under the cursor.",
        is_shown=False,
    ),
    Key("incident.keep", "ctrl+s", "keep", "Keep", "Read back, then keep.", is_first=True),
    Key("incident.person", "f2", "person", "Person", "Add somebody involved.", is_first=True),
    Key("incident.wish", "f3", "wish", "Wish", "Add what somebody wants.", is_first=True),
    Key(
        "incident.undo",
        "f4",
        "remove",
        "Remove",
        "Take out the person or wish that was added last.",
        is_first=True,
    ),
    Key("triage.keep", "ctrl+s", "keep", "Keep", "Keep this assessment.", is_first=True),
    Key(
        "triage.find",
        "slash",
        "find",
        "Find",
        "Type a word to narrow the list.",
        is_first=True,
    ),
    Key(
        "triage.lists",
        "f2",
        "lists",
        "Policy lists",
        "Walk the policies' own lists, and tick what their items lead to.",
        is_first=True,
    ),
    Key(
        "policies.find",
        "slash",
        "find",
        "Find",
        "Type a word to narrow the lists.",
        is_first=True,
    ),
    Key("ticks.tick", "space", "select", "Tick", "Tick this, or take the tick away."),
    Key("export.go", "ctrl+s", "go", "Preview", "Show what would leave.", is_first=True),
    Key("dialog.accept", "ctrl+s", "accept", "Keep", "Accept what stands here.", is_first=True),
    Key("dialog.cancel", "escape", "cancel", "Cancel", "Leave; nothing is kept."),
    Key(
        "release.write",
        "f8",
        "write_it",
        "Write the bundle",
        "Let it leave: the bundle is written and the release is recorded.",
    ),
    Key(
        "words.written",
        "w",
        "written_down",
        "Written down",
        "Say that the words are written down; they are not shown again.",
    ),
    Key("choose.next", "down", "next_one", "Next", "Go down the list.", is_shown=False),
    Key("choose.previous", "up", "previous_one", "Before", "Go up the list.", is_shown=False),
    Key(
        "review.return",
        "ctrl+r",
        "send_back",
        "Return",
        "Return the closing, saying what is still wanted; the case is open again.",
        is_first=True,
    ),
    Key("gate.no", "n", "answer('no')", "No", "It could not show that."),
    Key("gate.yes", "y", "answer('yes')", "Yes", "It could: nothing is opened or kept."),
    Key("gate.unsure", "u", "answer('unsure')", "Unsure", "Treated as yes."),
    Key("files.parent", "ctrl+up", "parent", "Folder above", "Go up.", is_first=True),
)
"""The keys, place by place."""

ROOMY: Final = frozenset(
    {
        "room.back",
        "case.wish",
        "case.refer",
        "case.advice",
        "case.close",
        "case.correct",
        "cases.mine",
        "exhibits.thing",
    }
)
"""Keys that the foot shows only where there is room."""


IN_PALETTE: Final = frozenset(
    key.id
    for key in KEYS
    if key.place not in {"dialog", "list", "choose"}
    and key.action
    not in {"command_palette", "focus_next", "focus_previous", "next_field", "previous_field"}
)
"""Keys that the palette offers by name as well."""


def of(*places: str) -> list[BindingType]:
    """The bindings of `places`, for the BINDINGS of a room, a dialog or a list."""
    return [key.binding() for key in KEYS if key.place in places]


def in_place(place: str) -> list[Key]:
    """The keys of one place, for the help room."""
    return [key for key in KEYS if key.place == place]


_NAMES: Final = {"slash": "/", "left_square_bracket": "[", "right_square_bracket": "]"}


def shown_as(key: str) -> str:
    """A key as it is printed on a keyboard."""
    each = [_NAMES.get(part, part) for part in key.split(",")]
    words = each[0] if len(each) == 1 else f"{each[0]} to {each[-1]}"
    parts = words.split("+")
    return "+".join(part.capitalize() if len(part) > 1 else part.upper() for part in parts)
