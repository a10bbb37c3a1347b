"""The engine: answers worked out by hand, one promise of the contract each."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook.triage.engine import answer
from tests.triage.questions import CATALOGUE, FRIDAY, ask, questions


def routes(answered: Mapping[str, object]) -> dict[str, str]:
    """Each route with its duty and clock: `{"dsl": "must T1"}`."""
    listed = answered["routes"]
    assert isinstance(listed, list)
    return {each["route"]: f"{each['duty']} {each['clock']}" for each in listed}


def rules(answered: Mapping[str, object], route: str) -> list[str]:
    """The rules that asked for a route, in order."""
    listed = answered["routes"]
    assert isinstance(listed, list)
    found = next(each for each in listed if each["route"] == route)
    return [each["rule"] for each in found["because"]]


def part(answered: Mapping[str, object], name: str, key: str) -> object:
    """One value of the answer's evidence or handling."""
    whole = answered[name]
    assert isinstance(whole, dict)
    return whole[key]


def test_bullying_of_a_child_that_is_repeated_is_answered_whole() -> None:
    answered = ask(
        "bullying-of-child", "repeated", "target:pupil:12 alleged:pupil", profile="st-nicholas"
    )

    assert routes(answered) == {
        "dsl": "must T1",
        "parents": "should T1",
        "police": "consider T2",
        "social-care": "consider T2",
    }
    assert answered["severity"] == 3
    assert answered["severity_name"] == "Serious"
    assert answered["wishes"] == "weigh"
    assert answered["handling"] == {"compartment": "general", "excluded": []}
    assert answered["locks"] == ["no-deletion-before-capture"]
    assert answered["first_actions"] == ["A1", "A3", "A7", "A14"]
    assert answered["closure"] == ["X3", "X4"]


def test_nothing_known_but_the_moment_is_uncategorised() -> None:
    answered = answer(CATALOGUE, {"known_at": FRIDAY})

    assert routes(answered) == {"dsl": "must T1", "head": "must T1"}
    assert answered["severity"] == 3
    assert answered["id"] is None


def test_a_chosen_concern_takes_the_place_of_uncategorised() -> None:
    assert ask("copyright")["severity"] == 1


def test_severity_is_the_highest_and_never_a_sum() -> None:
    answered = ask("bullying-of-adult parent-post", "widely-shared malicious pattern")

    assert answered["severity"] == 2


@pytest.mark.parametrize(
    ("signs", "severity"),
    [("", 2), ("widely-shared", 2), ("repeated", 3), ("racist-element", 3), ("self-harm", 5)],
)
def test_a_sign_raises_the_severity_to_its_floor(signs: str, severity: int) -> None:
    assert ask("bullying-of-adult", signs)["severity"] == severity


def test_the_strongest_duty_and_the_earliest_due_win_each_for_itself() -> None:
    """A `consider` within a working day meets a `should` within the school's target."""
    answered = ask("false-or-malicious-message underage-account")

    assert routes(answered)["platform"] == "should T2"
    assert rules(answered, "platform") == [
        "concern:false-or-malicious-message",
        "concern:underage-account",
    ]


def test_every_rule_that_asked_for_a_route_is_named_in_order() -> None:
    answered = ask("impersonation", "serious-injury")

    assert routes(answered)["police"] == "must T1"
    assert rules(answered, "police") == ["concern:impersonation", "sign:serious-injury"]


def test_on_a_tie_the_lower_clock_is_named() -> None:
    """What comes on a Saturday within 24 hours or a working day is due on Monday at five."""
    concerns = "official-account-message staff-private-contact"
    saturday = ask(concerns, known_at="2026-11-21T10:00:00+00:00")
    thursday = ask(concerns, known_at="2026-11-19T10:00:00+00:00")

    assert routes(saturday)["head"] == "must T2"
    assert routes(thursday)["head"] == "must T3"


