"""The main job at a real terminal, by keys alone, from the passphrase to the lock.

Each step ends on what the DSL sees; the end of the journey is what the ledger and casework hold.
"""

import hashlib
import time
from pathlib import Path

import pytest

from casebook.bundles import checking, profiles
from casebook.casework import actions, cases
from casebook.store.book import open_book
from casebook.store.verify import verify_folder
from casebook.ui.listening import UNHEARD
from tests.school import WORDS, found
from tests.terminal import Screen

CANARIES = ("Perry Winkle-Test", "Juno Biscuit-Test", "walks like a duck", "Otters chat")
"""Words of the case that must not outlive the lock."""
PICTURE = Path(__file__).resolve().parents[1] / "material" / "group-chat-2.png"

pytestmark = pytest.mark.skipif("sys.platform == 'win32'", reason="needs a pseudo-terminal")


def unlock(person: Screen, user: str = "dsl") -> None:
    """Give the passphrase."""
    person.wait_for("Press Enter to unlock.")
    person.type(WORDS[user])
    person.press("enter")


def log_an_incident(person: Screen) -> None:
    """Log the least, with two people and a wish; read back, then kept."""
    person.wait_for("N logs an incident")
    person.press("n")
    person.wait_for("Log an incident")
    person.type("A pupil is mocked in the Otters chat")
    person.press("tab")
    person.type("yesterday at 3.15pm")
    person.wait_for("at 15:15")
    person.press("tab")
    person.type("yesterday at noon")
    person.press("tab")
    person.type("They wrote that he walks like a duck.")
    person.press("f2")
    person.wait_for("Somebody involved")
    person.type("Perry Winkle-Test")
    for answer in ("former pupil", "they saw or heard it"):
        choose_first(person, beside=answer)
    person.press("tab")
    person.type("11")
    person.press("ctrl+s")
    person.wait_for("Perry Winkle-Test · pupil, 11 · it happened to them")
    person.press("f2")
    person.wait_for("Somebody involved")
    person.type("Juno Biscuit-Test")
    choose_first(person, beside="former pupil")
    person.press("tab", "enter")
    person.wait_for("they saw or heard it")
    person.press("home", "down", "down", "enter")
    person.wait_until_gone("they saw or heard it")
    person.press("ctrl+s")
    person.wait_for("Juno Biscuit-Test · pupil · they are said to have done it")
    person.press("f3")
    person.wait_for("Tell them first")
    person.press("tab")
    person.type("Perry Winkle-Test")
    choose_first(person, "what the platform does")
    choose_first(person, "they are not sure")
    person.press("tab")
    person.type("I want it to stop.")
    person.press("ctrl+s")
    person.wait_for("Perry Winkle-Test · about telling the police: yes")
    person.press("ctrl+s")
    person.wait_for("Is this right?")
    person.press("ctrl+s")
    person.wait_for("C-2026-0001-I01")


def choose_first(person: Screen, beside: str) -> None:
    """Choose the first answer of the next list; `beside` is another answer of that list."""
    person.press("tab", "enter")
    person.wait_for(beside)
    person.press("home", "down", "enter")
    person.wait_until_gone(beside)


def triage_it(person: Screen) -> None:
    """Tick a concern and a sign; the answer builds up, and is kept."""
    person.press("t")
    person.wait_for("Triage of C-2026-0001")
    person.press("/")
    person.type("bullying of a child")
    person.press("enter", "space")
    person.wait_for("Severity  2 Moderate")
    person.press("/", "ctrl+u")
    person.type("happened before")
    person.press("enter", "space")
    person.wait_for("Severity  3 Serious")
    person.press("ctrl+s")
    person.wait_for("Keep this assessment: 3 Serious")
    person.press("ctrl+s")
    person.wait_until_gone("Triage of C-2026-0001")


def act_on_it(person: Screen) -> None:
    """Do the first action, rule out the second, write a note."""
    person.press("6")
    person.wait_for("Duty")
    person.press("d")
    person.wait_for("What came of it")
    person.type("Spoke with Perry and wrote the plan.")
    person.press("ctrl+s")
    person.wait_until_gone("What came of it")
    person.settle()
    person.press("u")
    person.wait_for("On whose authority")
    person.type("His carers asked to be told by his aunt.")
    person.press("tab")
    person.type("Hector Sample-Test, head")
    person.press("ctrl+s")
    person.wait_until_gone("On whose authority")
    person.press("n")
    person.wait_for("Note in C-2026-0001")
    person.type("Looked in on the class at break.")
    person.press("ctrl+s")
    person.wait_until_gone("Note in C-2026-0001")


