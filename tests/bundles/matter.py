"""An invented case as a bundle is asked for: rows, exhibits, a signer and a log with proofs."""

import hashlib
import io
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import BinaryIO

from casebook.bundles.request import BundleRequest, ExhibitSource, Matter, Row, Signer, Withheld
from casebook.store import merkle
from casebook.store.ledger import LogProof, ProvedEntry
from casebook.vault import signatures
from casebook.vault.strictjson import canonical

SEED = bytes(range(32))
"""The signing key's seed; nobody's."""

ENTRY_ABOUT = {3: "c" * 32, 7: "1" * 32, 9: "0" * 31 + "n", 23: "a" * 32}
"""Of some entries the record they are about: the case, an incident, a withheld note, a person."""

RELEASED = datetime(2026, 11, 21, 16, 50, 10, tzinfo=UTC)

HOSTILE = (
    "=cmd|'/c calc'!A0 [/] <script>alert(1)</script> \x1b]52;c;aGk=\x07 \u202eexe.txt #panic()"
)
"""Words that would steer a spreadsheet, a screen, a browser or a template if they were let."""


def at(hour: int, minute: int = 0, day: int = 17) -> datetime:
    """A moment of that November."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def case() -> dict[str, Sequence[Row]]:
    """Everything one invented case holds, with words in fields that no profile lists."""
    case_id, one, two = "c" * 32, "1" * 32, "2" * 32
    target, alleged, parent = "a" * 32, "b" * 32, "d" * 32
    base = {"case_id": case_id}
    dsl, head = "Dana Lead-Test, designated safeguarding lead", "Hedy Teacher-Test, headteacher"
    assessment = "e" * 32
    return {
        "case": [
            {
                "id": case_id,
                "reference": "C-2026-0014",
                "title": "Messages in a group chat",
                "summary": "A parent brought screenshots of a group chat where Perry Winkle-Test "
                "is mocked and threatened. The chat was joined by Jo Quill-Test, who works here.",
                "status": "open",
                "severity": 4,
                "owner": dsl,
                "opened_at": at(15, 20),
                "opened_by": dsl,
                "review_on": date(2051, 9, 1),
                "review_rule": "UNLISTED-REVIEW",
                "legal_hold": "UNLISTED-HOLD",
            }
        ],
        "person": [
            {
                "id": target,
                "name": "Perry Winkle-Test",
                "person_kind": "pupil",
                "born": date(2014, 2, 3),
                "year_group": "7",
                "social_worker": "Sol Werker-Test, 01632 960001",
                "not_to_be_told": "The father must not learn the address.",
                "user": "UNLISTED-USER",
            },
            {"id": alleged, "name": "Jo Quill-Test", "person_kind": "staff", "age": 34},
            {"id": parent, "name": "Ash Winkle-Test", "person_kind": "parent"},
        ],
        "incident": [
            {
                **base,
                "id": one,
                "reference": "C-2026-0014-I01",
                "title": "Threat in the chat",
                "summary": "Messages sent in the evening to eleven members of the group.",
                "words": "He showed me his phone and was shaking. " + HOSTILE,
                "happened_from": at(20, 15, 16),
                "happened_to": at(21, 5, 16),
                "precision": "between",
                "happened_typed": "last night between quarter past eight and nine",
                "known_at": at(15, 15),
                "known_to": dsl,
                "medium": "instant-message",
                "site_platform": "ChatterBox",
                "site_handle": "@quill_zz",
                "site_url": "https://chatterbox.example/g/" + "0123456789abcdef" * 6,
                "site_account_id": "99887766554433",
                "site_place": "7B unofficial",
                "site_audience": "eleven pupils",
                "seen_how": "shown on a parent's telephone",
                "reported_by_name": "Ash Winkle-Test",
                "reported_by_kind": "parent",
                "concerns": ["bullying-of-child", "staff-conduct"],
                "signs": ["repeated", "threat"],
                "recorded_at": at(15, 40),
                "recorded_by": dsl,
            },
            {
                **base,
                "id": two,
                "reference": "C-2026-0014-I02",
                "title": "你好 chat renamed",
                "summary": "The group was renamed after the report. مرحبا بالعالم. क्षमा करें। ગુજરાતી",
                "happened_from": at(8, 0, 18),
                "happened_to": at(8, 0, 18),
                "precision": "about",
                "known_at": at(9, 30, 18),
                "known_to": dsl,
                "medium": "instant-message",
                "recorded_at": at(9, 35, 18),
                "recorded_by": dsl,
            },
        ],
        "involvement": [
            {
                **base,
                "incident_id": one,
                "person_id": target,
                "role": "target",
                "person_kind": "pupil",
                "age": 12,
            },
            {
                **base,
                "incident_id": one,
                "person_id": alleged,
                "role": "alleged",
                "person_kind": "staff",
                "age": 34,
            },
            {
                **base,
                "incident_id": one,
                "person_id": parent,
                "role": "reporter",
                "person_kind": "parent",
            },
            {
                **base,
                "incident_id": two,
                "person_id": target,
                "role": "target",
                "person_kind": "pupil",
                "age": 12,
            },
        ],
        "carer": [
            {
                **base,
                "person_id": target,
                "name": "Ash Winkle-Test",
                "relationship_words": "Mother",
                "parental_responsibility": True,
                "must_not_be_told": "",
            },
            {
                **base,
                "person_id": target,
                "name": "Fen Winkle-Test",
                "relationship_words": "Father",
                "parental_responsibility": None,
                "must_not_be_told": "Court order of March 2025.",
            },
        ],
        "wish": [
            {
                **base,
                "id": "f" * 32,
                "reference": "C-2026-0014-W01",
                "whose": "Perry Winkle-Test",
                "about": "police",
                "answer": "unsure",
                "words": "I just want it to stop.",
                "limits_explained": True,
                "expressed_at": at(15, 30),
                "recorded_at": at(15, 41),
                "recorded_by": dsl,
                "answered_words": "We told Perry that the police must be told.",
                "answered_at": at(16, 40),
                "answered_by": dsl,
            },
        ],
        "assessment": [
            {
                **base,
                "id": assessment,
                "reference": "C-2026-0014-T01",
                "edition": "england-2026.1",
                "question": {"concerns": ["UNLISTED-QUESTION"]},
                "answer": {
                    "severity": 4,
                    "severity_name": "Mandatory external",
                    "unlisted": "UNLISTED-ANSWER",
                    "because": [
                        {
                            "rule": "people:worker-alleged",
                            "says": "severity at least 4",
                            "source": "KCSIE Part four",
                            "hidden": "UNLISTED-DEEP",
                        },
                        {
                            "rule": "sign:repeated",
                            "says": "severity at least 3",
                            "source": "003 §2.11",
                        },
                    ],
                },
                "severity": 4,
                "override_reason": "",
                "assessed_at": at(15, 55),
                "assessed_by": dsl,
            },
        ],
        "action": [
            {
                **base,
                "reference": "C-2026-0014-A01",
                "assessment_id": assessment,
                "route": "police",
                "duty": "must",
                "clock": "T1",
                "due_by": at(23, 59),
                "state": "done",
                "because": [{"rule": "concern:threat", "source": "003 §3.1"}],
                "outcome": "Reported on 101; officer will call.",
                "outside_reference": "CR-1234/26",
                "done_at": at(16, 10),
                "done_by": dsl,
                "done_with": "PC 4711 Test",
                "recorded_at": at(16, 12),
                "recorded_by": dsl,
                "owner": dsl,
            },
            {
                **base,
                "reference": "C-2026-0014-A02",
                "assessment_id": assessment,
                "route": "lado",
                "duty": "must",
                "clock": "T1",
                "due_by": at(23, 59),
                "state": "open",
                "because": [{"rule": "people:worker-alleged", "source": "KCSIE Part four"}],
                "recorded_at": at(15, 56),
                "recorded_by": dsl,
            },
            {
                **base,
                "reference": "C-2026-0014-A03",
                "assessment_id": assessment,
                "route": "prevent",
                "duty": "consider",
                "clock": "T4",
                "due_by": at(17, 0, 24),
                "state": "ruled-out",
                "ruled_out_reason": "Nothing points that way.",
                "ruled_out_authority": head,
                "ruled_out_at": at(9, 0, 18),
                "recorded_at": at(9, 1, 18),
                "recorded_by": dsl,
            },
        ],
        "referral": [
            {
                **base,
                "reference": "C-2026-0014-R01",
                "what": "referral",
                "route": "police",
                "agency": "Test Constabulary",
                "person": "PC 4711 Test",
                "at": at(16, 10),
                "words": "Told what the chat says and who sent it.",
                "their_reference": "CR-1234/26",
                "incident_log": "0423 of 17 November",
                "answer": "",
                "recorded_at": at(16, 12),
                "recorded_by": dsl,
            },
        ],
        "decision": [
            {
                **base,
                "reference": "C-2026-0014-D01",
                "what": "Police told against the child's doubt",
                "why": "A child may be at risk.",
                "about": "wish C-2026-0014-W01",
                "seconded_by": head,
                "decided_at": at(16, 5),
                "decided_by": dsl,
            },
        ],
        "note": [
            {
                **base,
                "reference": "C-2026-0014-N01",
                "words": "Perry ate lunch with friends.\nCalm.",
                "at": at(12, 30, 18),
                "recorded_at": at(13, 0, 18),
                "recorded_by": dsl,
            },
            {
                **base,
                "id": "0" * 31 + "n",
                "reference": "C-2026-0014-N02",
                "words": "WITHHELD-NOTE about somebody else.",
                "at": at(12, 45, 18),
                "recorded_at": at(13, 5, 18),
                "recorded_by": dsl,
            },
        ],
        "correction": [
            {
                **base,
                "reference": "C-2026-0014-K01",
                "target_kind": "incident",
                "target_id": one,
                "target_reference": "C-2026-0014-I01",
                "field": "site_audience",
                "reading": "twelve pupils",
                "earlier": "eleven pupils",
                "why": "Counted again.",
                "recorded_at": at(10, 0, 18),
                "recorded_by": dsl,
            },
            {
                **base,
                "reference": "C-2026-0014-K02",
                "target_kind": "case",
                "target_id": case_id,
                "target_reference": "C-2026-0014",
                "field": "legal_hold",
                "reading": "UNLISTED-CORRECTION",
                "earlier": "",
                "why": "UNLISTED-CORRECTION",
                "recorded_at": at(10, 5, 18),
                "recorded_by": dsl,
            },
        ],
        "custody": [
            {
                **base,
                "exhibit_id": f"{n:032x}",
                "at": at(15, 45 + n),
                "what": "lodged",
                "from_whom": "Ash Winkle-Test",
                "to_whom": dsl,
                "why": "brought to the school office",
                "receipt": "",
                "recorded_at": at(15, 45 + n),
                "recorded_by": dsl,
            }
            for n in (1, 2)
        ],
        "support": [
            {
                **base,
                "for_whom": "Perry Winkle-Test",
                "offered": "UNLISTED-SUPPORT with the nurse",
                "offered_at": at(9, 0, 18),
                "recorded_at": at(9, 0, 18),
                "recorded_by": dsl,
            },
        ],
        "closing": [{**base, "reference": "C-2026-0014-L01", "outcome": "UNLISTED-CLOSING"}],
    }


def exhibit(number: int, data: bytes, name: str = "screenshot.png") -> ExhibitSource:
    """An exhibit with those bytes."""

    def opened() -> BinaryIO:
        return io.BytesIO(data)

    details: Row = {
        "id": f"{number:032x}",
        "case_id": "c" * 32,
        "reference": f"AP/{number}",
        "description": f"Screenshot {number} of the group chat, with its time line",
        "media_type": "image/png",
        "captured_at": at(21, 30, 16),
        "captured_by": "Ash Winkle-Test",
        "source": "ChatterBox, group 7B unofficial",
        "device": "a parent's telephone",
        "gate_answer": "UNLISTED-GATE",
        "lodged_at": at(15, 45 + number % 15),
        "sealed_id": "UNLISTED-SEALED",
        "lodged_by": "Dana Lead-Test, designated safeguarding lead",
    }
    sha256 = hashlib.sha256(data).hexdigest()
    return ExhibitSource(f"AP/{number}", name, len(data), sha256, details, opened)


def log(entries: int = 23, proved: Sequence[int] = (3, 7, 9, 23)) -> LogProof:
    """A log of so many entries, with the paths of those that are proved."""
    headers = [
        {
            "seq": seq,
            "actor": "9" * 32,
            "at": "2026-11-17T15:20:00+00:00",
            "verb": "add",
            "kind": "incident",
            "id": ENTRY_ABOUT.get(seq, f"{seq:032x}"),
            "values_hash": f"{seq:064x}",
        }
        for seq in range(1, entries + 1)
    ]
    leaves = [merkle.leaf_hash(canonical(each)) for each in headers]
    frontier, nodes = merkle.Frontier(0, []), {}
    for place, leaf in enumerate(leaves):
        nodes[0, place] = leaf
        for level, position, joined in frontier.append(leaf):
            nodes[level, position] = joined

    def read(level: int, position: int) -> bytes:
        return nodes[level, position]

    return LogProof(
        "5" * 32,
        "general",
        entries,
        frontier.root.hex(),
        tuple(
            ProvedEntry(
                seq,
                dict(headers[seq - 1]),
                leaves[seq - 1].hex(),
                tuple(each.hex() for each in merkle.inclusion_path(seq - 1, entries, read)),
            )
            for seq in proved
        ),
    )


def signer(seed: bytes = SEED) -> Signer:
    """Somebody who releases, with a key of their own."""

    def sign(message: bytes) -> bytes:
        return signatures.sign(seed, message)

    return Signer(
        "Dana Lead-Test", "Designated safeguarding lead", signatures.public_of(seed), sign
    )


def request(
    profile: str = "police",
    exhibits: Sequence[ExhibitSource] | None = None,
    matter: Matter | None = None,
    bundle_id: str = "B-2026-7K3F9Q",
    seed: bytes = SEED,
) -> BundleRequest:
    """A bundle as it might be asked for at ten to five."""
    given = (
        [exhibit(1, b"\x89PNG one"), exhibit(2, b"\x89PNG two " * 999)]
        if exhibits is None
        else exhibits
    )
    return BundleRequest(
        bundle_id=bundle_id,
        case="C-2026-0014",
        profile=profile,
        matter=case() if matter is None else matter,
        exhibits=given,
        purpose="Report of a threat against a child",
        basis="Public task; prevention of crime",
        recipient="Test Constabulary, PC 4711 Test",
        released_by=signer(seed),
        released_at=RELEASED + timedelta(0),
        school="Harbour Primary (invented)",
        log=log(),
        withholdings=[Withheld("C-2026-0014-N02", "It concerns another child.")],
    )
