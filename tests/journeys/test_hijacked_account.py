"""The school's own account is taken over on a Saturday night.

It was applied for and approved by the governors, and one of the two who ran it had left; what
stood there is kept before it is hidden, and its readers are told why; the 72 hours for the
regulator run; another account alone speaks for the school while it lasts.
"""

from typing import Any

from tests.journeys.conftest import School

TILDA, BO, CY = "Tilda Sample-Test", "Bo Specimen-Test", "Cy Example-Test"
NEWS, SITE = "C-CH-0001", "C-CH-0002"
GATEPOST = (
    *("--platform", "Gatepost", "--name", "Coton Test School", "--purpose", "News for parents"),
    *("--audience", "Parents and carers", "--reach", "open", "--promoted", "On the newsletter"),
    *("--run-by", TILDA, "--run-by", BO, "--master", "School business officer"),
)
WEBSITE = (
    *("--platform", "The website", "--name", "News page", "--purpose", "Notices"),
    *("--run-by", TILDA, "--run-by", CY),
)
WHOLE = (
    *("--watched-by", "Tilda, seven days a week", "--watched-in-holidays", BO, "--school-owns"),
    *("--school-oversees", "--rights-limited", "--risk", "Assessed: low", "--risk-on", "today"),
    *("--password-place", "the office safe, sealed envelope 4"),
)
MINUTE = ("--minute", "Full governing board, 3 November 2026, item 9")
KEPT = "CET/1"
POSTED = "We know which of you pays late.\n"


def test_the_school_account_is_taken_over(coton: School) -> None:
    school = coton
    applied_for_and_approved(school)
    looked_after(school)
    somebody_left(school)
    case = taken_over(school)
    triaged(school, case)
    kept_then_hidden(school, case)
    regulator(school, case)
    one_voice(school)
    answered_in_time(school)
    in_safe_hands_again(school)
    closed(school, case)
    told_in_order(school, case)


def applied_for_and_approved(school: School) -> None:
    """Never with a password, nor before it is whole; by the governors, not by who asked."""
    school.at("2026-11-03T16:00")
    secret = ("--password-place", "password: swordfish9")
    refused = school.ran("dsl", "channel", "apply", *GATEPOST, *secret)
    assert (refused.status, refused.error["code"]) == (1, "R-57")
    assert "swordfish" not in refused.out + refused.err
    school.done("dsl", "channel", "apply", *GATEPOST)
    lacking = school.refused("dsl", "R-52", "channel", "approve", NEWS, *MINUTE)["details"]
    assert len(lacking) == 8
    whole = ("channel", "amend", NEWS, "--why", "Filled in with the governors.", *WHOLE)
    school.done("dsl", *whole)
    school.refused("head", "R-51", "channel", "approve", NEWS)
    school.done("dsl", "channel", "apply", *WEBSITE, *WHOLE)
    for each in (NEWS, SITE):
        said = ("channel", "approve", each, *MINUTE, "--opened", "05/02/2018")
        school.refused("dsl", "R-50", *said)
        assert school.done("head", *said)["channel"]["state"] == "approved"


def looked_after(school: School) -> None:
    """The privacy notice has it; a second factor it has not: that stays in sight."""
    school.at("2026-11-10T10:00")
    school.done("dsl", "channel", "check", NEWS, "--what", "privacy-notice")
    found = ("channel", "check", NEWS, "--what", "mfa", "--found", "no")
    kept = school.done("dsl", *found)["channel"]
    columns = school.says("dsl", "channels").splitlines()[0]

    assert kept["minds"] == ["a second factor was looked at on 10/11/2026: no"]
    for column in ("Platform", "Account/Page name", "Master administration role", "Opened"):
        assert column in columns


