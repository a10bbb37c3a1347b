"""A parent posts about the head, once under St Nicholas's policy and once under Ashgrove's.

Under the one the governing body asks for it to be taken down, by letter, and points to the
complaints procedure (003 L467, L468); under the other the parent is invited to talk first (001
L324). Under both it is kept before anybody asks, and a claim for defamation has a year.
"""

from pathlib import Path

from tests.journeys.conftest import School

PARENT = "Marlow Teacup-Test"
HEAD = "Hector Sample-Test"
EMAIL = Path(__file__).resolve().parent.parent / "material" / "parent-email.eml"
LETTER = f"""Dear {PARENT},

The governing board has been told of what was published on Facepage on 18 November 2026.

It says that the headteacher hides complaints. The board has looked at each of this year's.

The complaints procedure is enclosed. We ask you to take the post down by 4 December 2026.

Yours sincerely,

Chandra Example-Test
for the governing board"""


def reported(school: School) -> str:
    """The office sees it on Friday morning, two days after it was published."""
    school.at("2026-11-20T10:20")
    answer = school.log(
        "dsl",
        title="A parent says that the school hides complaints",
        words="The post names the head, and says that he hides complaints.",
        happened_at="2026-11-18T20:15:00+00:00",
        medium="social-media",
        site={"platform": "Facepage", "url": "https://facepage.example/wall/7", "audience": "all"},
        seen_how="Another parent showed it to the office.",
        reported_by={"name": "Vera Cotton-Test", "kind": "staff"},
        people=[
            {"name": HEAD, "kind": "head", "role": "target", "age": 50},
            {"name": PARENT, "kind": "parent", "role": "alleged"},
        ],
        wishes=[
            {
                "whose": HEAD,
                "about": "police",
                "words": "No. It is for the governors.",
                "answer": "no",
                "limits_explained": True,
            }
        ],
    )
    return str(answer["case"])


def triaged(school: School, case: str, policy: str) -> dict[str, tuple[str, str]]:
    """The duties of the case, and whose policy they follow."""
    asked = ("--concern", "parent-post", "--sign", "malicious", "--sign", "defamatory")
    answer = school.done("dsl", "triage", case, *asked)["assessment"]

    assert answer["profile"] == f"{policy} (built in)"
    assert (answer["severity"], answer["wishes"]) == (2, "victim-decides")
    assert answer["locks"] == ["no-deletion-before-capture"]
    cited = {each["source"] for route in answer["routes"] for each in route["because"]}
    assert any("S86" in each for each in cited)
    return school.duties("dsl", case)


def kept(school: School, case: str) -> None:
    """The thread is kept; the year runs from the day on which it was published."""
    school.hand.advance(minutes=5)
    said = ("--captured-at", "2026-11-20T10:05:00+00:00", "--captured-by", "Vera Cotton-Test")
    source = ("--source", "https://facepage.example/wall/7", "--imagery", "no")
    school.done("dsl", "attach", case, EMAIL, *said, *source)
    view = school.done("dsl", "show", case)

    limits = {each["limit"]: (each["counted_from"], each["last_day"]) for each in view["limits"]}
    assert limits == {"defamation-claim": ("2026-11-18", "2027-11-18")}
    assert "until Thursday 18 November 2027" in school.says("dsl", "show", case)


def written(school: School, case: str) -> str:
    """The governors' letter: nothing before it is kept, nothing final that nobody has read."""
    draft = ("letter", "draft", case, "governors", "--to", PARENT)
    school.refused("dsl", "R-91", *draft)
    kept(school, case)
    school.at("2026-11-23T09:00")
    letter = school.done("dsl", *draft)["letter"]
    mark = str(letter["reference"])
    assert "complaints procedure" in letter["words"]
    assert PARENT in letter["words"]
    assert HEAD not in letter["words"], "a template says nothing of the case by itself"

    school.refused("dsl", "R-86", "letter", "final", mark)
    school.refused("dsl", "R-89", "letter", "sent", mark, "--how", "by post")
    school.done("dsl", "letter", "revise", mark, "--words", f"{LETTER}\n\nCopy: {HEAD}")
    named = school.refused("dsl", "R-87", "letter", "final", mark)
    assert [each["mark"] for each in named["details"]] == ["P1"]
    school.done("dsl", "letter", "revise", mark, "--words", LETTER)
    school.done("dsl", "letter", "final", mark)
    school.refused("dsl", "R-88", "letter", "revise", mark, "--words", "Take it down!")
    paper = school.folder / "letter.pdf"
    school.done("dsl", "letter", "print", mark, "--to", paper)
    assert paper.read_bytes().startswith(b"%PDF")
    school.at("2026-11-23T16:10")
    school.done("dsl", "letter", "sent", mark, "--how", "by post, first class")
    return mark