def test_routes_are_sorted_by_due_and_then_by_name() -> None:
    answered = ask("sextortion pupil-nudes underage-account", "", "target:pupil:12")
    listed = answered["routes"]
    assert isinstance(listed, list)

    assert [each["route"] for each in listed] == [
        "dsl",
        "police",
        "ceop",
        "parents",
        "report-remove",
        "social-care",
        "head",
        "platform",
    ]


def test_one_of_a_group_keeps_its_group_and_a_stronger_member_does_not() -> None:
    answered = ask("pupil-nudes-trigger", "coercion", "target:pupil:14")
    listed = answered["routes"]
    assert isinstance(listed, list)

    groups = {each["route"]: each.get("group") for each in listed}
    assert groups["police"] is None
    assert groups["social-care"] == "referral"
    assert routes(answered)["police"] == "must T1"
    assert routes(answered)["social-care"] == "one-of T1"


def test_one_of_is_stronger_than_should_and_keeps_the_group() -> None:
    answered = ask("pupil-nudes-trigger", "crime-suspected", "target:pupil:14")

    assert routes(answered)["police"] == "one-of T1"


@pytest.mark.parametrize(
    ("alleged", "expected"),
    [
        ("alleged:staff", "must T1"),
        ("alleged:parent", "must T1"),
        ("alleged:outsider", "must T1"),
        ("alleged:unknown:30", "must T1"),
        ("alleged:pupil:18", "must T1"),
        ("alleged:staff:17", "must T1"),
        ("alleged:former-pupil:20", "must T1"),
        ("alleged:former-pupil", "consider T2"),
        ("alleged:outsider:16", "consider T2"),
        ("alleged:unknown", "should T1"),
        ("alleged:unknown:15", "consider T2"),
        ("alleged:pupil:17", "consider T2"),
        ("", "consider T2"),
    ],
)
def test_an_adult_and_a_child_in_a_sexual_matter_go_to_the_police(
    alleged: str, expected: str
) -> None:
    """Somebody unknown may be an adult; somebody known by age alone is what the age says."""
    answered = ask("unsolicited-sexual-content", "", f"target:pupil:14 {alleged}")

    assert routes(answered)["police"] == expected
    assert answered["severity"] == (4 if expected == "must T1" else 3)


def test_two_signs_of_sexual_content_do_not_make_a_concern_sexual() -> None:
    answered = ask("bullying-of-child", "sexual-content", "target:pupil:12 alleged:outsider")

    assert routes(answered)["police"] == "consider T2"
    assert part(answered, "evidence", "capture") == "never"


@pytest.mark.parametrize(("age", "severity", "duty"), [(12, 4, "must"), (13, 3, "consider")])
def test_under_thirteen_goes_to_social_care(age: int, severity: int, duty: str) -> None:
    answered = ask("pupil-nudes", "", f"target:pupil:{age} alleged:pupil:14")

    assert answered["severity"] == severity
    assert routes(answered)["social-care"].split()[0] == duty


@pytest.mark.parametrize(
    ("concern", "people", "expected"),
    [
        ("impersonation", "target:pupil", "must T1"),
        ("impersonation", "alleged:pupil", "must T1"),
        ("impersonation", "target:former-pupil:17", "must T1"),
        ("impersonation", "target:former-pupil", None),
        ("impersonation", "reporter:pupil", None),
        ("impersonation", "target:pupil alleged:staff", None),
        ("copyright", "alleged:pupil", None),
    ],
)
def test_a_child_and_no_worker_goes_to_the_dsl_from_severity_two(
    concern: str, people: str, expected: str | None
) -> None:
    assert routes(ask(concern, "", people)).get("dsl") == expected


def test_a_worker_and_a_child_go_to_the_head_from_two_and_to_the_lado_from_three() -> None:
    moderate = routes(ask("parent-posts-pupil-photo", "", "target:pupil alleged:staff"))
    serious = routes(ask("data-breach", "", "target:pupil alleged:staff"))
    low = routes(ask("copyright", "", "target:pupil alleged:staff"))

    assert "lado" not in moderate
    assert moderate["head"] == serious["head"] == "must T1"
    assert serious["lado"] == "should T2"
    assert low["head"] == "must T4"


