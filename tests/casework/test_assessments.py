"""Triage of a case: kept with its question and edition, and turned into the action list."""

import pytest

from casebook import clock
from casebook.casework import actions, asking, assessments, cases, corrections, incidents
from casebook.casework.case_file import of
from casebook.clock import Hand
from casebook.errors.given import IncidentInvalid, MomentImpossible, ValueUnknown
from casebook.errors.rules import CaseMustMove, ClosureRefused, ReasonMissing, SeverityHeld
from casebook.store.book import Book
from tests.casework.conftest import incident, later, logged, people

PUPILS = people(("target", "pupil", 12), ("alleged", "pupil", 13))
CHILD = people(("target", "pupil", 12), ("alleged", "unknown", None))


def bullying(book: Book, **changes: object) -> str:
    """A new case of bullying between pupils."""
    return logged(book, **({"people": PUPILS, "concerns": ["bullying-of-child"]} | changes))


def states(book: Book, case: str) -> dict[str, tuple[str, str]]:
    """The duty and state of each action of a case that was not superseded, by route."""
    return {each.route: (each.duty, each.state) for each in actions.listed(book, case)}


def asks_otherwise(book: Book, case: str) -> bool:
    """Whether the case asks something else now than at its last triage."""
    _, file = of(book, case)
    assert file.assessment is not None
    return asking.asks_otherwise(book, file, file.assessment.question)


def test_question_answer_and_edition_are_kept_together(book: Book) -> None:
    case = bullying(book)
    kept = assessments.assess(book, case, signs=["repeated"])

    view = cases.shown(book, case).assessments[0]
    assert view.reference == kept.reference == f"{case}-T01"
    assert view.catalogue == "england-2026.1"
    assert (view.severity, view.severity_name) == (3, "Serious")
    assert (view.concerns, view.signs) == (("bullying-of-child",), ("repeated",))
    assert cases.shown(book, case).severity == 3


def test_a_case_has_no_severity_before_it_is_triaged(book: Book) -> None:
    view = cases.shown(book, bullying(book))

    assert (view.severity, view.severity_name, view.due) == (None, "", None)


def test_the_question_is_asked_of_all_incidents_together(book: Book) -> None:
    case = bullying(book)
    second = incident(people=PUPILS, concerns=["hate-incident"], signs=["violence-threatened"])
    incidents.log(book, incidents.read(second), case)
    kept = assessments.assess(book, case, concerns=["self-harm-risk"])

    assert kept.concerns == ("bullying-of-child", "hate-incident", "self-harm-risk")
    assert kept.signs == ("violence-threatened",)


def test_what_is_not_asked_anew_is_asked_as_at_the_last_triage(book: Book) -> None:
    case = logged(book, people=PUPILS, concerns=None)
    assessments.assess(book, case, concerns=["bullying-of-child"])
    kept = assessments.assess(book, case, signs=["repeated"])

    assert (kept.concerns, kept.signs) == (("bullying-of-child",), ("repeated",))
    assert assessments.assess(book, case, concerns=["copyright"]).concerns == ("copyright",)


def test_the_clock_starts_at_the_earliest_moment_the_school_knew(book: Book) -> None:
    case = bullying(book)
    earlier = incident(people=PUPILS, known_at="2026-11-16T09:00:00+00:00", happened_at=None)
    incidents.log(book, incidents.read(earlier), case)

    assert assessments.assess(book, case).known_at == "2026-11-16T09:00:00+00:00"


def test_the_school_may_have_known_earlier_than_was_logged_but_not_in_future(book: Book) -> None:
    case = bullying(book)

    kept = assessments.assess(book, case, known_at="2026-11-13T18:00:00+00:00")
    assert kept.known_at == "2026-11-13T18:00:00+00:00"
    with pytest.raises(MomentImpossible):
        assessments.assess(book, case, known_at="2026-11-18T18:00:00+00:00")


def test_what_only_triage_was_told_is_carried_to_the_next(book: Book, hand: Hand) -> None:
    """A later question about something else does not move the clocks on."""
    case = bullying(book)
    told = "2026-11-13T18:00:00+00:00"
    assessments.assess(book, case, known_at=told)
    due = {each.route: each.due for each in actions.listed(book, case)}
    later(hand, hours=1)

    assert assessments.assess(book, case, signs=["repeated"]).known_at == told
    assert {each.route: each.due for each in actions.listed(book, case)}["dsl"] == due["dsl"]
    assert not asks_otherwise(book, case)
    assert assessments.assess(book, case, known_at="2026-11-17T15:20:00+00:00").known_at != told


