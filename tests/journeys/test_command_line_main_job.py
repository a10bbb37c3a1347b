"""The main job from the command line, from a new casebook to a bundle that strangers' tools check.

A teaching assistant is mocked by parents in their group. She wants it recorded and the head told,
and not the police; later she changes her mind.
"""

import hashlib
import io
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from casebook import clock
from casebook.cli import main

MATERIAL = Path(__file__).resolve().parent.parent / "material"
TARGET = "Wilma Halfpenny-Test"
BROUGHT = [*sorted(MATERIAL.glob("group-chat-?.png")), MATERIAL / "parent-email.eml"]


@dataclass
class School:
    """The command line of a school that is just being set up."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch

    @property
    def casebook(self) -> Path:
        return self.folder / "St Nicholas.casebook"

    def passfile(self, user: str) -> Path:
        return self.folder / f"{user}.txt"

    def run(self, *arguments: object, stdin: str = "") -> tuple[int, dict[str, Any]]:
        """Run a command; answers its exit status and its one JSON object."""
        stream = io.TextIOWrapper(io.BytesIO(stdin.encode()))
        self.monkeypatch.setattr(sys, "stdin", stream)
        printed = io.StringIO()
        with redirect_stdout(printed):
            status = main(["--json", *map(str, arguments)])
        assert isinstance(status, int)
        return status, json.loads(printed.getvalue())

    def as_(self, user: str, *arguments: object, stdin: str = "") -> tuple[int, dict[str, Any]]:
        """Run a command as `user`."""
        said = ("--at", self.casebook, "--as", user, "--passphrase-file", self.passfile(user))
        return self.run(*said, *arguments, stdin=stdin)

    def done(self, user: str, *arguments: object, stdin: str = "") -> dict[str, Any]:
        """Run a command as `user` that must succeed."""
        status, answer = self.as_(user, *arguments, stdin=stdin)
        assert (status, answer["ok"]) == (0, True), answer
        return answer


@dataclass(frozen=True)
class Handed:
    """The main job, done: what left, and what it was made of."""

    school: School
    case: str
    marks: list[str]
    exported: dict[str, Any]


@pytest.fixture(scope="module")
def handed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Handed]:
    """The main job, done once, each step checked as it is done."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        school = School(tmp_path_factory.mktemp("school"), monkeypatch)
        monkeypatch.setenv("XDG_STATE_HOME", str(school.folder / "state"))
        for user in ("dsl", "head", "chair"):
            words = f"invented passphrase of the {user}\n"
            school.passfile(user).write_text(words, encoding="utf-8")
        founded(school)
        case = recorded(school)
        marks = lodged(school, case)
        triaged(school, case)
        acted(school, case)
        closed(school, case, marks)
        yield Handed(school, case, marks, handed_over(school, case, marks))


@pytest.fixture(scope="module")
def bundle(handed: Handed) -> Path:
    """The bundle's folder, opened with its seven words by a tool that is not ours."""
    wanted("7z")
    sealed = Path(handed.exported["bundle"])
    place = sealed.parent / "unsealed"
    wrong = _ran("7z", "x", "-pwrong words", f"-o{place}", sealed)
    right = _ran("7z", "x", "-y", f"-p{handed.exported['words']}", f"-o{place}", sealed)
    assert (wrong.returncode == 0, right.returncode == 0) == (False, True), right.stdout
    with zipfile.ZipFile(next(place.glob("*.zip"))) as inner:
        inner.extractall(place)
    return place / str(handed.exported["bundle_id"])


def wanted(tool: str) -> None:
    """Skip what needs a tool that is not here."""
    if shutil.which(tool) is None:
        pytest.skip(f"there is no {tool} here")


def incident() -> str:
    """What she came with, as JSON."""
    wish = {"whose": TARGET, "limits_explained": True}
    return json.dumps(
        {
            "title": "Parents mock a teaching assistant in a class group",
            "summary": "Over three days two parents mock how she walks, and start a rumour.",
            "words": "They do the wobble at the gate. It is every day now.",
            "happened_between": ["2026-11-16T17:58:00+00:00", "2026-11-18T15:27:00+00:00"],
            "known_at": clock.iso(clock.now()),
            "medium": "instant-message",
            "site": {
                "platform": "Gatepost",
                "place": "group Otters Class Natter",
                "audience": "27 parents",
            },
            "reported_by": {"name": TARGET, "kind": "staff"},
            "people": [
                {"name": TARGET, "kind": "staff", "role": "target", "age": 41},
                {"name": "Marlow Teacup-Test", "kind": "parent", "role": "alleged"},
                {"name": "Otto Biscuit-Test", "kind": "parent", "role": "alleged"},
            ],
            "concerns": ["bullying-of-adult"],
            "wishes": [
                wish | {"about": "recording", "words": "Write it down.", "answer": "yes"},
                wish | {"about": "head", "words": "The head should know.", "answer": "yes"},
                wish | {"about": "police", "words": "Not the police.", "answer": "no"},
            ],
        }
    )