def test_a_worker_and_a_child_in_a_sexual_matter_go_to_the_lado() -> None:
    answered = ask("unsolicited-sexual-content", "", "target:pupil:15 alleged:governor")

    assert routes(answered)["lado"] == "must T1"
    assert rules(answered, "lado") == ["people:worker-and-child"]
    assert answered["locks"] == [
        "no-deletion",
        "no-investigation-before-advice",
        "tell-nobody-yet",
    ]
    assert answered["handling"] == {"compartment": "staff", "excluded": ["governor"]}


def test_where_the_head_is_accused_the_chair_takes_the_head_s_part() -> None:
    answered = ask("parent-post", "", "alleged:head", profile="st-nicholas")

    assert routes(answered)["governors"] == "must T1"
    assert "head" not in routes(answered)
    assert rules(answered, "governors") == ["concern:parent-post", "people:head-accused"]
    assert answered["handling"] == {"compartment": "governance", "excluded": ["head"]}


def test_a_role_that_the_policy_gives_the_head_changes_hands_as_well() -> None:
    answered = ask("pupil-contacts-staff", "", "alleged:head target:staff", profile="coton")

    assert "head" not in routes(answered)
    assert routes(answered)["governors"] == "must T1"


def test_where_the_dsl_is_accused_the_deputy_takes_the_dsl_s_part() -> None:
    answered = ask("sextortion", "", "target:pupil:15 alleged:dsl")

    assert "dsl" not in routes(answered)
    assert routes(answered)["deputy-dsl"] == "must T0"
    assert answered["handling"] == {"compartment": "staff", "excluded": ["dsl"]}


def test_where_the_head_and_the_chair_are_accused_the_vice_chair_takes_the_head_s_part() -> None:
    answered = ask("data-breach", "", "alleged:head alleged:chair target:pupil")

    assert routes(answered)["vice-chair"] == "must T1"
    assert routes(answered)["lado"] == "must T1"
    assert not {"head", "governors"} & set(routes(answered))
    assert answered["severity"] == 4
    assert answered["handling"] == {"compartment": "governance", "excluded": ["chair", "head"]}


def test_a_chair_accused_with_a_child_goes_to_the_lado_from_severity_three_only() -> None:
    mild = ask("parent-posts-pupil-photo", "", "alleged:chair target:pupil")
    serious = ask("data-breach", "", "alleged:proprietor target:pupil")

    assert "lado" not in routes(mild)
    assert mild["severity"] == 2
    assert routes(serious)["lado"] == "must T1"
    assert serious["severity"] == 4
    assert part(serious, "handling", "excluded") == ["proprietor"]


def test_somebody_who_only_reported_is_not_kept_out() -> None:
    answered = ask("bullying-of-adult", "", "target:head reporter:chair witness:dsl")

    assert answered["handling"] == {"compartment": "general", "excluded": []}


def test_wishes_cannot_veto_where_the_police_are_a_must() -> None:
    assert ask("bullying-of-adult", "serious-injury")["wishes"] == "cannot-veto"


def test_wishes_that_did_not_matter_are_weighed_where_there_is_a_police_route() -> None:
    assert ask("copyright")["wishes"] == "none"
    assert ask("copyright", "crime-suspected")["wishes"] == "weigh"


def test_the_strictest_of_several_wishes_wins() -> None:
    assert ask("harassment-of-adult copyright")["wishes"] == "victim-decides"
    assert ask("harassment-of-adult bullying-of-child")["wishes"] == "weigh"


@pytest.mark.parametrize(
    ("people", "wishes"),
    [
        ("target:staff", "victim-decides"),
        ("target:staff target:parent", "victim-decides"),
        ("target:staff target:pupil:12", "weigh"),
        ("target:pupil:18", "victim-decides"),
        ("target:former-pupil", "weigh"),
        ("target:unknown", "weigh"),
        ("", "weigh"),
    ],
)
def test_wishes_decide_only_where_every_target_is_an_adult(people: str, wishes: str) -> None:
    assert ask("parent-post", "", people)["wishes"] == wishes