def somebody_left(school: School) -> None:
    """Bo leaves, and stands on the account still: it presses, and shows in the day."""
    school.at("2026-11-27T12:00")
    (shown,) = school.done("dsl", "channel", "leaver", BO)["channels"]
    today = school.done("dsl", "today")["reviews"]

    assert shown["pressing"][0].startswith(f"{BO} has left and still stands on it")
    assert shown["pressing"][1] == "fewer than 2 people run it"
    assert [each["reference"] for each in today] == [NEWS]


def taken_over(school: School) -> str:
    """On Saturday night a stranger posts in the school's name, and has read parents' messages."""
    school.at("2026-12-05T22:10")
    logged = school.log(
        "dsl",
        title="The school's page was taken over",
        summary="Somebody posts in the school's name and has read messages of parents.",
        words="A father rang: it says which of us pays late.",
        happened_at="2026-12-05T21:30:00+00:00",
        medium="social-media",
        site={"platform": "Gatepost", "url": "https://gatepost.example/coton-test"},
        reported_by={"name": "Barnaby Parent-Test", "kind": "parent"},
        people=[{"kind": "unknown", "role": "alleged"}],
        concerns=["hacking", "data-breach"],
        signs=["widely-shared"],
    )
    case: str = logged["case"]
    return case


def triaged(school: School, case: str) -> None:
    """The head, the network and data protection today; the rest on Monday."""
    kept = school.done("dsl", "triage", case)["assessment"]

    assert kept["severity"] == 3
    assert kept["evidence"] == {"capture": "full", "hold_device": True, "staff_logs": True}
    assert kept["locks"] == ["no-deletion-before-capture"]
    assert school.duties("dsl", case) == {
        "head": ("must", "2026-12-05T23:59"),
        "data-protection": ("must", "2026-12-05T23:59"),
        "it-support": ("must", "2026-12-05T23:59"),
        "platform": ("should", "2026-12-05T23:59"),
        "report-fraud": ("should", "2026-12-07T17:00"),
        "police": ("consider", "2026-12-07T17:00"),
        "hr": ("should", "2026-12-11T17:00"),
    }


def kept_then_hidden(school: School, case: str) -> None:
    """Kept first; hidden on the school's account; its readers are told exactly why."""
    hide: tuple[str, ...] = ("removal", "hide", case, "--site", "the pinned post")
    hide += ("--kept", KEPT, "--from", NEWS)
    hide += ("--told", "It was not ours, and told of families' payments. We are sorry.")
    platform: tuple[str, ...] = ("refer", case, "platform", "--agency", "Gatepost")
    platform += ("--words", "Taken over.")
    platform += ("--told", "on_behalf_of=the school", "--told", "from_account=none")
    school.refused("dsl", "R-54", *hide)
    school.refused("dsl", "R-63", *platform)
    post = school.paper("post.txt", POSTED)
    how = ("--captured-at", "2026-12-05T22:04:00+00:00", "--captured-by", CY, "--imagery", "no")
    (lodged,) = school.done("dsl", "attach", case, post, *how, "--source", "the page")["exhibits"]
    assert lodged["reference"] == KEPT
    school.at("2026-12-05T22:30")
    hidden = school.done("dsl", *hide)["removal"]
    school.done("dsl", *platform)
    done = {"head": "Rung at 22:20.", "it-support": "Logs saved, then sessions ended."}
    for route, outcome in done.items():
        school.do("dsl", case, route, outcome)

    assert (hidden["what"], hidden["channel"], hidden["kept"]) == ("hidden", NEWS, f"{case} {KEPT}")


def regulator(school: School, case: str) -> None:
    """The 72 hours run from when the school became aware, over the weekend."""
    breach = ("refer", case, "data-protection")
    lacking = school.refused("dsl", "R-62", *breach)["details"]
    assert {each["name"] for each in lacking} == {"aware_at", "words"}
    aware = ("--told", "aware_at=2026-12-05T22:10:00+00:00", "--told", "how_many=about 40 families")
    school.done("dsl", *breach, *aware, "--words", "Names and late payments, read and posted.")
    follow_up = school.routes("dsl", case)["follow-up"]

    assert follow_up["due"] == "2026-12-08T22:10:00+00:00"
    assert "Information Commissioner" in follow_up["words"]


