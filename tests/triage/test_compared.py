"""Two answers to one case, and what changed between them."""

from dataclasses import replace

from hypothesis import given, settings

from casebook.triage.compared import Change, changes, rule_changes
from casebook.triage.engine import answer
from tests.triage.questions import CATALOGUE, ask, questions


def test_a_sign_that_came_to_light_shows_what_it_changes() -> None:
    before = ask("bullying-of-child", "", "target:pupil:12")
    after = ask("bullying-of-child", "serious-injury", "target:pupil:12")

    assert changes(before, after) == (
        Change("severity", "2", "4"),
        Change("wishes", "weigh", "cannot-veto"),
        Change(
            "route police",
            "consider, T2 2026-11-23T17:00:00+00:00",
            "must, T1 2026-11-20T23:59:00+00:00",
        ),
    )


def test_what_is_gone_is_shown_as_well() -> None:
    before = ask("pupil-nudes-trigger", "", "target:pupil:14")
    after = ask("copyright", "", "target:pupil:14")

    gone = {change.what: (change.before, change.after) for change in changes(before, after)}
    assert gone["route police"] == ("one-of of referral, T1 2026-11-20T23:59:00+00:00", "")
    assert gone["lock no-deletion"] == ("stands", "")
    assert gone["lock no-deletion-before-capture"] == ("", "stands")


def test_a_case_that_moves_says_who_is_kept_out_now() -> None:
    before = ask("low-level-concern", "", "alleged:staff")
    after = ask("low-level-concern", "", "alleged:head")

    assert Change("handling compartment", "staff", "governance") in changes(before, after)
    assert Change("handling excluded", "", "head") in changes(before, after)


def test_a_later_edition_is_itself_a_change() -> None:
    before = ask("copyright")

    assert changes(before, {**before, "catalogue": "england-2027.1"}) == (
        Change("catalogue", "england-2026.1", "england-2027.1"),
    )


@settings(max_examples=50, deadline=None)
@given(questions, questions)
def test_an_answer_has_no_changes_to_itself_and_each_change_turns_round(
    one: dict[str, object], other: dict[str, object]
) -> None:
    first, second = answer(CATALOGUE, one), answer(CATALOGUE, other)

    assert changes(first, first) == ()
    assert {(each.what, each.before, each.after) for each in changes(first, second)} == {
        (each.what, each.after, each.before) for each in changes(second, first)
    }


def test_an_edition_has_no_rule_changes_to_itself() -> None:
    assert rule_changes(CATALOGUE, CATALOGUE) == ()


def test_a_rule_that_a_later_edition_changes_is_shown_before_and_after() -> None:
    fraud, copying = CATALOGUE.concerns["fraud"], CATALOGUE.concerns["copyright"]
    head, *others = fraud.asks.claims
    sooner = replace(fraud.asks, claims=(replace(head, clock=0), *others), hold_device=True)
    concerns = {**CATALOGUE.concerns, "fraud": replace(fraud, asks=sooner)}
    concerns["copying"] = replace(copying, asks=replace(copying.asks, rule="concern:copying"))
    del concerns["copyright"]

    found = rule_changes(CATALOGUE, replace(CATALOGUE, concerns=concerns))
    assert Change("concern:fraud must head", "T1", "T0") in found
    assert Change("concern:fraud hold device", "False", "True") in found
    assert Change("concern:copying must head", "", "T4") in found
    assert Change("concern:copyright must head", "T4", "") in found
    assert {each.what.split()[0] for each in found} == {
        "concern:fraud",
        "concern:copying",
        "concern:copyright",
    }
