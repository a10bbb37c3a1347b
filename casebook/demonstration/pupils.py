"""Stories about pupils: the cases that the DSL works on, with the head as the second person."""

from datetime import datetime

from casebook import clock
from casebook.casework import actions, cases, decisions, notes, referrals, supports, wishes
from casebook.demonstration import deeds
from casebook.demonstration.scene import Scene
from casebook.demonstration.telling import Story, Turn

DSL, HEAD = "dsl", "head"


def left_out(scene: Scene) -> Story:
    """A class chat that leaves one child out: worked to its end and closed."""
    known = scene.back(24, "15:40")
    book = yield Turn(known, DSL)
    case = deeds.log(
        book,
        title="Year 6 chat leaves one pupil out",
        words="They made a new group without me and called it Everyone.",
        known_at=clock.iso(known),
        medium="instant-message",
        site={"platform": "Gatepost", "place": "group Everyone", "audience": "14 pupils"},
        reported_by={"name": "Pip Thimble-Test", "kind": "pupil"},
        people=[
            {"name": "Pip Thimble-Test", "kind": "pupil", "role": "target", "age": 11},
            {"name": "Kit Bobbin-Test", "kind": "pupil", "role": "alleged", "age": 11},
        ],
        wishes=[
            {"whose": "Pip Thimble-Test", "about": "school", "words": "I want it to stop quietly."}
        ],
    )
    picture = scene.picture("everyone", "Gatepost: Everyone", "Kit: only real friends here")
    deeds.attach(book, case, picture, by="Pip Thimble-Test", source="Pip's own telephone")
    deeds.assess(book, case, "bullying-of-child")
    deeds.done(book, case, "dsl", "Spoke with both pupils, one after the other.")
    book = yield Turn(scene.back(24, "16:20"), DSL)
    told = "Both families were rung; they will look at the group together with the children."
    deeds.done(book, case, "parents", told, with_whom="both families")
    wishes.answer(book, f"{case}-W01", "That we speak with Kit first, and with nobody else.")
    book = yield Turn(scene.back(23, "12:30"), DSL)
    reason = "Nothing that was written is near an offence."
    deeds.ruled_out(book, case, "police", reason, "DSL")
    deeds.ruled_out(book, case, "social-care", "No sign of harm at home.", "DSL")
    book = yield Turn(scene.back(14, "15:50"), DSL)
    notes.write(book, case, "Pip says the old group is in use again, and lunch is all right.")
    cases.close(book, case, "resolved", "Pip and Pip's family were told, by me, the same day.")


def borrowed_words(scene: Scene) -> Story:
    """Name-calling about where a family comes from: closed, then reopened when it went on."""
    known = scene.back(30, "09:10")
    book = yield Turn(known, DSL)
    case = deeds.log(
        book,
        title="Name-calling about a pupil's family in a game chat",
        words="He said go home and the others laughed.",
        known_at=clock.iso(known),
        medium="game",
        site={"platform": "Blockbarn", "handle": "rocket_kit", "audience": "six players"},
        reported_by={"name": "Vera Cotton-Test", "kind": "parent"},
        people=[
            {"name": "Ravi Cotton-Test", "kind": "pupil", "role": "target", "age": 10},
            {"name": "Kit Bobbin-Test", "kind": "pupil", "role": "alleged", "age": 11},
            {"name": "Vera Cotton-Test", "kind": "parent", "role": "reporter"},
        ],
    )
    saved = scene.text("game-chat.txt", "18:02 rocket_kit: go home", "18:02 others: haha")
    deeds.attach(book, case, saved, by="Vera Cotton-Test", source="saved by Vera from the game")
    deeds.assess(book, case, "hate-incident")
    deeds.done(book, case, "dsl", "Spoke with Ravi; he chose Miss Ribbon-Test to talk to.")
    deeds.done(book, case, "head", "The head knows and leads the talk with both families.")
    deeds.done(book, case, "parents", "Both families came in.", with_whom="both families")
    reported = "Reported; recorded as a hate incident, no further steps by them."
    deeds.done(book, case, "police", reported, reference="HBR-TEST-2291")
    book = yield Turn(scene.back(20, "15:30"), DSL)
    cases.close(book, case, "resolved", "Vera was told what was agreed, by me, by telephone.")
    book = yield Turn(scene.back(19, "17:05"), HEAD)
    cases.approve(book, case)
    book = yield Turn(scene.back(3, "08:45"), DSL)
    cases.reopen(book, case, "Vera reports the same words again, last night, by the same player.")
    notes.write(book, case, "Ravi is not playing for now. Families are asked in for Thursday.")