def lodge_a_picture(person: Screen, picture: Path) -> None:
    """Answer at the gate first; then the file, and where it comes from."""
    person.press("l")
    person.wait_for("Could this show anyone under 18")
    person.press("n")
    person.wait_for("Which files?")
    person.type(str(picture))
    person.press("enter")
    person.wait_for("✓ group-chat-2.png")
    person.press("ctrl+s")
    person.wait_for("When it was captured")
    person.type("yesterday at 16:00")
    person.press("tab")
    person.type("Alex Porter-Test")
    person.press("tab")
    person.type("Shown by his sister on her telephone")
    person.press("ctrl+s")
    person.wait_until_gone("When it was captured")
    person.press("7")
    person.wait_for("APT/1")


def work_every_action(person: Screen) -> None:
    """Do whatever is still offered to be done."""
    person.press("6")
    person.wait_for("Stands")
    while "d Do" in person.text:
        person.press("d")
        person.wait_for("What came of it")
        person.type("Seen to, and written down.")
        person.press("ctrl+s")
        person.wait_until_gone("What came of it")
        person.wait_for("Kept, and signed by you: action")
        person.settle()


def dispose_of_the_picture(person: Screen) -> None:
    """Go where the list of what is missing leads, and say what becomes of the exhibit."""
    person.press("c")
    person.wait_for("cannot be closed yet: 2 things are missing")
    person.wait_for("Exhibit APT/1 has not been disposed of")
    person.press("end", "enter")
    person.wait_until_gone("cannot be closed yet")
    person.wait_for("x Dispose")
    person.press("x")
    person.wait_for("What becomes of exhibit APT/1")
    person.press("tab")
    person.type("The family may want it looked at again.")
    person.press("ctrl+s")
    person.wait_for("exhibit APT/1 is held.")


def answer_the_wish(person: Screen) -> None:
    """Write what the child was told."""
    person.press("4", "v")
    person.wait_for("What they were told, and why")
    person.press("tab")
    person.type("That the school will see that it stops.")
    person.press("ctrl+s")
    person.wait_for("the answer to wish C-2026-0001-W01")


def close_it(person: Screen) -> None:
    """Say how it ends; a second person has to sign."""
    person.press("c")
    person.wait_for("Outcome (needed)")
    person.press("enter")
    person.wait_for("not upheld")
    person.press("down", "enter")
    person.wait_until_gone("not upheld")
    person.press("ctrl+s")
    person.wait_for("Kept, and signed by you: closing C-2026-0001-L01")


def export_it(person: Screen, folder: Path) -> str:
    """Look at what leaves, write the bundle, read the words off the screen."""
    person.press("e")
    person.wait_for("Export of C-2026-0001")
    person.press("enter")
    person.wait_for("Police")
    to_police = ["down"] * (profiles.names().index("police") + 1)  # the first choice is none
    person.press("home", *to_police, "enter", "tab")
    person.type("PC 1234 Sample-Test")
    person.press("tab")
    person.type("To look into it")
    person.press("tab")
    person.type("Data Protection Act 2018, schedule 2")
    person.press("tab", "end", "ctrl+u")
    person.type(str(folder))
    person.press("ctrl+s")
    person.wait_for("This would leave")
    time.sleep(2 * UNHEARD)  # what is pressed before a person can have read it is not heard
    person.press("ctrl+s")
    person.wait_for("Let this leave?")
    person.wait_for("Names           2: ")
    time.sleep(2 * UNHEARD)
    person.press("f8")
    person.wait_for("The bundle is written")
    time.sleep(2 * UNHEARD)
    person.settle()
    lines = [line.strip(" │") for line in person.text.splitlines()]
    words = next(line.strip() for line in lines if len(line.split()) == 7 and line.islower())
    person.press("w")
    person.wait_until_gone("The bundle is written")
    person.press("8")
    person.wait_for("PC 1234 Sample-Test")
    return words


