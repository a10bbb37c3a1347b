"""verify.py alone: what it needs, what it refuses, and what it prints."""

import ast
import hashlib
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.bundles import verifier
from casebook.bundles.writing import Written
from casebook.errors.integrity import SignatureWrong
from casebook.store import merkle
from casebook.vault import fingerprints, signatures
from tests.bundles import matter, strictness
from tests.bundles.strictness import Claim

SOURCE = Path(verifier.__file__).read_text(encoding="utf-8")


def test_it_is_short_enough_to_be_read_before_it_is_trusted() -> None:
    assert len(SOURCE.splitlines()) <= 400


def test_it_imports_nothing_but_the_standard_library_and_nothing_of_ours() -> None:
    imported = {
        name
        for node in ast.walk(ast.parse(SOURCE))
        for name in (
            [each.name for each in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }

    assert imported
    assert imported <= set(sys.stdlib_module_names)


def test_python_3_9_can_read_it() -> None:
    tree = ast.parse(SOURCE, feature_version=(3, 9))

    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Match)]
    assert "from __future__ import annotations" in SOURCE


def test_every_bundle_carries_exactly_that_file(as_folder: Written) -> None:
    assert (as_folder.path / "verify.py").read_text(encoding="utf-8") == SOURCE


def test_it_opens_no_network_and_writes_nothing(as_folder: Written, tmp_path: Path) -> None:
    """Every event that the interpreter audits is looked at while it runs."""
    watcher = tmp_path / "watch.py"
    watcher.write_text(
        "import sys, runpy\n"
        "def watch(event, args):\n"
        "    if event.startswith(('socket', 'subprocess', 'os.system', 'shutil')):\n"
        "        raise SystemExit('99 ' + event)\n"
        "    if event == 'open' and isinstance(args[1], str) and set(args[1]) & set('wax+'):\n"
        "        raise SystemExit('98 ' + str(args[0]))\n"
        "sys.addaudithook(watch)\n"
        "sys.argv = sys.argv[1:]\n"
        "runpy.run_path(sys.argv[0], run_name='__main__')\n"
    )
    command = [sys.executable, "-I", "-S", "-B", str(watcher), str(as_folder.path / "verify.py")]
    ran = subprocess.run(
        [*command, "--fingerprint", as_folder.fingerprint],
        capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip

    assert (ran.returncode, ran.stderr) == (0, "")


def test_without_a_folder_it_checks_the_one_it_lies_in(as_folder: Written) -> None:
    ran = subprocess.run(
        [sys.executable, "-I", "-B", "verify.py", "--fingerprint", as_folder.fingerprint],
        cwd=as_folder.path, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert ran.stdout.splitlines()[-1] == "UNCHANGED AND SIGNED BY THE KEY YOU CONFIRMED"
    assert "  case: C-2026-0014" in ran.stdout.splitlines()


def test_a_folder_that_is_not_there_is_a_verdict_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = verifier.main([str(tmp_path / "none"), "--fingerprint", "x"])

    assert status == 3
    assert capsys.readouterr().out.splitlines()[-1].startswith("CANNOT TELL: ")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user whom files refuse")
def test_a_file_that_cannot_be_read_leaves_the_question_open(
    copied: Callable[[], Path], as_folder: Written
) -> None:
    folder = copied()
    (folder / "data/case.json").chmod(0)

    assert verifier.check(verifier.Folder(folder), as_folder.fingerprint)[0] == "cannot tell"


def test_a_moved_file_is_named_with_both_its_names(
    copied: Callable[[], Path], as_folder: Written
) -> None:
    folder = copied()
    (folder / "data/exhibits/AP-2.png").rename(folder / "data/exhibits/other.png")
    _, faults, _ = verifier.check(verifier.Folder(folder), as_folder.fingerprint)

    assert any(
        each.code == "renamed" and each.object == "data/exhibits/other.png"
        and "data/exhibits/AP-2.png" in each.consequence
        for each in faults
    )  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [
        "\x1b]52;c;aGk=\x07", "\x9b2J", "a\nUNCHANGED AND SIGNED BY THE KEY YOU CONFIRMED",
        "\u202egnp.exe", "e\u0301" * 40, "\u200b", "x" * 250, "\udcff",
    ],
)  # fmt: skip
def test_names_from_the_bundle_cannot_steer_the_terminal(
    name: str, copied: Callable[[], Path], as_folder: Written, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copied()
    (folder / "data" / name).write_bytes(b"x")
    verifier.main([str(folder), "--fingerprint", as_folder.fingerprint])
    printed = capsys.readouterr().out

    assert printed.splitlines()[-1].startswith("CHANGED: ")
    assert all(line.isascii() and line.isprintable() for line in printed.splitlines())
    assert not any(line.startswith("UNCHANGED") for line in printed.splitlines())


@pytest.mark.parametrize(
    "path",
    [
        "../x", "a/../b", "/etc/passwd", "C:/x", "C:\\x", "\\\\server\\x", "~root", "a//b", "a/",
        "", ".", "..", "a/.", "CON", "data/nul.txt", "data/COM1", "a:b", "x ", "x.", "-x", ".x",
        "a\nb", "a%0Ab", "caf\u00e9", "a" * 201, "a\x00b", "a\\b",
    ],
)  # fmt: skip
def test_a_path_that_could_mean_something_else_is_no_path(path: str) -> None:
    assert not verifier.hygienic(path)


@given(st.text(max_size=80))
def test_no_text_whatever_gets_out_of_the_folder(text: str) -> None:
    if verifier.hygienic(text):
        assert not Path(text).is_absolute()
        assert ".." not in text.split("/")
        assert text.isascii()


@pytest.mark.parametrize("claim", strictness.claims(), ids=lambda claim: claim.name)
def test_a_signature_is_taken_only_in_its_one_spelling(claim: Claim) -> None:
    """The checker's own Ed25519 and the vault's come to the same answer, the right one."""
    try:
        signatures.verify(claim.key, claim.signature, strictness.MESSAGE)
        vault_agrees = True
    except SignatureWrong:
        vault_agrees = False

    fits = verifier.signature_fits(claim.key, claim.signature, strictness.MESSAGE)
    assert fits is claim.holds
    assert vault_agrees is claim.holds


@given(seed=st.binary(min_size=32, max_size=32), message=st.binary(max_size=200))
def test_what_the_vault_signs_the_checker_accepts(seed: bytes, message: bytes) -> None:
    key, signature = signatures.public_of(seed), signatures.sign(seed, message)

    assert verifier.signature_fits(key, signature, message)
    assert not verifier.signature_fits(key, signature, message + b"\0")


def test_no_forgery_by_chance_is_accepted(long_run: bool) -> None:
    """Random signatures, turned bits and signatures over other messages: 100,000 with `--long`."""
    chance = random.Random(20261121)
    key, good = signatures.public_of(matter.SEED), signatures.sign(matter.SEED, b"m")
    for _ in range(100_000 if long_run else 300):
        turned = bytearray(good)
        for _ in range(chance.randint(1, 3)):
            turned[chance.randrange(64)] ^= 1 << chance.randrange(8)
        if bytes(turned) != good:
            assert not verifier.signature_fits(key, bytes(turned), b"m")


@given(st.binary(min_size=32, max_size=32))
def test_the_six_words_are_those_of_the_vault(key: bytes) -> None:
    assert verifier.spoken(hashlib.sha256(key).digest()) == fingerprints.of(key)


@given(st.binary(max_size=300))
def test_what_is_signed_is_what_the_vault_signs(payload: bytes) -> None:
    assert verifier.pae(payload) == signatures.pae(verifier.PAYLOAD_TYPE, payload)


@given(st.integers(1, 70).flatmap(lambda size: st.tuples(st.just(size), st.integers(1, size))))
def test_a_proof_leads_to_the_root_and_to_no_other(place: tuple[int, int]) -> None:
    size, seq = place
    proof = matter.log(size, [seq])
    entry = proof.entries[0]
    path = [bytes.fromhex(each) for each in entry.path]
    leaf = bytes.fromhex(entry.leaf)

    assert verifier.root_from(leaf, seq - 1, size, path) == bytes.fromhex(proof.root)
    assert verifier.root_from(leaf, seq - 1, size, [*path, leaf]) != bytes.fromhex(proof.root)
    other = merkle.leaf_hash(b"another entry")
    assert verifier.root_from(other, seq - 1, size, path) != bytes.fromhex(proof.root)
    if path:
        assert verifier.root_from(leaf, seq - 1, size, path[:-1]) != bytes.fromhex(proof.root)


@pytest.mark.parametrize("typed", ["{}", "  {}  ", "{} ", "\n{}"])
def test_the_words_may_be_typed_as_people_type(typed: str, as_folder: Written) -> None:
    words = typed.format(as_folder.fingerprint.upper().replace(" ", " - "))

    assert verifier.key_faults(signatures.public_of(matter.SEED), words) == []


@pytest.mark.parametrize(
    ("heard", "said"), [(5, "5 of its six"), (4, "4 of its six"), (3, "not the key")]
)
def test_words_that_were_misheard_are_asked_for_again(heard: int, said: str) -> None:
    """And nothing is unchanged by them: the same answer as for another key, but for the words."""
    right = fingerprints.of(signatures.public_of(matter.SEED)).split()
    words = " ".join([*right[: heard - 1], right[-1]])

    (found,) = verifier.key_faults(signatures.public_of(matter.SEED), words)

    assert (found.code, found.verdict) == ("key-unknown", "cannot tell")
    assert said in found.consequence