def test_a_moment_that_an_incident_said_wrongly_is_not_carried(book: Book) -> None:
    case = bullying(book, known_at="2026-11-13T18:00:00+00:00", happened_at=None)
    assessments.assess(book, case)
    incident_of = cases.shown(book, case).incidents[0].reference
    corrections.correct(book, incident_of, "known_at", "2026-11-16T18:00:00+00:00", "Mistyped.")

    assert assessments.assess(book, case).known_at == "2026-11-16T18:00:00+00:00"


def test_an_incident_known_of_still_earlier_comes_before_what_triage_was_told(book: Book) -> None:
    case = bullying(book)
    assessments.assess(book, case, known_at="2026-11-16T18:00:00+00:00")
    earlier = incident(people=PUPILS, known_at="2026-11-13T18:00:00+00:00", happened_at=None)
    incidents.log(book, incidents.read(earlier), case)

    assert asks_otherwise(book, case)
    assert assessments.assess(book, case).known_at == "2026-11-13T18:00:00+00:00"


def test_an_unknown_concern_is_refused_with_its_place(book: Book) -> None:
    case = bullying(book)
    with pytest.raises(IncidentInvalid) as refused:
        assessments.assess(book, case, concerns=["bullying-of-child", "gossip"])

    assert refused.value.details[0]["field"] == "concerns.1"
    assert cases.shown(book, case).assessments == ()


def test_actions_come_from_the_routes_with_owner_due_time_and_reason(book: Book) -> None:
    case = bullying(book)
    assessments.assess(book, case)

    line = next(each for each in actions.listed(book, case) if each.route == "dsl")
    assert (line.duty, line.clock, line.owner, line.state) == ("must", "T1", "dsl", "open")
    assert clock.iso(line.due) == "2026-11-17T23:59:00+00:00"
    assert "concern:bullying-of-child" in line.why


def test_a_later_triage_carries_over_what_was_done(book: Book) -> None:
    case = bullying(book)
    assessments.assess(book, case)
    done = next(each for each in actions.listed(book, case) if each.route == "dsl")
    actions.do(book, done.id, "Dilys took it on.")
    assessments.assess(book, case, signs=["repeated"])

    assert states(book, case)["dsl"] == ("must", "done")
    assert [each.route for each in actions.listed(book, case)].count("dsl") == 1


def test_a_later_triage_amends_what_is_open_and_adds_what_is_new(book: Book, hand: Hand) -> None:
    case = bullying(book)
    assessments.assess(book, case)
    before = states(book, case)
    later(hand, hours=1)
    assessments.assess(book, case, signs=["violence-threatened", "crime-suspected"])

    assert before["police"] == ("consider", "open")
    assert states(book, case)["police"] == ("should", "open")
    assert len(cases.shown(book, case).assessments) == 2


def test_a_later_triage_supersedes_what_is_no_longer_asked_for(book: Book) -> None:
    case = logged(book, people=PUPILS, concerns=["hate-incident"])
    assessments.assess(book, case)
    head = next(each for each in actions.listed(book, case) if each.route == "head")
    reference = cases.shown(book, case).incidents[0].reference
    corrections.correct(book, reference, "concerns", "bullying-of-child", "It was no hate.")
    assessments.assess(book, case, reason="It was no hate, and the concern was put right.")

    assert "head" not in states(book, case)
    everything = {each.id: each.state for each in actions.listed(book, case, "all")}
    assert everything[head.id] == "superseded"


def test_what_was_ruled_out_without_authority_is_asked_for_anew_once_it_is_a_must(
    book: Book,
) -> None:
    case = bullying(book)
    assessments.assess(book, case)
    police = next(each for each in actions.listed(book, case) if each.route == "police")
    actions.rule_out(book, police.id, "Too slight.")
    assessments.assess(book, case, signs=["serious-injury"])

    assert states(book, case)["police"] == ("must", "open")


@pytest.mark.parametrize("colleague", ["Hector Sample", "the DSL"])
def test_what_a_colleague_ruled_out_is_asked_for_anew_once_it_is_a_must(
    book: Book, colleague: str
) -> None:
    case = bullying(book)
    assessments.assess(book, case)
    police = next(each for each in actions.listed(book, case) if each.route == "police")
    actions.rule_out(book, police.id, "Too slight.", colleague)
    assessments.assess(book, case, signs=["serious-injury"])

    assert states(book, case)["police"] == ("must", "open")


