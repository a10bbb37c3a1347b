"""A case full of hostile text, walked through at a real terminal, room by room.

Promise C-13 and C-14: whatever a chat export, a name or a title holds, the terminal gets printable
characters and the program's own painting commands, and nothing is taken for markup.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from casebook.bundles import profiles
from casebook.casework import assessments, decisions, exhibits, incidents, notes, referrals, wishes
from casebook.store.book import open_book
from tests.school import WORDS, found
from tests.terminal import Screen

pytestmark = pytest.mark.skipif("sys.platform == 'win32'", reason="needs a pseudo-terminal")

HOSTILE = (
    "\x1b]52;c;UFdORUQ=\x07",  # writes the clipboard
    "\x1b]0;PWNTITLE\x07",  # sets the window title
    "\x1b]8;;file:///etc/passwd\x1b\\link\x1b]8;;\x1b\\",
    "\x1b[2J\x1b[31mred",
    "\x1bc",
    "\x1bPq#0;2;0;0;0\x1b\\",  # sixel
    "\x1b_Gi=1\x1b\\",  # kitty graphics
    "\x9b2J\x9d0;PWN\x9c",  # C1
    "\x1b[?1000h\x1b[?2004l",
    "\u202egnp.exe\u2066\u200b\u200f\ufeff",
    "a\rb\x08c\x0b\x0c\x7f",
    "\U000e0041\u2028\u2029",
    "[/]",
    "[bold",
    "[link=http://x]y[/link]",
    "[@click=app.quit]z[/]",
    "[red]a[/blue]",
    "[a='b]",
    "z\u0361\u0489\u0321" * 40,
    "Verified ✔ signed by Head",
)
"""What a pupil might paste."""

ALL = " ".join(HOSTILE)
SHORT = "".join(HOSTILE[:4])

OWN = re.compile(r"\x1b\[[0-9;?<>$]*[A-Za-z]|\x1b\[\?2026\$p")
"""The painting commands that the program itself sends."""

ROOMS = "12345678"


def seed(folder: Path) -> None:
    """Put hostile text into every place that takes text."""
    with open_book(folder, "dsl", WORDS["dsl"]) as book:
        case = incidents.log(book, incidents.read(hostile_incident())).case
        assessments.assess(book, case, concerns=["bullying-of-adult"])
        notes.write(book, case, ALL)
        wishes.record(book, case, SHORT, SHORT, ALL)
        decisions.decide(book, case, SHORT, ALL)
        referrals.advice(book, case, "police", SHORT, ALL)
        picture = folder.parent / "\u202egpj.[b]exe.txt"
        picture.write_text("nothing", encoding="utf-8")
        exhibits.lodge(
            book,
            case,
            [picture],
            imagery="no",
            captured_at=None,
            captured_by=SHORT,
            source=ALL,
            device=SHORT,
            description=ALL,
        )


def hostile_incident() -> dict[str, object]:
    """An incident with hostile text in each of its texts."""
    site = ("platform", "url", "handle", "account_id", "place", "audience")
    return {
        "title": SHORT,
        "summary": ALL,
        "words": "\n".join(HOSTILE),
        "known_at": "2026-11-17T15:15:00+00:00",
        "known_to": SHORT,
        "seen_how": ALL,
        "site": dict.fromkeys(site, SHORT),
        "reported_by": {"name": SHORT, "kind": "parent"},
        "people": [
            {
                "name": SHORT,
                "kind": "pupil",
                "role": "target",
                "year_group": "[/]\x1b[31m",
                "not_to_be_told": ALL,
                "carers": [{"name": SHORT, "relationship": SHORT, "must_not_be_told": ALL}],
            }
        ],
    }


def foreign_in(raw: bytes) -> list[str]:
    """Everything in the output that is neither printable nor the program's own painting."""
    text = OWN.sub("", raw.decode("utf-8", errors="replace"))
    foreign = re.findall(
        r"\x1b.{0,12}|[\x00-\x09\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f"
        r"\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]",
        text,
    )
    return sorted(set(foreign))


@contextmanager
def unlocked(home: Path) -> Iterator[Screen]:
    """A person before a casebook full of hostile words, who has just unlocked it."""
    folder = found(home / "Harbour Test.casebook")
    seed(folder)
    arguments = ["-m", "casebook", "--at", str(folder), "--as", "dsl"]

    with Screen(arguments, home=home, size=(110, 50)) as person:
        person.wait_for("Press Enter to unlock.")
        person.type(WORDS["dsl"])
        person.press("enter")
        yield person


def test_no_room_lets_a_text_command_the_terminal(tmp_path: Path) -> None:
    with unlocked(tmp_path) as person:
        person.wait_for("C-2026-0001")
        person.press("/")
        person.type("PWNTITLE")
        person.press("enter")
        person.wait_for("found in")
        person.press("escape", "enter")
        person.wait_for("1 Summary")
        for room in ROOMS:
            person.press(room)
        person.press("n")
        person.wait_for("Note in")
        person.type("\x1b[200~" + HOSTILE[9] + HOSTILE[7] + "[/]" + "\x1b[201~")
        person.press("escape", "t")
        person.wait_for("Triage of")
        person.press("escape", "e")
        person.wait_for("Export of")
        person.press("enter")
        person.wait_for("Police")
        to_police = ["down"] * (profiles.names().index("police") + 1)  # the first is none
        person.press("home", *to_police, "enter", "tab", "tab")
        person.type("x")
        person.press("tab")
        person.type("x")
        person.press("ctrl+s")
        person.wait_for("This would leave")
        person.press("escape", "escape", "l", "n")
        person.wait_for("Which files?")
        person.type(str(tmp_path))
        person.press("enter")
        person.wait_for("Harbour Test.casebook/")
        person.settle()

        assert foreign_in(person.raw) == []
        assert "PWNTITLE" not in person.screen.title
        assert person.process.poll() is None


def test_what_is_dangerous_is_seen_and_not_only_taken_away(tmp_path: Path) -> None:
    with unlocked(tmp_path) as person:
        person.wait_for("\u241b]52;c;")
        person.press("enter")
        person.wait_for("1 Summary")
        person.press("end")
        person.settle()
        seen = person.text
        person.press("2", "end")
        seen += person.text

    assert "⟨202E⟩" in seen
    assert "[@click=app.quit]" in seen
    assert "│ " in seen


def test_the_search_for_foreign_output_finds_what_textual_would_let_through() -> None:
    """The control: without the two walls these bytes would reach the terminal."""
    for text in HOSTILE[:3] + HOSTILE[5:8] + HOSTILE[9:12]:
        assert foreign_in(text.encode()) != []
