"""Official accounts: applied for, approved by whose office it is, looked after, closed."""

from pathlib import Path

import pytest

from casebook.casework.registers import channels, keeping
from casebook.casework.registers.channels import CHANNELS
from casebook.casework.registers.fields import Given
from casebook.clock import Hand
from casebook.errors.given import RecordNotFound, ReferenceInvalid, ValueUnknown
from casebook.errors.registers import (
    FieldsMissing,
    NothingGiven,
    NotOfficialYet,
    NotOpenToThis,
    NotTheirsToDecide,
    OwnDecision,
    PasswordRefused,
)
from casebook.errors.rules import ReasonMissing
from casebook.store import founding, membership
from casebook.store.book import Book
from casebook.store.verify import verify_folder
from casebook.vault.argon2 import FLOOR
from tests.casework.conftest import later, sitting
from tests.casework.registers.conftest import ACCOUNT, RUNNERS
from tests.school import founders

LEAST = {each: ACCOUNT[each] for each in ("platform", "name", "purpose", "run_by")}
CH = "C-CH-0001"


def test_an_application_may_lack_much_and_says_what(book: Book) -> None:
    view = channels.apply(book, LEAST)

    assert (view.reference, view.state, view.compartment) == (CH, "applied", "general")
    assert view.details["applied_by"] == "Dilys Specimen"
    assert "not approved yet by the head" in view.minds
    assert any("8 things are missing" in each for each in view.minds)


def test_without_the_least_there_is_no_application(book: Book) -> None:
    for lacking in LEAST:
        with pytest.raises(FieldsMissing) as caught:
            channels.apply(book, {name: each for name, each in LEAST.items() if name != lacking})
        assert caught.value.named["fields"] == f"--{lacking.replace('_', '-')}"
    assert keeping.listed(book, CHANNELS) == []


def test_an_account_that_lacks_one_thing_is_not_approved(book: Book) -> None:
    needed = ("watched_by", "watched_in_holidays", "school_owns", "school_oversees")
    for lacking in (*needed, "rights_limited", "risk", "risk_on", "password_place"):
        given = {name: each for name, each in ACCOUNT.items() if name != lacking}
        view = channels.apply(book, given)
        with pytest.raises(NotOfficialYet) as caught:
            channels.approve(book, view.reference)
        assert len(caught.value.details) == 1


def test_one_person_alone_runs_no_account(book: Book) -> None:
    view = channels.apply(book, {**ACCOUNT, "run_by": RUNNERS[:1]})

    assert "fewer than 2 people run it" in view.pressing
    with pytest.raises(NotOfficialYet):
        channels.approve(book, CH)


def test_the_office_of_the_profile_approves_and_nobody_else(accounts: Path) -> None:
    with sitting(accounts, "dsl") as book:
        view = keeping.listed(book, CHANNELS)[0]
        assert view.state == "approved"
        assert str(view.review_on) == "2027-11-17"
        assert view.details["approvals"] == ["head: Hector Sample (head), 2026-11-17"]
        channels.apply(book, {**ACCOUNT, "name": "Second"})
        with pytest.raises(OwnDecision):
            channels.approve(book, "C-CH-0002")
        channels.apply(book, {**ACCOUNT, "name": "Third", "applied_by": "A. Teacher-Test"})
        with pytest.raises(NotTheirsToDecide):
            channels.approve(book, "C-CH-0003")
    with sitting(accounts, "head") as book:
        runs = ["Bo Specimen-Test", "Hector Sample"]
        channels.apply(book, {**ACCOUNT, "applied_by": "A. Teacher-Test", "run_by": runs})
        with pytest.raises(OwnDecision):
            channels.approve(book, "C-CH-0004")


def test_who_was_named_before_an_amendment_still_approves_nothing(made: Path, hand: Hand) -> None:
    with sitting(made, "head") as book:
        channels.apply(book, ACCOUNT)
        channels.amend(book, CH, {"applied_by": "A. Teacher-Test"}, "Not mine after all.")
        with pytest.raises(OwnDecision):
            channels.approve(book, CH)