def founded(school: School) -> None:
    """The casebook is made, with three people and two recovery sheets."""
    sheets = school.folder / "recovery.txt"
    people = [
        part
        for user in ("dsl", "head", "chair")
        for part in ("--user", f"{user}:{user}:{school.passfile(user)}")
    ]
    said = ["--school", "St Nicholas Test School", "--profile", "st-nicholas"]
    status, answer = school.run("init", school.casebook, *said, *people, "--recovery-out", sheets)

    assert (status, [each["short"] for each in answer["users"]]) == (0, ["dsl", "head", "chair"])
    assert sheets.read_text(encoding="utf-8").count("RECOVERY SHEET") == 2
    assert sheets.stat().st_mode & 0o077 == 0


def recorded(school: School) -> str:
    """What happened is written down."""
    case: str = school.done("dsl", "log", "-", stdin=incident())["case"]
    view = school.done("dsl", "show", case)

    assert view["incidents"][0]["site"]["place"] == "group Otters Class Natter"
    assert [each["answer"] for each in view["wishes"]] == ["yes", "yes", "no"]
    return case


def lodged(school: School, case: str) -> list[str]:
    """Three screenshots and an e-mail are lodged."""
    said = ["--captured-at", "2026-11-18T18:49:00+00:00", "--captured-by", "Juno Biscuit-Test"]
    said += ["--source", "her telephone, the group", "--device", "her telephone"]
    unsure = school.as_("dsl", "attach", case, *BROUGHT, "--imagery", "unsure", *said)
    doubted = school.as_("dsl", "attach", case, *BROUGHT, "--imagery", "no", *said)
    said += ["--imagery-reason", "The parent looked at each with the DSL: words and a face."]
    answer = school.done("dsl", "attach", case, *BROUGHT, "--imagery", "no", *said)
    lines = answer["exhibits"]

    assert (unsure[0], unsure[1]["error"]["code"]) == (1, "R-01")
    assert (doubted[0], doubted[1]["error"]["code"]) == (1, "R-37")
    assert [each["reference"] for each in lines] == ["JBT/1", "JBT/2", "JBT/3", "JBT/4"]
    assert [each["sha256"] for each in lines] == [
        hashlib.sha256(each.read_bytes()).hexdigest() for each in BROUGHT
    ]
    return [each["reference"] for each in lines]


def triaged(school: School, case: str) -> None:
    """The answer is serious, and each route has its reason."""
    concerns = ["--concern", "bullying-of-adult", "--concern", "parent-post"]
    signs = ["--sign", "repeated", "--sign", "malicious"]
    answer = school.done("dsl", "triage", case, *concerns, *signs)["assessment"]

    assert (answer["severity"], answer["wishes"]) == (3, "victim-decides")
    assert all(each["because"] for each in answer["routes"])


def action(school: School, case: str, route: str) -> str:
    """The reference of a route's action."""
    listed = school.done("dsl", "actions", case)["actions"]
    return str(next(each["id"] for each in listed if each["route"] == route))


def acted(school: School, case: str) -> None:
    """The head is told; the police only after she changed her mind."""
    done = {
        "head": "Told in person.",
        "union": "Named to her.",
        "platform": "Reported.",
        "governors": "The chair wrote to both.",
        "complaints": "They were shown the way to complain.",
    }
    for route, outcome in done.items():
        school.done("dsl", "do", action(school, case, route), "--outcome", outcome)
    said = ["--reason", "She wants it to stop, no more.", "--authority", "Head"]
    school.done("dsl", "rule-out", action(school, case, "legal"), *said)
    refer = ["refer", case, "police", "--agency", "Harbour Test Constabulary"]
    refer += ["--reference", "HBR-TEST-4410", "--words", "Three days of messages."]

    refused = school.as_("dsl", *refer)
    wish = ["--whose", TARGET, "--about", "police", "--wanted", "yes", "--limits-explained"]
    school.done("dsl", "wish", case, *wish, stdin="I want the police to know now.\n")
    referred = school.done("dsl", *refer)["referral"]

    assert (refused[0], refused[1]["error"]["code"]) == (1, "R-05")
    assert referred["action"] == action(school, case, "police")


def closed(school: School, case: str, marks: list[str]) -> None:
    """Closing is refused with its list, then proposed, then signed by another."""
    status, answer = school.as_("dsl", "close", case, "--outcome", "upheld")
    kinds = {each["missing"] for each in answer["missing"]}
    assert (status, answer["ok"]) == (1, False)
    assert kinds == {"wish-unanswered", "exhibit-without-disposal", "reporter-not-told"}

    for number in range(1, 5):
        school.done("dsl", "answer", f"{case}-W{number:02d}", "--words", "As she wished.")
    for mark in marks:
        school.done("dsl", "dispose", case, mark, "--how", "held", "--why", "For the police.")
    told = ["--told-reporter", "She was told today, by the DSL."]
    proposed = school.done("dsl", "close", case, "--outcome", "upheld", *told)
    own = school.as_("dsl", "approve", case)
    waiting = school.done("head", "today")["waiting"]
    approved = school.done("head", "approve", case)

    assert proposed["status"] == "awaiting-second"
    assert (own[0], own[1]["error"]["code"]) == (1, "R-15")
    assert [each["case"] for each in waiting] == [case]
    assert approved["status"] == "closed"
    assert [each["case"] for each in school.done("dsl", "cases")["cases"]] == []