def test_a_worker_of_seventeen_is_a_child_and_an_adult() -> None:
    target = ask("adult-intimate-image", "", "target:staff:17")
    alleged = ask("credible-threat", "", "alleged:staff:17")

    assert part(target, "evidence", "capture") == "never"
    assert target["wishes"] == "cannot-veto"
    assert routes(alleged)["social-care"] == "should T1"
    assert part(alleged, "handling", "compartment") == "staff"


def test_the_strictest_capture_wins_and_its_lock_follows() -> None:
    mixed = ask("bullying-of-child grooming-outside staff-private-contact")
    never = ask("bullying-of-child", "may-be-indecent")

    assert part(mixed, "evidence", "capture") == "wait-for-advice"
    assert mixed["locks"] == ["no-investigation-before-advice"]
    assert part(never, "evidence", "capture") == "never"
    assert never["locks"] == ["no-deletion"]


def test_a_rule_that_waits_for_advice_locks_even_where_a_stricter_one_wins() -> None:
    answered = ask("staff-private-contact", "may-be-indecent")

    assert answered["locks"] == ["no-deletion", "no-investigation-before-advice"]


def test_tell_nobody_yet_needs_a_worker_and_a_lado_that_is_a_must() -> None:
    worker = ask("harm-threshold-allegation", "", "alleged:staff target:pupil")
    nobody = ask("harm-threshold-allegation", "", "target:pupil")

    assert worker["locks"] == ["no-investigation-before-advice", "tell-nobody-yet"]
    assert nobody["locks"] == ["no-investigation-before-advice"]


def test_device_and_logs_are_held_where_any_rule_says_so() -> None:
    answered = ask("grooming-by-staff harmful-lawful-content")

    assert part(answered, "evidence", "hold_device") is True
    assert part(answered, "evidence", "staff_logs") is True
    assert part(ask("copyright"), "evidence", "hold_device") is False


def test_codes_stand_in_the_order_of_their_numbers() -> None:
    answered = ask("pupil-nudes data-breach adult-intimate-image indecent-image-staff")

    assert answered["first_actions"] == [
        "A1",
        "A2",
        "A3",
        "A5",
        *(f"A{n}" for n in range(7, 13)),
        "A14",
    ]
    assert answered["closure"] == ["X1", "X2", "X3", "X4", "X5", "X7", "X8"]


@pytest.mark.parametrize(
    ("profile", "contact", "parent", "young", "account"),
    [
        ("default", "dsl", "head", "head", "head"),
        ("crofton", "dsl", "head", "head", "head"),
        ("ashgrove", "head", "parents", "head", "head"),
        ("rosewood", "dsl", "head", "dsl", "head"),
        ("st-nicholas", "dsl", "governors", "dsl", "head"),
        ("coton", "head", "head", "head", "head"),
    ],
)
def test_each_school_s_policy_says_who_does_it(
    profile: str, contact: str, parent: str, young: str, account: str
) -> None:
    assert contact in routes(ask("pupil-contacts-staff", profile=profile))
    assert parent in routes(ask("parent-post", profile=profile))
    assert routes(ask("underage-account", profile=profile))[young] == "must T4"
    assert routes(ask("official-account-message", profile=profile)) == {
        account: "must T3",
        "complaints": "consider T4",
        "data-protection": "consider T4",
    }


def test_each_school_says_who_approves_official_accounts() -> None:
    approvers = {each.id: each.accounts_approved_by for each in CATALOGUE.profiles.values()}

    assert approvers == {
        "default": ("head",),
        "crofton": ("head", "governors"),
        "ashgrove": ("slt",),
        "rosewood": ("slt",),
        "st-nicholas": ("head",),
        "coton": ("governors",),
    }