def test_where_the_office_itself_is_concerned_the_governors_decide(made: Path, hand: Hand) -> None:
    with sitting(made, "dsl") as book:
        channels.apply(book, {**ACCOUNT, "applied_by": "A. Teacher-Test"})
        with pytest.raises(NotTheirsToDecide):
            channels.approve(book, CH, minute="FGB 12 November, item 7")
        view = channels.apply(book, {**ACCOUNT, "applied_by": "Hector Sample"})
        assert "not approved yet by the governors" in view.minds
        with pytest.raises(ReasonMissing):
            channels.approve(book, view.reference, minute="-")
        approved = channels.approve(book, view.reference, minute="FGB 12 November, item 7")
        assert approved.state == "approved"


def test_an_approved_account_that_lacks_something_since_says_so(accounts: Path) -> None:
    with sitting(accounts, "dsl") as book:
        view = channels.amend(book, CH, {"school_owns": False}, "The service has it.")
        assert any(each.startswith("it was approved, and now lacks") for each in view.minds)
        assert channels.official(book, CH) is None


def test_where_two_offices_must_approve_one_is_not_enough(tmp_path: Path, hand: Hand) -> None:
    school = founding.School("Crofton Test School", "crofton")
    folder = tmp_path / "Crofton.casebook"
    founding.create(folder, school, founders(), cost=FLOOR)
    with sitting(folder, "dsl") as book:
        channels.apply(book, ACCOUNT)
    with sitting(folder, "head") as book:
        first = channels.approve(book, CH)
        second = channels.approve(book, CH, minute="FGB 12 November, item 7")

    assert first.state == "applied"
    assert "not approved yet by the governors" in first.minds
    assert second.state == "approved"


def test_an_application_is_refused_with_a_reason(made: Path, hand: Hand) -> None:
    with sitting(made, "dsl") as book:
        channels.apply(book, LEAST)
    with sitting(made, "head") as book:
        with pytest.raises(ReasonMissing):
            channels.refuse(book, CH, "-")
        assert channels.refuse(book, CH, "We have a newsletter.").state == "refused"
        with pytest.raises(NotOpenToThis):
            channels.approve(book, CH)
        assert keeping.listed(book, CHANNELS) == []
        assert len(keeping.listed(book, CHANNELS, "all")) == 1


def test_an_amendment_leaves_the_earlier_reading_in_the_ledger(book: Book) -> None:
    channels.apply(book, LEAST)
    channels.amend(book, CH, {"name": "St Nicholas News"}, "It was renamed.")
    compartment, row = keeping.find(book, CHANNELS, CH)

    assert row.name == "St Nicholas News"
    readings = keeping.past(book, compartment, row)
    assert [each.values.get("name") for each in readings] == [
        "St Nicholas Test School",
        "St Nicholas News",
    ]
    assert readings[1].values["why"] == "It was renamed."
    assert verify_folder(book.folder.path, book).verdict == "unchanged"


@pytest.mark.parametrize("given", [{"password_place": "hunter22"}, {"purpose": "pw: swordfish"}])
def test_no_password_is_kept_whichever_way_it_comes(book: Book, given: Given) -> None:
    with pytest.raises(PasswordRefused):
        channels.apply(book, {**LEAST, **given})
    channels.apply(book, LEAST)
    with pytest.raises(PasswordRefused):
        channels.amend(book, CH, given, "It was missing.")
    with pytest.raises(PasswordRefused):
        channels.amend(book, CH, {"name": "News"}, "The password is swordfish")
    for say in (channels.close, channels.review, channels.voice, channels.refuse):
        with pytest.raises(PasswordRefused):
            say(book, CH, "pw: swordfish")
    assert book.compartment("general").search("swordfish") == []