def test_the_main_job_by_keys_alone(tmp_path: Path) -> None:
    folder = found(tmp_path / "Harbour Test.casebook")
    outside = tmp_path / "bundles"
    outside.mkdir()
    arguments = ["-m", "casebook", "--at", str(folder), "--as", "dsl"]

    with Screen(arguments, home=tmp_path) as person:
        unlock(person)
        log_an_incident(person)
        triage_it(person)
        act_on_it(person)
        lodge_a_picture(person, PICTURE)
        words = export_it(person, outside)
        process = person.process.pid
        person.settle()
        locked_from = len(person.raw)
        person.press("ctrl+l")
        person.wait_for("Press Enter to unlock.")
        person.settle()

        assert person.process.poll() is None
        assert person.process.pid == process
        after = person.raw[locked_from:].decode("utf-8", errors="replace")
        assert "\x1b[3J" in after
        for canary in (*CANARIES, words, *WORDS.values()):
            assert canary not in person.text
            assert canary not in after
        assert (folder / "LOCK").read_bytes() == b""

        person.press("ctrl+q")

        assert person.wait_for_end() == 0

    assert_what_is_kept(folder)
    [bundle] = outside.glob("*.zip")
    assert checking.check(bundle, None, words).verdict == "cannot tell"


def assert_what_is_kept(folder: Path) -> None:
    """What the casework holds after the journey, and what the ledger proves of it."""
    with open_book(folder, "dsl", WORDS["dsl"]) as book:
        view = cases.shown(book, "C-2026-0001")
        states = {each.route: each.state for each in actions.listed(book, "C-2026-0001")}
        verdict = verify_folder(folder, book)

    assert view.title == "A pupil is mocked in the Otters chat"
    assert view.severity == 3
    assert [(each.name, each.role, each.age) for each in view.people] == [
        ("Perry Winkle-Test", "target", 11),
        ("Juno Biscuit-Test", "alleged", None),
    ]
    assert [each.words for each in view.wishes] == ["I want it to stop."]
    assert view.assessments[-1].concerns == ("bullying-of-child",)
    assert view.assessments[-1].signs == ("repeated",)
    assert list(states.values()).count("done") == 1
    assert list(states.values()).count("ruled-out") == 1
    assert [each.words for each in view.notes] == ["Looked in on the class at break."]
    assert [each.sha256 for each in view.exhibits] == [
        hashlib.sha256(PICTURE.read_bytes()).hexdigest()
    ]
    assert [each.recipient for each in view.releases] == ["PC 1234 Sample-Test"]
    assert verdict.verdict == "unchanged"


def test_a_case_with_an_exhibit_is_worked_to_its_end_by_keys_alone(tmp_path: Path) -> None:
    """In the smallest terminal: recorded, triaged, done, disposed of, closed, and approved."""
    folder = found(tmp_path / "Harbour Test.casebook")
    arguments = ["-m", "casebook", "--at", str(folder), "--as"]

    with Screen([*arguments, "dsl"], home=tmp_path, size=(80, 24)) as person:
        unlock(person)
        log_an_incident(person)
        triage_it(person)
        lodge_a_picture(person, PICTURE)
        work_every_action(person)
        dispose_of_the_picture(person)
        answer_the_wish(person)
        close_it(person)
        person.press("ctrl+q")
        assert person.wait_for_end() == 0

    with Screen([*arguments, "head"], home=tmp_path, size=(80, 24)) as person:
        unlock(person, "head")
        person.wait_for("1 waiting for your signature (W)")
        person.press("w", "enter")
        person.wait_for("A pupil is mocked in the Otters chat")
        person.press("p")
        person.wait_for("Sign the closing of C-2026-0001? Read it first.")
        person.press("ctrl+s")
        person.wait_for("the case is closed")
        person.press("ctrl+q")
        assert person.wait_for_end() == 0

    assert_it_ended(folder)


def assert_it_ended(folder: Path) -> None:
    """What the casework holds of a case that was worked to its end."""
    with open_book(folder, "dsl", WORDS["dsl"]) as book:
        view = cases.shown(book, "C-2026-0001")
        verdict = verify_folder(folder, book)

    assert (view.status, view.severity) == ("closed", 3)
    assert {each.state for each in view.actions} == {"done"}
    assert [each.disposal for each in view.exhibits] == ["held"]
    assert [bool(each.answered_words) for each in view.wishes] == [True]
    assert [(each.state, each.proposed_by, each.seconded_by) for each in view.closings] == [
        ("closed", "dsl", "head")
    ]
    assert verdict.verdict == "unchanged"
