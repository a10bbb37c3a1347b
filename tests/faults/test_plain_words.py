"""No word of a case, no name of a file and no passphrase stands anywhere outside the seals."""

import base64
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CANARIES = {
    "title": "zebrafish quarrel",
    "words": "marmalade umbrella confession",
    "name": "Perpetua Winkletest",
    "note": "thimble orchestra remark",
    "wish": "buttercup chimney wish",
    "file": "kumquat-screenshot",
    "inside": "gingerbread lighthouse payload",
    "school": "Quillfeather Academy",
}
"""Invented words that stand nowhere in the program."""

PASSPHRASES = {
    "dsl": "harbour teapot lantern gravel sixteen",
    "head": "pencil meadow trumpet oyster ribbon",
    "chair": "walnut ferry sandal compass attic",
}


def disguises(word: str) -> set[bytes]:
    """The ways in which a word could stand in a file."""
    plain = word.encode()
    shifted = (base64.b64encode(b" " * shift + plain)[4:-4] for shift in range(3))
    return {plain, word.encode("utf-16-le"), plain.hex().encode(), plain[::-1], *shifted}


class Run:
    """One made-up machine: its home, its temporary folder, and everything the program printed."""

    def __init__(self, root: Path) -> None:
        """Make the machine's folders under `root`."""
        self.root = root
        self.watched = [root / each for each in ("home", "tmp", "school")]
        for each in [*self.watched, root / "given"]:
            each.mkdir()
        self.casebook = root / "school" / "made.casebook"
        self.printed = b""
        for user, words in PASSPHRASES.items():
            (root / "given" / f"{user}.txt").write_text(words + "\n")

    def casebook_does(self, *arguments: str, given: str = "", expect: int = 0) -> dict[str, object]:
        """Run one command as the DSL, keep what it prints, and give its answer."""
        who = ["--at", str(self.casebook), "--as", "dsl"]
        secret = ["--passphrase-file", str(self.root / "given" / "dsl.txt")]
        machine = {
            "HOME": str(self.root / "home"),
            "TMPDIR": str(self.root / "tmp"),
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
        }
        done = subprocess.run(
            [sys.executable, "-m", "casebook", *who, *secret, "--json", *arguments],
            input=given.encode(),
            capture_output=True,
            env=machine,
            check=False,
        )
        assert done.returncode == expect, done.stderr
        if expect:
            self.printed += done.stdout
        self.printed += done.stderr
        answer: dict[str, object] = json.loads(done.stdout)
        return answer

    def found(self, word: str) -> list[str]:
        """Where a word stands although it must not."""
        wanted = disguises(word)
        places = ["what was printed"] if any(each in self.printed for each in wanted) else []
        for folder in self.watched:
            for path in folder.rglob("*"):
                raw = bytes(path)
                if path.is_file():
                    raw += path.read_bytes()
                if any(each in raw for each in wanted):
                    places.append(str(path))
        return places


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A machine on which a casebook was founded and worked in, refusals included."""
    run = Run(tmp_path_factory.mktemp("machine"))
    given = run.root / "given"
    people = [f"{user}:{user}:{given / f'{user}.txt'}" for user in PASSPHRASES]
    run.casebook_does(
        "init",
        str(run.casebook),
        "--school",
        CANARIES["school"],
        *[part for each in people for part in ("--user", each)],
        "--recovery-out",
        str(given / "recovery.txt"),
    )
    incident = {
        "title": CANARIES["title"],
        "known_at": "2026-11-20T09:00:00+00:00",
        "words": CANARIES["words"],
        "people": [{"name": CANARIES["name"], "kind": "staff", "role": "target"}],
        "concerns": ["bullying-of-adult"],
        "wishes": [{"whose": CANARIES["name"], "about": "police", "words": CANARIES["wish"]}],
    }
    case = str(run.casebook_does("log", "-", given=json.dumps(incident))["case"])
    picture = given / f"{CANARIES['file']}.txt"
    picture.write_text(CANARIES["inside"])
    capture = ["--captured-at", "2026-11-20T08:00:00+00:00", "--captured-by", CANARIES["name"]]
    lodged = [*capture, "--source", "an invented page"]
    run.casebook_does("attach", case, str(picture), "--imagery", "no", *lodged)
    run.casebook_does("attach", case, str(picture), "--imagery", "unsure", *lodged, expect=1)
    run.casebook_does("triage", case)
    run.casebook_does("note", case, given=CANARIES["note"])
    run.casebook_does("search", CANARIES["note"].split()[0])
    wrong = incident | {"title": CANARIES["title"], "age": CANARIES["words"], "known_at": "never"}
    run.casebook_does("log", "-", given=json.dumps(wrong), expect=2)
    run.casebook_does("verify")
    return run


@pytest.mark.parametrize("what", CANARIES)
def test_no_word_of_a_case_is_left_in_plain_sight(run: Run, what: str) -> None:
    assert run.found(CANARIES[what]) == []


@pytest.mark.parametrize("user", PASSPHRASES)
def test_no_passphrase_is_left_in_plain_sight(run: Run, user: str) -> None:
    assert run.found(PASSPHRASES[user]) == []


def test_the_search_notices_a_word_in_every_disguise(run: Run) -> None:
    """The control: a word that was left behind on purpose is found, however it is written."""
    left = run.root / "tmp" / "left.bin"
    for disguise in disguises("turnip parliament"):
        left.write_bytes(b"\x00" * 7 + disguise + b"\xff" * 5)
        assert run.found("turnip parliament") == [str(left)]
    left.unlink()