def settled(school: School, case: str, last: str) -> None:
    """What is left is done, and the case closes with one signature: severity 2."""
    school.do("head", case, "head", "He read it, and leaves it to the board.")
    school.rule_out("dsl", case, "legal", "The board asks first; the year is noted.", "The chair")
    school.done("dsl", "answer", f"{case}-W01", "--words", "The police were not told.")
    school.done("dsl", "dispose", case, "VCT/1", "--how", "held", "--why", "The year runs.")
    school.hand.advance(minutes=20)
    told = ("--told-reporter", "The office was thanked and told.", "--words", last)
    answer = school.done("dsl", "close", case, "--outcome", "resolved", *told)
    assert answer["status"] == "closed"


def test_the_governors_write_and_point_to_the_complaints_procedure(st_nicholas: School) -> None:
    school = st_nicholas
    case = reported(school)
    assert triaged(school, case, "st-nicholas") == {
        "head": ("must", "2026-11-20T23:59"),
        "complaints": ("should", "2026-11-27T17:00"),
        "governors": ("should", "2026-11-27T17:00"),
        "legal": ("consider", "2026-11-27T17:00"),
    }
    letter = written(school, case)
    given = ("--told", f"letter={letter}", "--told", "complaints=yes", "--words", "")
    chair = ("--person", "Chandra Example-Test, chair")
    school.done("dsl", "refer", case, "governors", *chair, *given)
    school.do("dsl", case, "complaints", "The procedure went with the letter.")
    school.at("2026-12-04T12:00")
    ask = ("--kept", "VCT/1", "--site", "https://facepage.example/wall/7", "--of", PARENT)
    removal = school.done("dsl", "removal", "ask", case, *ask, "--words", "As in the letter.")
    gone = ("--words", "It is gone today.")
    school.done("dsl", "removal", "answer", removal["removal"]["reference"], *gone)
    settled(school, case, "Taken down after the letter.")

    school.told_in_order(
        "dsl",
        case,
        "It happened: A parent says",
        "Became known",
        "Exhibit VCT/1 lodged",
        f"Drafted: Letter to {PARENT}",
        f"Read through and final: Letter to {PARENT}",
        f"Sent: Letter to {PARENT}: What was published about the school. by post",
        "Referred to Chair of governors, Chandra Example-Test",
        f"kept as {case} VCT/1",
        "Closed: resolved",
    )
    school.unchanged("dsl", "head", "chair")


def test_the_parent_is_invited_first_and_no_governor_is_asked_to_write(ashgrove: School) -> None:
    school = ashgrove
    case = reported(school)
    assert triaged(school, case, "ashgrove") == {
        "head": ("must", "2026-11-20T23:59"),
        "complaints": ("should", "2026-11-27T17:00"),
        "parents": ("should", "2026-11-27T17:00"),
        "legal": ("consider", "2026-11-27T17:00"),
    }
    kept(school, case)
    school.at("2026-11-23T09:00")
    draft = ("letter", "draft", case, "invitation-to-meet", "--to", PARENT)
    letter = str(school.done("head", *draft)["letter"]["reference"])
    words = ("--words", f"Dear {PARENT}, would you come in on 26 November at 16:00?")
    school.done("head", "letter", "revise", letter, *words)
    school.done("head", "letter", "final", letter)
    school.done("dsl", "letter", "sent", letter, "--how", "by the school's messages")
    school.at("2026-11-26T16:45")
    heard = ("--told", f"who={PARENT}", "--told", "they_said=A reply was overdue; it is sorry.")
    meeting = ("--words", "They met the head. The post comes down tonight.")
    school.done("dsl", "refer", case, "parents", *heard, *meeting)
    school.do("dsl", case, "complaints", "The procedure was explained.")
    settled(school, case, "Taken down after the talk.")

    lines = school.told_in_order(
        "dsl",
        case,
        "Read through and final: Letter to Marlow Teacup-Test: An invitation to meet",
        "Sent: Letter to Marlow Teacup-Test: An invitation to meet",
        "Referred to Parents or carers",
        "Closed: resolved",
    )
    assert [each.who for each in lines] == ["head", "dsl", "dsl", "dsl"]
    assert "governors" not in school.routes("dsl", case)
    school.unchanged("dsl", "head", "chair")
