"""The invented school holds a case in every state, and nobody real."""

import re
from collections.abc import Iterator
from pathlib import Path

from casebook.casework import cases
from casebook.casework.asjson import plain
from casebook.casework.views import CaseView
from casebook.demonstration.school import PEOPLE, Demonstration
from casebook.store.verify import verify_folder

INVENTED = re.compile(r"\S+ \S+-Test\b")
ASIDE = re.compile(r"^(Nell's mother|both families|her (father|mother)|)$")


def everything(made: Demonstration) -> Iterator[CaseView]:
    """Every case of the school, read by somebody who holds it."""
    for user in ("head", "chair"):
        with made.opened(user, write=False) as book:
            for line in cases.listed(book, "all"):
                yield cases.shown(book, line.case)


def test_there_is_a_case_in_every_state(first: Demonstration) -> None:
    held = list(everything(first))

    assert len(held) >= 12
    assert {each.status for each in held} == {"open", "awaiting-second", "closed"}
    assert [each for each in held if each.severity is None], "one that is not triaged"
    assert [each for each in held if each.overdue], "one that is overdue"
    assert [each for each in held if any(one.state == "ruled-out" for one in each.actions)]
    assert [each for each in held if "no-investigation-before-advice" in each.locks]
    assert [each for each in held if any(one.state == "reopened" for one in each.closings)]
    assert {each.compartment for each in held} == {"general", "staff", "governance"}
    assert {each.severity for each in held} >= {1, 2, 3, 4, 5}


def test_the_head_reads_nothing_of_governance_and_the_chair_nothing_else(
    first: Demonstration,
) -> None:
    compartments = {}
    for user in ("dsl", "head", "chair"):
        with first.opened(user, write=False) as book:
            compartments[user] = {each.compartment for each in cases.listed(book, "all")}

    assert compartments == {
        "dsl": {"general"},
        "head": {"general", "staff"},
        "chair": {"governance"},
    }


def test_everybody_in_it_is_obviously_invented(first: Demonstration) -> None:
    names = {each.name for case in everything(first) for each in case.people if each.name}
    names |= {each.incidents[0].reported_by["name"] for each in everything(first)}
    names |= {full_name for _, _, full_name in PEOPLE}

    assert len(names) > 15
    assert [each for each in names if not INVENTED.fullmatch(each) and not ASIDE.match(each)] == []


def test_no_story_ends_in_the_future(first: Demonstration) -> None:
    from casebook import clock

    written = [each.recorded_at for case in everything(first) for each in case.incidents]

    assert max(written) <= clock.now()
    assert (max(written) - min(written)).days > 20


def test_it_leaves_what_is_needed_to_look_and_sign_in(first: Demonstration) -> None:
    folder = first.folder

    assert sorted(each.name for each in folder.iterdir()) == [
        "Harbour Primary.casebook",
        "bundles",
        "passphrases",
        "recovery",
    ]
    assert sorted(each.stem for each in (folder / "passphrases").iterdir()) == [
        "chair",
        "dsl",
        "head",
    ]
    for each in (folder / "passphrases").iterdir():
        text = each.read_text(encoding="utf-8")
        assert re.fullmatch(r"[a-z-]+( [a-z-]+){4}\n", text), each.name
        assert each.stat().st_mode & 0o077 == 0
    for each in (folder / "recovery").iterdir():
        assert "RECOVERY SHEET" in each.read_text(encoding="utf-8")


def test_each_sealed_bundle_lies_beside_its_words_and_its_note(first: Demonstration) -> None:
    bundles = sorted(first.bundles.glob("*.zip"))

    assert bundles
    for each in bundles:
        words = each.with_name(f"{each.stem}.words.txt").read_text(encoding="utf-8")
        assert len(words.split()) == 7
        assert each.with_name(f"{each.stem}.covering-note.txt").is_file()
    assert len(list(first.bundles.iterdir())) == 3 * len(bundles)


def test_it_verifies_for_each_of_its_people(first: Demonstration) -> None:
    for user in ("dsl", "head", "chair"):
        with first.opened(user, write=False) as book:
            assert verify_folder(first.casebook, book).verdict == "unchanged"


def test_nothing_of_what_was_brought_is_left_outside(first: Demonstration) -> None:
    for each in first.folder.rglob("*"):
        if each.is_file():
            assert not _is_picture(each), each.name


def _is_picture(path: Path) -> bool:
    return path.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"


def test_a_case_can_be_read_as_one_object(first: Demonstration) -> None:
    for case in everything(first):
        assert plain(case)["case"] == case.case
