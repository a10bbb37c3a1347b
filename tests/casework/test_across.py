"""Looking across: what other cases share with one, and that nothing hidden leaves a trace."""

from pathlib import Path

from casebook import clock
from casebook.casework import across, patterns, persons
from casebook.casework.across import Neighbour
from tests.casework.conftest import AFTERNOON, sitting
from tests.casework.linked import WORKER

FIRST = "C-2026-0001"


def seen(folder: Path, user: str) -> dict[str, Neighbour]:
    """What somebody is told about the first case, by the other cases."""
    with clock.travelling(AFTERNOON), sitting(folder, user, write=False) as book:
        return {each.case: each for each in across.of_case(book, FIRST)}


def reasons(neighbour: Neighbour) -> set[tuple[str, str]]:
    """What a case shares, and how."""
    return {(each.what, each.how) for each in neighbour.shared}


def test_each_case_is_named_with_what_it_shares_and_how(together: Path) -> None:
    found = seen(together, "dsl")

    assert {case: reasons(each) for case, each in found.items()} == {
        "C-2026-0002": {("handle", "same")},
        "C-2026-0003": {("handle", "looks-alike")},
        "C-2026-0004": {("address", "same")},
        "C-2026-0005": {("platform", "same")},
        "C-2026-0006": {("person", "near-name")},
        "C-2026-0011": {("person", "same-name")},
    }
    shared = found["C-2026-0003"].shared[0]
    assert (shared.here, shared.there) == ("@Night.Owl77", "night_0w1 77")


def test_the_weightiest_reason_comes_first_and_a_site_alone_last(together: Path) -> None:
    found = list(seen(together, "dsl").values())

    assert [each.shared[0].what for each in found] == sorted(
        (each.shared[0].what for each in found), key=across.ORDER.index
    )
    assert found[-1].case == "C-2026-0005"


def test_whoever_holds_staff_is_told_of_it_as_well(together: Path) -> None:
    staff = seen(together, "head")["S-2026-0001"]

    assert reasons(staff) == {("person", "same-name"), ("handle", "same"), ("platform", "same")}


def test_nothing_hidden_and_nothing_there_are_one_answer(together: Path, apart: Path) -> None:
    """The one casebook has cases in staff that share everything; the other has none at all."""
    assert seen(together, "dsl") == seen(apart, "dsl")
    answers = []
    for folder in (together, apart):
        with clock.travelling(AFTERNOON), sitting(folder, "dsl", write=False) as book:
            people = [persons.find(book, each) for each in (WORKER, "Otto Pebble-Test", "No One")]
            answers.append((people, patterns.found(book)))

    assert answers[0] == answers[1]
    assert answers[0][0][0] == answers[0][0][2]