def _friend(known: datetime) -> dict[str, object]:
    """What the DSL wrote down about the stranger in the game."""
    return {
        "title": "Somebody in a game asks a pupil where she lives",
        "summary": "A player who says he is 12 writes as an adult does, and asks for an address.",
        "words": "He said it was a secret club and I had to say which road.",
        "known_at": clock.iso(known),
        "medium": "game",
        "site": {"platform": "Blockbarn", "handle": "captain_moss", "account_id": "000-TEST-17"},
        "reported_by": {"name": "Nell Darning-Test", "kind": "pupil"},
        "people": [
            {"name": "Nell Darning-Test", "kind": "pupil", "role": "target", "age": 9},
            {"kind": "outsider", "role": "alleged"},
        ],
        "wishes": [
            {
                "whose": "Nell Darning-Test",
                "about": "police",
                "words": "Only if I do not have to talk to a lot of people.",
                "answer": "unsure",
                "limits_explained": True,
            }
        ],
    }


def friend_in_the_game(scene: Scene) -> Story:
    """A stranger in a game who asks too much: with the police and social care, closing proposed."""
    known = scene.back(16, "14:15")
    book = yield Turn(known, DSL)
    case = deeds.log(book, **_friend(known))
    deeds.assess(book, case, "grooming-outside")
    saved = scene.text("messages.txt", "captain_moss: which road is yours", "captain_moss: secret")
    deeds.attach(book, case, saved, by="Nell's mother", source="copied out by Nell's mother")
    deeds.done(book, case, "dsl", "The game is off; Nell stays with her class teacher today.")
    referrals.refer(
        book,
        case,
        "police",
        agency="Harbour Test Constabulary",
        person="PC Lark-Test",
        words="The messages, the handle and the account number were read out.",
        reference="HBR-TEST-3007",
    )
    referrals.refer(
        book,
        case,
        "social-care",
        agency="Harbour Test Council, duty team",
        words="Referral by telephone, form sent by the portal.",
        reference="MASH-TEST-118",
    )
    deeds.done(book, case, "parents", "Nell's mother was here all along.", with_whom="her mother")
    deeds.done(book, case, "ceop", "Reported by the DSL on the school's behalf.")
    wishes.answer(book, f"{case}-W01", "One officer will come, to school, with her mother there.")
    book = yield Turn(scene.back(2, "16:10"), DSL)
    deeds.exported(
        book,
        case,
        "police",
        scene.bundles,
        purpose="Investigation of the account captain_moss",
        basis="Prevention and detection of crime; a child at risk",
        recipient="PC Lark-Test, Harbour Test Constabulary",
    )
    cases.close(book, case, "referred-on", "Nell's mother was told that the police have it now.")


def shared_picture(scene: Scene) -> Story:
    """A picture nobody at school has seen: nothing is stored, duties are settled on advice."""
    known = scene.back(9, "11:05")
    book = yield Turn(known, DSL)
    case = deeds.log(
        book,
        title="Pupils speak of a picture that may be indecent",
        words="Someone said there is a picture of her from the sleepover.",
        known_at=clock.iso(known),
        medium="instant-message",
        site={"platform": "Gatepost", "audience": "three pupils, by what they say"},
        people=[{"name": "Mabel Yarn-Test", "kind": "pupil", "role": "target", "age": 13}],
        reported_by={"name": "Gus Hem-Test", "kind": "staff"},
    )
    deeds.assess(book, case, "pupil-nudes")
    notes.write(book, case, "Nobody looked. The telephone is with Mabel's father, switched off.")
    deeds.done(book, case, "dsl", "Mabel and her father were seen; her friend stayed with her.")
    deeds.done(book, case, "head", "Told at once; agrees that nobody asks to see it.")
    told = "Her father knows, and rang the other two families himself."
    deeds.done(book, case, "parents", told, with_whom="her father")
    book = yield Turn(scene.back(8, "10:00"), DSL)
    why = "Same age, no pressure, taken and deleted by Mabel herself; advised by telephone."
    deeds.ruled_out(book, case, "police", why, "PC Lark-Test, Harbour Test Constabulary")
    decisions.decide(
        book,
        case,
        "Not referred to social care now",
        "No adult is involved, her family acts, and a referral stays open if anything changes.",
        about="social-care",
    )
    deeds.ruled_out(book, case, "social-care", "As decided and recorded.", "DSL")
    deeds.ruled_out(book, case, "report-remove", "It was never put on line.", "DSL")


