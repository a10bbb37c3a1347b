"""Stories about adults: parents, staff, and the head, each where the keys put it."""

from casebook import clock
from casebook.casework import cases, notes, referrals, supports, wishes
from casebook.demonstration import deeds
from casebook.demonstration.scene import Scene
from casebook.demonstration.telling import Story, Turn

DSL, HEAD, CHAIR = "dsl", "head", "chair"


def sports_day(scene: Scene) -> Story:
    """A parent's pictures of other people's children: triaged, and then nothing was done."""
    known = scene.back(6, "16:40")
    book = yield Turn(known, DSL)
    case = deeds.log(
        book,
        title="Pictures of other children from sports day posted by a parent",
        known_at=clock.iso(known),
        medium="social-media",
        site={"platform": "Pigeonpost", "handle": "proud_of_harbour", "audience": "public"},
        reported_by={"name": "Vera Cotton-Test", "kind": "parent"},
        people=[
            {"name": "Ravi Cotton-Test", "kind": "pupil", "role": "target", "age": 10},
            {"name": "Otto Biscuit-Test", "kind": "parent", "role": "alleged"},
        ],
    )
    deeds.assess(book, case, "parent-posts-pupil-photo")


def second_harbour(scene: Scene) -> Story:
    """An account that passes for the school: reported to the platform, waiting for its answer."""
    known = scene.back(3, "09:20")
    book = yield Turn(known, DSL)
    case = deeds.log(
        book,
        title="An account that passes for the school",
        words="It uses our crest and says that school is closed on Friday.",
        known_at=clock.iso(known),
        medium="social-media",
        site={
            "platform": "Pigeonpost",
            "handle": "harbour_primary_real",
            "account_id": "TEST-88231",
        },
        reported_by={"name": "Sal Cleat-Test", "kind": "staff"},
        people=[
            {"name": "Hal Quayside-Test", "kind": "head", "role": "target"},
            {"kind": "unknown", "role": "alleged"},
        ],
    )
    picture = scene.picture("lookalike", "Pigeonpost: Harbour Primary", "No school on Friday")
    deeds.attach(book, case, picture, by="Sal Cleat-Test", source="the office computer")
    deeds.assess(book, case, "impersonation")
    deeds.done(book, case, "head", "Told; a message went to all families that school is open.")
    reported = "Reported with the account number; they answer within five days."
    deeds.done(book, case, "platform", reported, reference="PP-TEST-55102")
    deeds.ruled_out(book, case, "police", "No threat and no money; looked at again later.", "Head")
    notes.write(book, case, "The account says nothing new today.")


def wrong_list(scene: Scene) -> Story:
    """A register sent to the wrong list: told at once, the rest still open."""
    known = scene.back(1, "08:50")
    book = yield Turn(known, DSL)
    case = deeds.log(
        book,
        title="A list of allergies sent to every family of Year 3",
        known_at=clock.iso(known),
        medium="e-mail",
        reported_by={"name": "Sal Cleat-Test", "kind": "staff"},
        people=[{"name": "Sal Cleat-Test", "kind": "staff", "role": "witness"}],
    )
    deeds.assess(book, case, "data-breach")
    deeds.done(book, case, "head", "Told by telephone; families are asked to delete it.")
    told = "Told within the hour; they judge whether the ICO must know."
    deeds.done(book, case, "data-protection", told, with_whom="the data protection officer")


def false_invoice(scene: Scene) -> Story:
    """A false invoice that the office nearly paid: reported, signed by the head, closed."""
    known = scene.back(18, "10:10")
    book = yield Turn(known, DSL)
    case = deeds.log(
        book,
        title="A false invoice for the school trip",
        known_at=clock.iso(known),
        medium="e-mail",
        site={"handle": "trips@harbour-primary.example.invalid"},
        reported_by={"name": "Sal Cleat-Test", "kind": "staff"},
        people=[
            {"name": "Sal Cleat-Test", "kind": "staff", "role": "target", "age": 44},
            {"kind": "unknown", "role": "alleged"},
        ],
        wishes=[
            {"whose": "Sal Cleat-Test", "about": "recording", "words": "Please write it all down."}
        ],
    )
    saved = scene.text("invoice.txt", "Invoice 4471 (invented)", "Pay to: 00-00-00 00000000")
    deeds.attach(book, case, saved, by="Sal Cleat-Test", source="the office inbox")
    deeds.assess(book, case, "fraud")
    deeds.done(book, case, "head", "Told; the bank was warned and nothing was paid.")
    deeds.done(book, case, "report-fraud", "Reported on line.", reference="RF-TEST-9001")
    wishes.answer(book, f"{case}-W01", "Everything is written down, with the invoice.")
    book = yield Turn(scene.back(15, "15:15"), DSL)
    cases.close(book, case, "resolved", "Sal was told the same day, by me.")
    book = yield Turn(scene.back(14, "17:20"), HEAD)
    cases.approve(book, case)