def test_the_calendar_of_the_question_goes_before_the_profile_s() -> None:
    answered = ask(
        "staff-private-contact", known_at="2026-04-02T10:00:00+01:00", calendar="scotland"
    )
    listed = answered["routes"]
    assert isinstance(listed, list)

    assert listed[0]["due"] == "2026-04-06T17:00:00+01:00"


def test_every_raise_of_severity_names_its_rule() -> None:
    answered = ask("hate-incident", "stirring-up-hatred", "target:pupil:9")
    because = answered["because"]
    assert isinstance(because, list)

    assert [(each["rule"], each["says"]) for each in because] == [
        ("concern:hate-incident", "severity at least 4"),
        ("sign:stirring-up-hatred", "severity at least 4"),
    ]


@settings(max_examples=100, deadline=None)
@given(questions)
def test_the_severity_is_the_highest_that_a_rule_named(question: dict[str, object]) -> None:
    answered = answer(CATALOGUE, question)
    because = answered["because"]
    assert isinstance(because, list)

    assert answered["severity"] == max(int(each["says"][-1]) for each in because)


@settings(max_examples=100, deadline=None)
@given(questions)
def test_every_route_carries_at_least_one_rule_and_its_source(question: dict[str, object]) -> None:
    listed = answer(CATALOGUE, question)["routes"]
    assert isinstance(listed, list)

    assert all(each["because"] for each in listed)
    assert all(reason["rule"] and reason["source"] for each in listed for reason in each["because"])


@settings(max_examples=100, deadline=None)
@given(questions, st.randoms(use_true_random=False))
def test_the_order_of_what_is_given_changes_nothing(
    question: dict[str, object], chance: object
) -> None:
    shuffled = dict(question)
    for key in ("concerns", "signs", "people"):
        values = list(_list(question, key))
        chance.shuffle(values)  # type: ignore[attr-defined]  # hypothesis types it as object
        shuffled[key] = values

    assert answer(CATALOGUE, shuffled) == answer(CATALOGUE, question)


@settings(max_examples=100, deadline=None)
@given(questions)
def test_what_is_given_twice_counts_once_and_asking_twice_answers_the_same(
    question: dict[str, object],
) -> None:
    doubled = {
        **question,
        **{key: _list(question, key) * 2 for key in ("concerns", "signs", "people")},
    }

    assert answer(CATALOGUE, doubled) == answer(CATALOGUE, question)
    assert answer(CATALOGUE, question) == answer(CATALOGUE, question)


@settings(max_examples=100, deadline=None)
@given(questions, st.sampled_from(sorted(CATALOGUE.signs)))
def test_another_sign_never_makes_it_less_serious(question: dict[str, object], sign: str) -> None:
    before = answer(CATALOGUE, question)
    after = answer(CATALOGUE, {**question, "signs": [*_list(question, "signs"), sign]})

    assert int(str(after["severity"])) >= int(str(before["severity"]))
    assert set(routes(before)) <= set(routes(after))


def test_changing_an_answer_changes_no_later_one() -> None:
    first = ask("bullying-of-child", "repeated", "target:pupil:12")
    listed = first["routes"]
    assert isinstance(listed, list)
    listed[0]["because"][0]["rule"] = "spoiled"
    listed.clear()
    first["handling"] = {}

    assert ask("bullying-of-child", "repeated", "target:pupil:12")["routes"] != []
    assert "spoiled" not in str(ask("bullying-of-child", "repeated", "target:pupil:12"))


def _list(question: Mapping[str, object], key: str) -> list[object]:
    value = question.get(key, [])
    assert isinstance(value, list)
    return value


def test_a_former_pupil_under_eighteen_is_a_child() -> None:
    """Somebody who left the school and is 17 is told to the police as a pupil of 17 would be."""
    younger = ask("grooming-by-staff", "", "target:former-pupil:17 alleged:staff")
    older = ask("grooming-by-staff", "", "target:former-pupil:18 alleged:staff")

    assert routes(younger)["social-care"] == "must T1"
    assert routes(older)["social-care"] == "should T1"
