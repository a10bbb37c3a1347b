"""verify.html: one file that loads nothing, and judges as verify.py does."""

import base64
import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from casebook.bundles import webpage
from casebook.bundles.writing import Written
from casebook.datafiles import data_folder
from tests.bundles import strictness

PAGE = webpage.page().decode("utf-8")
SCRIPT = Path(str(data_folder("exports") / "verify" / "verify.js"))

needs_node = pytest.mark.skipif(
    shutil.which("node") is None, reason="node is not installed, so the page's script cannot be run"
)


def in_node(source: str, given: object) -> object:
    """What `source` prints as JSON, run with the page's script as `page` and `given`."""
    program = (
        f"const page = require({json.dumps(str(SCRIPT))});"
        "const given = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
        "const bytes = (text) => Uint8Array.from(Buffer.from(text, 'hex'));"
        f"console.log(JSON.stringify({source}));"
    )
    ran = subprocess.run(
        ["node", "-e", program], input=json.dumps(given), capture_output=True, text=True, check=True
    )
    answer: object = json.loads(ran.stdout)
    return answer


def test_it_may_run_its_own_script_and_load_nothing() -> None:
    policy = re.findall(r'Content-Security-Policy" content="([^"]*)"', PAGE)
    (script,) = re.findall(r"<script>(.*)</script>", PAGE, re.DOTALL)
    (style,) = re.findall(r"<style>(.*)</style>", PAGE, re.DOTALL)

    def named(text: str) -> str:
        digest = hashlib.sha256(text.encode("utf-8")).digest()
        return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"

    nothing_else = "default-src 'none'; base-uri 'none'; form-action 'none'"
    assert policy == [f"{nothing_else}; script-src {named(script)}; style-src {named(style)}"]


def test_it_names_no_other_place_and_no_handler() -> None:
    markup = re.sub(r"<script>.*</script>", "", PAGE, flags=re.DOTALL)

    assert not re.search(r"(src|href|action)\s*=", markup)
    assert not re.search(r"\son[a-z]+\s*=", markup)
    assert "innerHTML" not in PAGE
    assert not re.search(r"\b(fetch|XMLHttpRequest|WebSocket|import)\s*\(", PAGE)
    assert "://" not in PAGE


@needs_node
def test_its_hashes_are_those_of_everyone_else() -> None:
    lengths = [0, 1, 3, 55, 56, 57, 63, 64, 65, 111, 112, 113, 127, 128, 129, 1000, 65_537]
    given = [bytes(place % 251 for place in range(length)).hex() for length in lengths]
    hashes = "page.sha256, page.sha512"
    both = in_node(
        f"given.map((each) => [{hashes}].map((hash) => page.hex(hash(bytes(each)))))", given
    )

    assert both == [
        [hashlib.sha256(bytes.fromhex(g)).hexdigest(), hashlib.sha512(bytes.fromhex(g)).hexdigest()]
        for g in given
    ]


@needs_node
def test_pieces_of_any_size_give_one_hash() -> None:
    source = """given.map((size) => {
      const digest = new page.Sha256();
      for (let at = 0; at < 1000; at += size) {
        digest.update(new Uint8Array(Math.min(size, 1000 - at)));
      }
      return page.hex(digest.digest()); })"""

    sizes = [1, 7, 63, 64, 65, 999]
    right = hashlib.sha256(bytes(1000)).hexdigest()
    assert in_node(source, sizes) == [right] * len(sizes)


@needs_node
def test_it_takes_a_signature_only_in_its_one_spelling() -> None:
    claims = strictness.claims()
    given = [[each.key.hex(), each.signature.hex(), strictness.MESSAGE.hex()] for each in claims]
    answers = in_node("given.map((each) => page.signatureFits(...each.map(bytes)))", given)

    assert answers == [each.holds for each in claims]


@needs_node
def test_names_from_the_bundle_are_spelled_out() -> None:
    given = ["\x1b[2J", "\u202eexe", "e\u0301", "\u200b", "plain.txt", "\x9b", "a b"]

    assert in_node("given.map(page.shown)", given) == [
        "<U+001B>[2J", "<U+202E>exe", "e<U+0301>", "<U+200B>", "plain.txt", "<U+009B>", "a b",
    ]  # fmt: skip


def _chromium() -> str | None:
    return next(filter(None, map(shutil.which, ("chromium", "google-chrome", "chrome"))), None)


@needs_node
@pytest.mark.skipif(_chromium() is None, reason="no Chromium is installed to open the page in")
def test_a_browser_opens_it_from_the_disk_and_comes_to_the_verdict(
    as_folder: Written, tmp_path: Path
) -> None:
    """The whole page in a real browser: the folder chosen, the words typed, the verdict read."""
    runner = Path(__file__).with_name("browse_page.cjs")
    changed = Path(shutil.copytree(as_folder.path, tmp_path / "changed" / as_folder.bundle_id))
    (changed / "data/case.json").write_bytes(b"{}")
    browser = str(_chromium())
    asked = [
        {"folder": str(as_folder.path), "words": as_folder.fingerprint},
        {"folder": str(as_folder.path), "words": ""},
        {"folder": str(changed), "words": as_folder.fingerprint},
    ]
    ran = subprocess.run(
        ["node", str(runner), browser, str(tmp_path / "profile")],
        input=json.dumps(asked), capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    good, unconfirmed, altered = json.loads(ran.stdout)

    assert good == "UNCHANGED AND SIGNED BY THE KEY YOU CONFIRMED"
    assert unconfirmed.startswith("CANNOT TELL: ")
    assert altered.startswith("CHANGED: data/case.json")