def one_voice(school: School) -> None:
    """The website alone speaks for the school while it lasts."""
    said = ("channel", "voice", SITE, "--for", "The page on Gatepost")
    kept = school.done("dsl", *said)["channel"]

    assert kept["voice_for"] == "The page on Gatepost"
    assert kept["minds"][0].startswith("the one voice since 05/12/2026")


def answered_in_time(school: School) -> None:
    """A question of Sunday is for Monday, one of Tuesday for Wednesday; a receipt is enough."""
    asked: dict[str, Any] = {
        "title": "A mother asks on the page whether her data is out",
        "reported_by": {"name": "Marigold Parent-Test", "kind": "parent"},
        "people": [{"name": "Marigold Parent-Test", "kind": "parent", "role": "reporter"}],
        "concerns": ["official-account-message"],
    }
    due = []
    for moment in ("2026-12-06T11:00", "2026-12-08T18:00"):
        school.at(moment)
        case = school.log("dsl", **asked)["case"]
        school.done("dsl", "triage", case)
        due.append(school.duties("dsl", case)["head"])
        done = school.do("dsl", case, "head", "Acknowledged: an answer follows by letter.")
        assert done["action"]["state"] == "done"

    assert due == [("must", "2026-12-07T17:00"), ("must", "2026-12-09T18:00")]


def in_safe_hands_again(school: School) -> None:
    """Cy stands in Bo's place, the second factor is on; the earlier readings stay."""
    school.at("2026-12-08T19:00")
    anew = ("--run-by", TILDA, "--run-by", CY, "--why", "Bo left; taken back on Sunday.")
    assert school.done("dsl", "channel", "amend", NEWS, *anew)["channel"]["pressing"] == []
    school.done("dsl", "channel", "check", NEWS, "--what", "mfa")
    over = school.done("dsl", "channel", "voice", SITE, "--over")["channel"]
    shown = school.done("dsl", "show", NEWS)

    assert (shown["minds"], shown["mfa"], shown["mfa_on"]) == ([], "yes", "2026-12-08")
    assert over["voice_for"] == ""
    assert [each["verb"] for each in shown["readings"]] == [
        "applied",
        "amended",
        "approved",
        "checked",
        "checked",
        "told of a leaver",
        "amended",
        "amended",
        "checked",
    ]


def closed(school: School, case: str) -> None:
    """The regulator was told in time; what was only to be considered is decided, in words."""
    ico = ("--reference", "ICO-TEST-88", "--done-at", "2026-12-08T15:00:00+00:00")
    school.do("dsl", case, "follow-up", "Reported within the 72 hours.", *ico)
    school.do("dsl", case, "report-fraud", "Reported.", "--reference", "RF-TEST-12")
    school.do("dsl", case, "police", "Told by Report Fraud.")
    school.rule_out("dsl", case, "hr", "Nobody who works here is thought to have done it.", "Head")
    school.done("dsl", "dispose", case, KEPT, "--how", "held", "--why", "For Report Fraud.")
    told = ("--told-reporter", "Rung on Tuesday.", "--lessons", "Take leavers off the same day.")
    school.done("dsl", "close", case, "--outcome", "referred-on", *told)

    assert school.done("head", "approve", case)["status"] == "closed"


def told_in_order(school: School, case: str) -> None:
    """Kept, hidden with its reason, the regulator: in the order in which it was."""
    order: tuple[str, ...] = (
        "It happened",
        f"Exhibit {KEPT} captured",
        "Became known",
        "Triage by",
        "Hidden",
    )
    order += ("Referred to The platform", "Done: Looking again, ICO-TEST-88", "Closing proposed")
    told = school.told_in_order("head", case, *order, "Second signature")

    assert "We are sorry." in told[4].said
    school.unchanged("dsl", "head", "chair")