def worrying_message(scene: Scene) -> Story:
    """A message that worries a friend: everything urgent is done, one duty is left."""
    known = scene.back(1, "13:20")
    book = yield Turn(known, DSL)
    case = deeds.log(
        book,
        title="A friend shows a message that worries her",
        words="She wrote that she does not want to be anywhere any more.",
        known_at=clock.iso(known),
        medium="instant-message",
        site={"platform": "Gatepost", "place": "private message"},
        reported_by={"name": "Ivy Spool-Test", "kind": "pupil"},
        people=[
            {"name": "Wren Tassel-Test", "kind": "pupil", "role": "target", "age": 14},
            {"name": "Ivy Spool-Test", "kind": "pupil", "role": "reporter", "age": 14},
        ],
    )
    deeds.assess(book, case, "self-harm-risk")
    deeds.done(book, case, "dsl", "With Wren from 13:25; she was not left alone.")
    deeds.done(
        book, case, "health", "Seen by the crisis team the same afternoon.", with_whom="crisis team"
    )
    deeds.done(book, case, "parents", "Her mother came at 13:50.", with_whom="her mother")
    referrals.refer(
        book,
        case,
        "social-care",
        agency="Harbour Test Council, duty team",
        words="By telephone, with her mother's agreement.",
        reference="MASH-TEST-131",
    )
    supports.offer(book, case, "Ivy Spool-Test", "Time with Miss Ribbon-Test", taken="taken up")


def too_young(scene: Scene) -> Story:
    """An account held by a pupil who is too young for it: triaged, in no hurry."""
    known = scene.back(2, "10:30")
    book = yield Turn(known, DSL)
    case = deeds.log(
        book,
        title="A pupil of eight has an account of his own",
        known_at=clock.iso(known),
        medium="social-media",
        site={"platform": "Pigeonpost", "handle": "dinosaur_ted_test"},
        reported_by={"name": "Gus Hem-Test", "kind": "staff"},
        people=[{"name": "Ted Button-Test", "kind": "pupil", "role": "target", "age": 8}],
    )
    deeds.assess(book, case, "underage-account")


def slipped_filter(scene: Scene) -> Story:
    """A page that the filter let through: one duty done, one assigned and coming due."""
    known = scene.back(0, "00:00") if scene.now.hour == 0 else scene.ago(minutes=55)
    book = yield Turn(known, DSL)
    case = deeds.log(
        book,
        title="A betting page opened on a classroom computer",
        known_at=clock.iso(known),
        medium="website",
        site={"url": "http://betting.example.invalid/", "place": "room 4, computer 11"},
        reported_by={"name": "Gus Hem-Test", "kind": "staff"},
        people=[{"name": "Ted Button-Test", "kind": "pupil", "role": "target", "age": 8}],
    )
    deeds.assess(book, case, "harmful-lawful-content")
    deeds.done(book, case, "dsl", "Spoke with Ted and his teacher; nothing was pressed.")
    for each in actions.listed(book, case, "open"):
        if each.route == "it-support":
            actions.assign(book, each.id, HEAD)


def just_in(scene: Scene) -> Story:
    """A worry that came in just now: logged, and not triaged yet."""
    known = scene.ago(minutes=20)
    book = yield Turn(known, DSL)
    deeds.log(
        book,
        title="Two pupils argue about a group they were removed from",
        words="It is not fair, we were in it first.",
        known_at=clock.iso(known),
        medium="instant-message",
        site={"platform": "Gatepost"},
        reported_by={"name": "Nell Darning-Test", "kind": "pupil"},
        people=[
            {"name": "Nell Darning-Test", "kind": "pupil", "role": "target", "age": 9},
            {"name": "Ravi Cotton-Test", "kind": "pupil", "role": "target", "age": 10},
        ],
    )


STORIES = (
    left_out,
    borrowed_words,
    friend_in_the_game,
    shared_picture,
    worrying_message,
    too_young,
    slipped_filter,
    just_in,
)
"""In no order that matters: the times do that."""