def test_nothing_amends_nothing_and_a_stranger_s_reference_is_refused(book: Book) -> None:
    channels.apply(book, LEAST)

    with pytest.raises(NothingGiven):
        channels.amend(book, CH, {}, "No reason at all")
    with pytest.raises(RecordNotFound):
        channels.amend(book, "C-CH-0009", {"name": "News"}, "No such account")
    with pytest.raises(ReferenceInvalid):
        channels.amend(book, "C-RE-0001", {"name": "News"}, "Another register")


def test_a_leaver_shows_on_each_open_account_until_somebody_takes_over(accounts: Path) -> None:
    with sitting(accounts, "dsl") as book:
        assert channels.leaver(book, "Nobody-Here") == []
        found = channels.leaver(book, "  bo   specimen-test ")
        assert [each.reference for each in found] == [CH]
        assert found[0].pressing[0].startswith("Bo Specimen-Test has left")
        assert "fewer than 2 people run it" in found[0].pressing
        assert channels.leaver(book, "Bo Specimen-Test") == []

        handed = channels.amend(book, CH, {"run_by": [RUNNERS[0], "Di New-Test"]}, "Bo left.")
        assert handed.pressing == ()
        assert keeping.listed(book, CHANNELS)[0].details["left_school"] == []


def test_a_user_whose_keys_were_ended_counts_as_a_leaver(accounts: Path) -> None:
    """Ending somebody's keys gives the compartment a new key, and every account goes along."""
    with sitting(accounts, "dsl") as book:
        channels.amend(book, CH, {"run_by": ["Tilda Sample-Test", "Dilys Specimen"]}, "Bo left.")
        assert keeping.listed(book, CHANNELS)[0].pressing == ()
    with sitting(accounts, "head") as book:
        membership.disable(book, "dsl")
        view = keeping.listed(book, CHANNELS)[0]
        assert view.pressing[0].startswith("Dilys Specimen has left")
        assert verify_folder(accounts, book).verdict == "unchanged"


def test_what_was_looked_at_is_ticked_with_its_day(accounts: Path) -> None:
    with sitting(accounts, "dsl") as book:
        minds = keeping.listed(book, CHANNELS)[0].minds
        assert sum("nobody has looked" in each for each in minds) == len(channels.CHECKED)
        channels.check(book, CH, "mfa", "yes", "16/11/2026")
        view = channels.check(book, CH, "privacy-notice", "no")
        assert (view.details["mfa"], str(view.details["mfa_on"])) == ("yes", "2026-11-16")
        assert view.minds == ("the privacy notice was looked at on 17/11/2026: no",)
        with pytest.raises(ValueUnknown):
            channels.check(book, CH, "password", "yes")


def test_while_a_matter_lasts_one_account_alone_speaks(accounts: Path) -> None:
    with sitting(accounts, "dsl") as book:
        begun = channels.voice(book, CH, "The flood in the hall")
        assert begun.details["voice_for"] == "The flood in the hall"
        assert any("the one voice since 17/11/2026" in each for each in begun.minds)
        over = channels.voice_over(book, CH)
        assert not any("voice" in each for each in over.minds)


def test_a_closed_account_shows_its_days_and_is_not_amended(accounts: Path, hand: Hand) -> None:
    with sitting(accounts, "dsl") as book:
        channels.amend(book, CH, {"opened_on": "5/2/18"}, "From the old list.")
        with pytest.raises(ReasonMissing):
            channels.close(book, CH, "")
        view = channels.close(book, CH, "Nobody read it.", "16/11/2026")
        assert [str(view.details[each]) for each in ("opened_on", "ended_on")] == [
            "2018-02-05",
            "2026-11-16",
        ]
        later(hand, days=400)
        assert not view.minds
        with pytest.raises(NotOpenToThis):
            channels.amend(book, CH, {"name": "News"}, "Open again")
        assert channels.official(book, CH) is None