def late_messages(scene: Scene) -> Story:
    """A member of staff who writes to a pupil at night: nothing is asked before the advice."""
    known = scene.back(1, "16:05")
    book = yield Turn(known, HEAD)
    case = deeds.log(
        book,
        title="Messages to a pupil outside school hours",
        words="He is nice, he just asks how football was.",
        known_at=clock.iso(known),
        medium="instant-message",
        site={"platform": "Gatepost"},
        reported_by={"name": "Ada Bobbin-Test", "kind": "parent"},
        people=[
            {"name": "Kit Bobbin-Test", "kind": "pupil", "role": "target", "age": 11},
            {"name": "Rob Anchor-Test", "kind": "staff", "role": "alleged", "age": 27},
        ],
    )
    deeds.assess(book, case, "staff-private-contact")
    deeds.done(book, case, "head", "Known; he works with another adult present until advised.")


def old_friends(scene: Scene) -> Story:
    """A friendship that was not declared: advice taken, put right, closed by the head."""
    known = scene.back(26, "12:00")
    book = yield Turn(known, HEAD)
    case = deeds.log(
        book,
        title="A friendship with a family that was not declared",
        known_at=clock.iso(known),
        medium="social-media",
        site={"platform": "Pigeonpost"},
        reported_by={"name": "Gus Hem-Test", "kind": "staff"},
        people=[{"name": "Gus Hem-Test", "kind": "staff", "role": "alleged", "age": 38}],
    )
    deeds.assess(book, case, "undeclared-relationship")
    deeds.done(book, case, "head", "Declared in writing; he does not teach that class.")
    deeds.ruled_out(book, case, "hr", "The code asks for a declaration, which is made.", "Head")
    deeds.ruled_out(book, case, "lado", "Nothing here is near the threshold.", "Head")
    supports.offer(book, case, "Gus Hem-Test", "His union was named to him", taken="not needed")
    book = yield Turn(scene.back(21, "16:00"), HEAD)
    cases.close(book, case, "unsubstantiated", "He reported it himself and was told.")


def head_online(scene: Scene) -> Story:
    """A worry about what the head posted: only the chair can read it; the LADO advised."""
    known = scene.back(5, "18:30")
    book = yield Turn(known, CHAIR)
    case = deeds.log(
        book,
        title="A post by the head about a family",
        words="It did not name us, but everybody knew.",
        known_at=clock.iso(known),
        medium="social-media",
        site={"platform": "Pigeonpost", "audience": "friends of the head"},
        reported_by={"name": "Vera Cotton-Test", "kind": "parent"},
        people=[
            {"name": "Vera Cotton-Test", "kind": "parent", "role": "target"},
            {"name": "Hal Quayside-Test", "kind": "head", "role": "alleged", "user": "head"},
        ],
        wishes=[
            {"whose": "Vera Cotton-Test", "about": "school", "words": "I want an apology, no more."}
        ],
    )
    deeds.assess(book, case, "staff-inflammatory-post")
    deeds.done(book, case, "governors", "The chair leads; nobody else at school knows.")
    book = yield Turn(scene.back(4, "10:15"), CHAIR)
    referrals.advice(
        book,
        case,
        "lado",
        "Bea Jetty-Test, LADO, Harbour Test Council",
        "Below the threshold; deal with it under the code of conduct and keep the record.",
    )


STORIES = (
    sports_day,
    second_harbour,
    wrong_list,
    false_invoice,
    late_messages,
    old_friends,
    head_online,
)
"""In no order that matters: the times do that."""
