"""An answer in plain words: why, by when, how counted, and what would change it."""

from hypothesis import given, settings

from casebook.triage.engine import answer
from casebook.triage.explained import Explained, explain
from tests.triage.questions import CATALOGUE, questions

EASTER = "2026-04-02T16:40:00+01:00"


def explained(**question: object) -> Explained:
    return explain(CATALOGUE, {"known_at": EASTER, **question})


def test_a_route_says_why_in_words_and_where_it_comes_from() -> None:
    told = explained(
        concerns=["data-breach"],
        people=[{"role": "alleged", "kind": "head"}, {"role": "target", "kind": "pupil"}],
    )

    chair = next(route for route in told.routes if route.route == "governors")
    assert chair.title == "Chair of governors"
    assert [reason.rule for reason in chair.why] == [
        "concern:data-breach",
        "people:worker-and-child",
        "people:head-accused",
    ]
    assert chair.why[0].says == "Confidential information or personal data has got out online"
    assert chair.why[2].says == "The head is accused: the chair of governors takes the head’s part"
    assert all(reason.source for reason in chair.why)


def test_a_due_time_names_the_days_that_were_not_counted() -> None:
    told = explained(concerns=["staff-private-contact"])

    dsl = next(route for route in told.routes if route.route == "dsl")
    assert dsl.due == (
        "Tue 7 Apr 2026, 17:00 BST. By 17:00 of the first working day after it became known."
        " Not counted: Friday 3 April (Good Friday), Saturday 4 April, Sunday 5 April,"
        " Monday 6 April (Easter Monday)."
    )


def test_a_due_time_on_the_same_day_counts_no_days() -> None:
    told = explained(concerns=["parent-post"])

    head = next(route for route in told.routes if route.route == "head")
    assert head.due == "Thu 2 Apr 2026, 23:59 BST. By the end of the same day."


def test_the_severity_says_which_rules_set_it_and_no_others() -> None:
    told = explained(concerns=["parent-post"], signs=["widely-shared", "violence-threatened"])

    assert told.severity.startswith("4 Mandatory external.")
    assert [reason.rule for reason in told.severity_why] == ["sign:violence-threatened"]


def test_the_signs_that_would_raise_it_come_first_the_next_level_first() -> None:
    told = explained(concerns=["copyright"])

    effects = [change.effect for change in told.would_change]
    raised = [int(effect[9]) for effect in effects if effect.startswith("severity")]
    assert raised == sorted(raised)
    assert raised[0] == 2
    assert all(effect.startswith("severity") for effect in effects[: len(raised)])
    assert told.would_change[0].question.endswith("?")


def test_a_sign_that_only_adds_a_route_is_named_after_those_that_raise() -> None:
    told = explained(concerns=["bullying-of-adult"], signs=["pattern"])

    assert told.would_change[-1].effect == "Legal advice: consider"


def test_a_chosen_sign_is_not_named_as_one_that_would_change_it() -> None:
    told = explained(concerns=["copyright"], signs=["repeated"])

    assert "repeated" not in [change.sign for change in told.would_change]


def test_what_was_not_known_is_said() -> None:
    assert explained().not_known == (
        "No concern was chosen.",
        "Nobody was named as a target: a child changes who must be told.",
        "Nobody was named as alleged: an adult, or somebody who works here, does.",
        "No sign was chosen.",
    )


def test_a_missing_age_and_an_unknown_person_are_said() -> None:
    told = explained(
        concerns=["bullying-of-child"],
        signs=["repeated"],
        people=[{"role": "target", "kind": "pupil"}, {"role": "alleged", "kind": "unknown"}],
    )

    assert told.not_known == (
        "A target's age was not given: under 13 and under 18 matter.",
        "It is not known whether somebody alleged is an adult.",
    )


def test_out_of_hours_the_emergency_duty_team_meets_lado_and_social_care() -> None:
    told = explained(concerns=["grooming-by-staff"])

    meets = {route.route: route.out_of_hours for route in told.routes}
    assert "emergency duty team" in meets["lado"]
    assert "then the LADO on the next working day" in meets["lado"]
    assert "emergency duty team" in meets["social-care"]


def test_a_group_names_its_members_and_a_lock_its_meaning() -> None:
    told = explained(concerns=["unsuitable-lawful-material"])

    hr = next(route for route in told.routes if route.route == "hr")
    assert hr.duty.endswith("The group: hr, lado.")
    assert told.locks[0].startswith("No investigation before advice.")


def test_codes_keep_their_letter_and_number() -> None:
    told = explained(concerns=["copyright"])

    assert told.first_actions[0].startswith("A4 ")
    assert [line.split()[0] for line in told.closure] == ["X4", "X5"]


@settings(max_examples=25, deadline=None)
@given(questions)
def test_every_answer_can_be_explained_route_by_route(question: dict[str, object]) -> None:
    listed = answer(CATALOGUE, question)["routes"]
    assert isinstance(listed, list)

    told = explain(CATALOGUE, question)
    assert [route.route for route in told.routes] == [each["route"] for each in listed]
    assert all(route.why and route.due and route.needs for route in told.routes)
    assert told.severity_why