def handed_over(school: School, case: str, marks: list[str]) -> dict[str, Any]:
    """A sealed bundle for the police, after a look at what would leave."""
    said = ["export", case, "--for", "police", "--purpose", "Malicious communications"]
    said += ["--basis", "Prevention and detection of crime", "--recipient", "PC Lark-Test"]
    out = school.folder / "out"
    seen = school.done("dsl", *said, "--preview")
    assert not out.exists()
    out.mkdir()
    left = school.done("dsl", *said, "--to", out)

    assert seen["exhibits"] == marks == left["exhibits"]
    assert TARGET in {each["name"] for each in seen["names"]}
    assert len(left["words"].split()) == 7
    assert len(left["fingerprint"].split()) == 6
    assert set(out.iterdir()) == {Path(left["bundle"]), Path(left["note"])}
    return left


def test_the_casebook_is_unchanged_to_everybody_who_holds_a_part(handed: Handed) -> None:
    for user in ("dsl", "head", "chair"):
        assert handed.school.done(user, "verify")["verdict"] == "unchanged"


def test_verify_says_unchanged_only_once_the_key_is_confirmed(handed: Handed) -> None:
    school, exported = handed.school, handed.exported
    words = school.folder / "words.txt"
    words.write_text(exported["words"] + "\n", encoding="utf-8")
    sealed, said = exported["bundle"], ("--words-file", words)
    fingerprint = ("--fingerprint", exported["fingerprint"])
    altered = Path(shutil.copy(sealed, school.folder / "altered.zip"))
    data = bytearray(altered.read_bytes())
    data[len(data) // 2] ^= 1
    altered.write_bytes(data)

    verdicts = {
        "confirmed": school.run("verify", sealed, *said, *fingerprint),
        "unconfirmed": school.run("verify", sealed, *said),
        "no words": school.run("verify", sealed, *fingerprint),
        "altered": school.run("verify", altered, *said, *fingerprint),
    }

    assert {name: (status, answer["verdict"]) for name, (status, answer) in verdicts.items()} == {
        "confirmed": (0, "unchanged"),
        "unconfirmed": (3, "cannot tell"),
        "no words": (3, "cannot tell"),
        "altered": (4, "changed"),
    }


def test_its_own_checker_runs_alone_and_sees_one_added_byte(handed: Handed, bundle: Path) -> None:
    fingerprint = handed.exported["fingerprint"]
    checker = [sys.executable, "-I", bundle / "verify.py", "--fingerprint", fingerprint]
    whole = _ran(*checker)
    note = bundle / "data" / "chronology.csv"
    before = note.read_bytes()
    note.write_bytes(before + b" ")
    altered = _ran(*checker)
    note.write_bytes(before)

    assert (whole.returncode, "UNCHANGED" in whole.stdout) == (0, True), whole.stdout
    assert (altered.returncode, "CHANGED" in altered.stdout) == (4, True), altered.stdout


def test_bagit_calls_it_a_whole_bag(bundle: Path) -> None:
    bagit = pytest.importorskip("bagit")

    assert bagit.Bag(str(bundle)).validate()


def test_sha256sum_finds_every_file_as_it_is_listed(bundle: Path) -> None:
    wanted("sha256sum")
    lists = ["manifest-sha256.txt", "tagmanifest-sha256.txt"]

    ran = _ran("sha256sum", "--strict", "-c", *lists, cwd=bundle)

    assert ran.returncode == 0, ran.stdout


def test_openssl_finds_the_signature_good_and_not_over_other_bytes(bundle: Path) -> None:
    wanted("openssl")
    made = bundle / "signature"
    verify: list[object] = ["openssl", "pkeyutl", "-verify", "-pubin", "-rawin"]
    verify += ["-inkey", made / "public-key.pem", "-sigfile", made / "signature.bin", "-in"]

    good = _ran(*verify, made / "signed-bytes.bin")
    bad = _ran(*verify, bundle / "bagit.txt")

    assert (good.returncode, bad.returncode == 0) == (0, False), good.stderr


def test_the_report_reads_as_text(handed: Handed, bundle: Path) -> None:
    wanted("pdftotext")

    said = " ".join(_ran("pdftotext", bundle / "data" / "report.pdf", "-").stdout.split())

    assert handed.case in said
    assert TARGET in said
    assert "They do the wobble at the gate." in said


def test_each_exhibit_left_as_it_came(handed: Handed, bundle: Path) -> None:
    left = {each.stem: each.read_bytes() for each in (bundle / "data" / "exhibits").iterdir()}

    assert left == {
        mark.replace("/", "-"): each.read_bytes()
        for mark, each in zip(handed.marks, BROUGHT, strict=True)
    }


def _ran(*command: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """A tool that is not ours, run."""
    return subprocess.run(
        [str(each) for each in command],
        capture_output=True,
        text=True,
        cwd=cwd,
        check=False,
        timeout=120,
    )