def test_what_the_authority_ruled_out_stays_ruled_out(book: Book) -> None:
    case = bullying(book)
    assessments.assess(book, case)
    police = next(each for each in actions.listed(book, case) if each.route == "police")
    actions.rule_out(book, police.id, "Not for us.", "PC Sample-Test, Invented Constabulary")
    assessments.assess(book, case, signs=["serious-injury"])

    assert states(book, case)["police"][1] == "ruled-out"


def test_a_person_sets_the_severity_higher_freely(book: Book) -> None:
    case = bullying(book)
    kept = assessments.assess(book, case, severity=5)

    assert (kept.severity, kept.catalogue_severity) == (5, 2)
    assert cases.listed(book)[0].severity == 5


def test_a_person_sets_the_severity_lower_only_with_a_reason(book: Book) -> None:
    case = bullying(book)
    with pytest.raises(ReasonMissing):
        assessments.assess(book, case, severity=1)
    kept = assessments.assess(book, case, severity=1, reason="Both have made up.")

    assert (kept.severity, kept.override_reason) == (1, "Both have made up.")


@pytest.mark.parametrize("severity", [0, 6, -1])
def test_a_severity_that_is_none_is_refused(book: Book, severity: int) -> None:
    with pytest.raises(ValueUnknown):
        assessments.assess(book, bullying(book), severity=severity)


def test_the_severity_stays_at_four_while_a_must_to_the_outside_is_undone(book: Book) -> None:
    case = logged(book, people=CHILD, concerns=["sextortion"])
    assessments.assess(book, case)
    with pytest.raises(SeverityHeld):
        assessments.assess(book, case, severity=3, reason="It has calmed down.")
    assert assessments.assess(book, case, severity=4, reason="It has calmed down.").severity == 4
    for each in actions.listed(book, case, "open"):
        if each.route == "police":
            actions.do(book, each.id, "Told.", reference="42/1/26")
        if each.route == "social-care":
            actions.rule_out(book, each.id, "Not needed.", "Sage Sample-Test, social care")

    assert assessments.assess(book, case, severity=3, reason="It has calmed down.").severity == 3


def test_a_case_that_comes_to_concern_a_worker_is_not_triaged_on_where_it_is(book: Book) -> None:
    """The unknown person turns out to be the head: that is refused, with whom to ring."""
    case = logged(book, people=CHILD, concerns=["bullying-of-child"])
    unknown = cases.shown(book, case).people[1]
    with pytest.raises(CaseMustMove) as refused:
        corrections.correct(book, f"{case} {unknown.id}", "kind", "head", "It was the head.")

    assert refused.value.details[0]["who"] == "the chair of governors"
    assert cases.shown(book, case).people[1].kind == "unknown"


def test_an_age_that_was_put_right_counts_in_the_next_triage(book: Book) -> None:
    case = logged(
        book,
        people=people(("target", "former-pupil", 19), ("alleged", "outsider", 40)),
        concerns=["grooming-outside"],
    )
    person = cases.shown(book, case).people[0]
    before = assessments.assess(book, case)
    corrections.correct(book, f"{case} {person.id}", "age", "12", "Mistyped.")
    after = assessments.assess(book, case)

    assert "people:" not in str(before.routes)
    assert "people:" in str(after.routes)


def test_a_milder_triage_neither_drops_a_must_to_the_outside_nor_falls_below_four(
    book: Book,
) -> None:
    """Facts put right do not end what only the police, or doing it, can end."""
    case = logged(book, people=CHILD, concerns=["sextortion"])
    assessments.assess(book, case)
    reference = cases.shown(book, case).incidents[0].reference
    corrections.correct(book, reference, "concerns", "copyright", "It was about a film.")
    with pytest.raises(ReasonMissing):
        assessments.assess(book, case)
    view = assessments.assess(book, case, reason="It was about a film.")
    standing = {each.route: each.duty for each in view.actions if each.state == "open"}

    assert view.severity == 4
    assert standing["police"] == standing["social-care"] == "must"
    with pytest.raises(SeverityHeld):
        assessments.assess(book, case, severity=2, reason="It was about a film.")


def test_what_triage_was_told_and_was_put_right_since_keeps_a_case_open(book: Book) -> None:
    case = logged(book, people=PUPILS, concerns=["bullying-of-child"])
    assessments.assess(book, case)
    person = cases.shown(book, case).people[0]
    corrections.correct(book, f"{case} {person.id}", "age", "9", "Mistyped.")
    with pytest.raises(ClosureRefused) as refused:
        cases.close(book, case, "resolved", "Told on Tuesday.")

    assert "not-triaged" in {each["missing"] for each in refused.value.details}
