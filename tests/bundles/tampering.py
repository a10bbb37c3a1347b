"""Ways to change a bundle, each with the verdict that every checker must come to."""

import base64
import hashlib
import json
import os
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casebook.bundles import verifier
from casebook.vault import signatures
from casebook.vault.strictjson import canonical
from tests.bundles import matter

EXHIBIT = "data/exhibits/AP-2.png"
Deed = Callable[[Path], None]


@dataclass(frozen=True)
class Kind:
    """One way to change a bundle."""

    name: str
    do: Deed
    verdict: str = "changed"
    words: str | None = "right"
    """`right`, `wrong`, or none given."""
    left: str = ""
    """The file that a desktop left, which is named and changes nothing."""
    in_browser: bool = True
    """Whether a browser gets to see it: it follows links, and reads no pipes."""


def edited(path: str, change: Callable[[bytes], bytes]) -> Deed:
    """Change the bytes of one file."""

    def do(folder: Path) -> None:
        file = folder / path
        file.write_bytes(change(file.read_bytes()))

    return do


def added(path: str, data: bytes = b"more") -> Deed:
    """Add a file."""

    def do(folder: Path) -> None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)

    return do


def removed(path: str) -> Deed:
    """Remove a file."""
    return lambda folder: (folder / path).unlink()


def renamed(old: str, new: str) -> Deed:
    """Rename a file."""

    def do(folder: Path) -> None:
        (folder / old).rename(folder / new)

    return do


def grown(path: str) -> Deed:
    """Make a file 20 GB long; the end is a hole, so it takes no room."""

    def do(folder: Path) -> None:
        os.truncate(folder / path, HUGE)

    return do


def flipped(data: bytes) -> bytes:
    """One bit turned in the middle."""
    place = len(data) // 2
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def relisted(folder: Path) -> None:
    """Write the BagIt lists anew, as somebody would who knows BagIt and has no key."""
    found = {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.name != verifier.TAG_LIST
    }
    for name, inside in ((verifier.LIST, True), (verifier.TAG_LIST, False)):
        found[verifier.LIST] = hashlib.sha256((folder / verifier.LIST).read_bytes()).hexdigest()
        lines = [
            f"{found[path]}  {path}\n"
            for path in sorted(found)
            if path.startswith("data/") is inside
        ]
        (folder / name).write_text("".join(lines))


def and_relisted(deed: Deed) -> Deed:
    """A change that leaves every BagIt list right."""

    def do(folder: Path) -> None:
        deed(folder)
        relisted(folder)

    return do


def line(text: str) -> Deed:
    """Add a line to the list of the payload."""
    return edited(verifier.LIST, lambda data: data + text.encode() + b"\n")


def payload_of(folder: Path) -> dict[str, Any]:
    """What the statement says."""
    outer = json.loads((folder / verifier.STATEMENT).read_bytes())
    says: dict[str, Any] = json.loads(base64.b64decode(outer["payload"]))
    return says


def signed_anew(change: Callable[[dict[str, Any]], None], seed: bytes = matter.SEED) -> Deed:
    """Change what the statement says and sign it again, with everything beside it right."""

    def do(folder: Path) -> None:
        says = payload_of(folder)
        change(says)
        put_statement(folder, canonical(says), seed)

    return do


def put_statement(folder: Path, payload: bytes, seed: bytes) -> None:
    """Sign `payload` and put the statement and the files beside it in place."""
    signature = signatures.sign(seed, verifier.pae(payload))
    files = verifier.signature_files(payload, signatures.public_of(seed), signature)
    for path, data in files.items():
        (folder / path).write_bytes(data)
    relisted(folder)


def wrapped(change: Callable[[dict[str, Any]], object]) -> Deed:
    """Change the envelope of the statement."""

    def do(folder: Path) -> None:
        outer = json.loads((folder / verifier.STATEMENT).read_bytes())
        new = change(outer)
        data = new if isinstance(new, bytes) else canonical(outer)
        (folder / verifier.STATEMENT).write_bytes(data)
        relisted(folder)

    return do


def _other_key(says: dict[str, Any]) -> None:
    says["released"]["public_key"] = signatures.public_of(OTHER_SEED).hex()


def _small_order(folder: Path) -> None:
    """A statement under a key under which anyone can sign anything."""
    says = payload_of(folder)
    key = (1).to_bytes(32, "little")
    says["released"]["public_key"] = key.hex()
    forged = key + bytes(32)
    for path, data in verifier.signature_files(canonical(says), key, forged).items():
        (folder / path).write_bytes(data)
    relisted(folder)


def _malleable(folder: Path) -> None:
    """The same signature with the order added to S."""
    outer = json.loads((folder / verifier.STATEMENT).read_bytes())
    payload = base64.b64decode(outer["payload"])
    signature = base64.b64decode(outer["signatures"][0]["sig"])
    larger = int.from_bytes(signature[32:], "little") + verifier.ORDER
    forged = signature[:32] + larger.to_bytes(32, "little")
    key = signatures.public_of(matter.SEED)
    for path, data in verifier.signature_files(payload, key, forged).items():
        (folder / path).write_bytes(data)
    relisted(folder)


def _linked(folder: Path) -> None:
    (folder / EXHIBIT).rename(folder.parent / "elsewhere.png")
    (folder / EXHIBIT).symlink_to(folder.parent / "elsewhere.png")


def _piped(folder: Path) -> None:
    (folder / EXHIBIT).unlink()
    os.mkfifo(folder / EXHIBIT)


def _linked_folder(folder: Path) -> None:
    (folder / "data/exhibits").rename(folder.parent / "exhibits")
    (folder / "data/exhibits").symlink_to(folder.parent / "exhibits")


def _md5_only(folder: Path) -> None:
    lines = [
        f"{hashlib.md5(file.read_bytes()).hexdigest()}  {file.relative_to(folder)}\n"  # noqa: S324
        for file in sorted((folder / "data").rglob("*"))
        if file.is_file()
    ]
    (folder / verifier.LIST).unlink()
    (folder / "manifest-md5.txt").write_text("".join(lines))


def _grown_beside(folder: Path) -> None:
    added("data/film.mp4")(folder)
    grown("data/film.mp4")(folder)


def _sealed_inside(folder: Path) -> None:
    """What an officer has who unpacked the outside only."""
    _emptied(folder)
    added("bundle.zip", b"PK")(folder)


def _folder_inside(folder: Path) -> None:
    """What an officer chooses who takes the folder above."""
    inner = folder / "B-2026-7K3F9Q"
    inner.mkdir()
    for each in [each for each in folder.iterdir() if each != inner]:
        each.rename(inner / each.name)


def _emptied(folder: Path) -> None:
    for file in folder.rglob("*"):
        if file.is_file():
            file.unlink()


def _says(*way: str, value: object) -> Callable[[dict[str, Any]], None]:
    """Set one thing that the statement says."""

    def change(says: dict[str, Any]) -> None:
        place: Any = says
        for step in way[:-1]:
            place = place[int(step) if step.isdigit() else step]
        place[way[-1]] = value

    return change


def _twice(folder: Path) -> None:
    data = (folder / verifier.LIST).read_bytes()
    (folder / verifier.LIST).write_bytes(data + data.splitlines(keepends=True)[0])


def _twice_differently(folder: Path) -> None:
    first = (folder / verifier.LIST).read_text().splitlines()[0]
    line("0" * 64 + first[64:])(folder)


def _doubled_key(outer: dict[str, Any]) -> bytes:
    return canonical(outer)[:-1] + b',"payloadType":"text/plain"}'


def _two_signatures(outer: dict[str, Any]) -> None:
    outer["signatures"] = outer["signatures"] * 2


def _reordered(data: bytes) -> bytes:
    return b"".join(reversed(data.splitlines(keepends=True)))


def _percent(outer: dict[str, Any]) -> None:
    outer["payload"] = outer["payload"][:40] + "\n" + outer["payload"][40:]


def _url_safe(outer: dict[str, Any]) -> None:
    signature = base64.b64decode(outer["signatures"][0]["sig"])
    outer["signatures"][0]["sig"] = base64.urlsafe_b64encode(signature).decode().rstrip("=")


def _empty_record(says: dict[str, Any]) -> None:
    says["files"].append({"path": "data/never-was.txt", "size": 0, "sha256": "0" * 64})


def _exchanged(folder: Path) -> None:
    one, two = folder / "data/exhibits/AP-1.png", folder / EXHIBIT
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    two.write_bytes(first)


def _borrowed(folder: Path) -> None:
    """A statement that is good, for another bundle of the same school."""
    says = payload_of(folder)
    says["bundle"] = "B-2026-000000"
    says["files"] = [each for each in says["files"] if "exhibits" not in each["path"]]
    put_statement(folder, canonical(says), matter.SEED)


HUGE = 20 << 30
OTHER_SEED = bytes(range(32, 64))
NFC = unicodedata.normalize("NFC", "data/caf\u00e9.txt")
NFD = unicodedata.normalize("NFD", NFC)


def _both_spellings(folder: Path) -> None:
    added(NFC)(folder)
    added(NFD)(folder)


SIGNED = "signature/signed-bytes.bin"


def _changed_beside_debris(folder: Path) -> None:
    """A file changed, and what a desktop leaves beside it."""
    edited(EXHIBIT, flipped)(folder)
    added("data/exhibits/desktop.ini")(folder)


KINDS = [
    Kind("a bit turned in an exhibit", edited(EXHIBIT, flipped)),
    Kind("a bit turned in an exhibit, lists made right", and_relisted(edited(EXHIBIT, flipped))),
    Kind("an exhibit cut short", edited(EXHIBIT, lambda data: data[:-1])),
    Kind("an exhibit made longer", edited(EXHIBIT, lambda data: data + b"\0")),
    Kind("an exhibit emptied", edited(EXHIBIT, lambda _: b"")),
    Kind("an exhibit of twenty gigabytes", grown(EXHIBIT)),
    Kind("a list of twenty gigabytes", grown(verifier.LIST)),
    Kind("a tag list of twenty gigabytes", grown(verifier.TAG_LIST)),
    Kind("a statement of twenty gigabytes", grown(verifier.STATEMENT)),
    Kind("a declaration of twenty gigabytes", grown("bagit.txt")),
    Kind("twenty gigabytes that nobody signed", _grown_beside),
    Kind(
        "the report replaced", and_relisted(edited("data/report.pdf", lambda _: b"%PDF-1.7 other"))
    ),
    Kind(
        "case.json edited",
        and_relisted(edited("data/case.json", lambda d: d.replace(b"4", b"1", 1))),
    ),
    Kind("an exhibit removed", removed(EXHIBIT)),
    Kind("an exhibit removed, lists made right", and_relisted(removed(EXHIBIT))),
    Kind("a file added to the payload", added("data/exhibits/AP-9.png")),
    Kind("a file added to the payload, lists made right", and_relisted(added("data/AP-9.png"))),
    Kind("a file added at the top", added("notes.txt")),
    Kind("a hidden file added", added("data/.hidden")),
    Kind("an exhibit renamed", renamed(EXHIBIT, "data/exhibits/AP-3.png")),
    Kind("an exhibit renamed in case only", renamed(EXHIBIT, "data/exhibits/ap-2.png")),
    Kind("an exhibit renamed by Unicode spelling", _both_spellings),
    Kind("two names that differ in case", added("data/exhibits/ap-2.PNG")),
    Kind("exhibits exchanged", _exchanged),
    Kind("a link in place of an exhibit", _linked, in_browser=False),
    Kind("a link in place of a folder", _linked_folder, in_browser=False),
    Kind("a pipe in place of an exhibit", _piped, in_browser=False),
    Kind("fetch.txt added", added("fetch.txt", b"https://example.org/x 1 data/x\n")),
    Kind("a file named like a device", added("data/CON.txt")),
    Kind("a line of the manifest twice", _twice),
    Kind("a file listed twice with two hashes", _twice_differently),
    Kind("a manifest that climbs out", line("0" * 64 + "  ../../etc/passwd")),
    Kind("a manifest with an absolute path", line("0" * 64 + "  /etc/passwd")),
    Kind("a manifest with a drive", line("0" * 64 + "  C:\\Windows\\x")),
    Kind("a manifest with a server", line("0" * 64 + "  \\\\server\\share\\x")),
    Kind("a manifest with a home", line("0" * 64 + "  ~root/x")),
    Kind("a manifest with coded line ends", line("0" * 64 + "  data/a%0D%0Ab")),
    Kind("a manifest in another order", edited(verifier.LIST, _reordered)),
    Kind("only MD5", _md5_only),
    Kind("the tag manifest removed", removed(verifier.TAG_LIST)),
    Kind("the tag manifest edited", edited(verifier.TAG_LIST, flipped)),
    Kind("the tag manifest emptied", edited(verifier.TAG_LIST, lambda _: b"")),
    Kind(
        "bagit.txt edited", and_relisted(edited("bagit.txt", lambda d: d.replace(b"1.0", b"0.9")))
    ),
    Kind(
        "bag-info.txt edited", and_relisted(edited("bag-info.txt", lambda d: d + b"Contact: x\n"))
    ),
    Kind(
        "verify.py replaced", and_relisted(edited("verify.py", lambda _: b"print('UNCHANGED')\n"))
    ),
    Kind("verify.html edited", and_relisted(edited("verify.html", lambda d: d + b"<!-- -->"))),
    Kind(
        "READ-ME-FIRST.txt edited",
        and_relisted(edited("READ-ME-FIRST.txt", lambda d: d + b"Ring 01632")),
    ),
    Kind("the statement removed", removed(verifier.STATEMENT)),
    Kind("the statement removed, lists made right", and_relisted(removed(verifier.STATEMENT))),
    Kind("a bit turned in the statement", edited(verifier.STATEMENT, flipped)),
    Kind(
        "a line end after the statement",
        and_relisted(edited(verifier.STATEMENT, lambda d: d + b"\n")),
    ),
    Kind(
        "a mark before the statement",
        and_relisted(edited(verifier.STATEMENT, lambda d: b"\xef\xbb\xbf" + d)),
    ),
    Kind("the statement is not JSON", edited(verifier.STATEMENT, lambda _: b"no")),
    Kind("the statement is nested too deep", edited(verifier.STATEMENT, lambda _: b"[" * 200_000)),
    Kind("the payload's type twice", wrapped(_doubled_key)),
    Kind("another payload type", wrapped(lambda o: o.update(payloadType="text/plain"))),
    Kind("two signatures", wrapped(_two_signatures)),
    Kind("no signature", wrapped(lambda o: o.update(signatures=[]))),
    Kind("the label of another key", wrapped(lambda o: o["signatures"][0].update(keyid="0" * 64))),
    Kind("base64 with a line end", wrapped(_percent)),
    Kind("base64 of another kind", wrapped(_url_safe)),
    Kind("one more field in the envelope", wrapped(lambda o: o.update(more=1))),
    Kind(
        "another key's public half beside it",
        and_relisted(edited("signature/public-key.pem", flipped)),
    ),
    Kind("other signed bytes beside it", and_relisted(edited(SIGNED, lambda d: d + b" "))),
    Kind("another signature beside it", and_relisted(edited("signature/signature.bin", flipped))),
    Kind("S made larger by the order", _malleable),
    Kind("a key of small order", _small_order),
    Kind(
        "a proof that leads elsewhere",
        signed_anew(_says("log", "entries", "0", "path", value=["0" * 64] * 5)),
    ),
    Kind(
        "a proof that is too long",
        signed_anew(lambda s: s["log"]["entries"][0]["path"].append("0" * 64)),
    ),
    Kind("another root", signed_anew(_says("log", "root", value="0" * 64))),
    Kind("a log that is too short", signed_anew(_says("log", "size", value=2))),
    Kind(
        "an entry of another time",
        signed_anew(_says("log", "entries", "0", "header", "at", value="2026-01-01")),
    ),
    Kind("no log", signed_anew(lambda s: s.pop("log"))),
    Kind("a file signed that is not there", signed_anew(_empty_record)),
    Kind("a file signed twice", signed_anew(lambda s: s["files"].append(s["files"][0]))),
    Kind("a name signed that climbs out", signed_anew(_says("files", "0", "path", value="../x"))),
    Kind("a size that is no number", signed_anew(_says("files", "0", "size", value="4"))),
    Kind("a hash in capitals", signed_anew(_says("files", "0", "sha256", value="A" * 64))),
    Kind("files missing from what is signed", signed_anew(lambda s: s["files"].pop())),
    Kind("another bundle's statement", _borrowed),
    Kind("signed by another key", signed_anew(_other_key, OTHER_SEED), verdict="cannot tell"),
    Kind(
        "a later form",
        signed_anew(_says("format", value="casebook-bundle/2")),
        verdict="cannot tell",
    ),
    Kind("nobody confirmed the key", lambda _: None, verdict="cannot tell", words=None),
    Kind("another key was confirmed", lambda _: None, verdict="cannot tell", words="wrong"),
    Kind("an empty folder", _emptied, verdict="cannot tell"),
    Kind("the archive instead of the bundle", _sealed_inside, verdict="cannot tell"),
    Kind("the folder above the bundle", _folder_inside, verdict="cannot tell"),
    Kind(
        "what a desktop leaves behind",
        added("data/.DS_Store"),
        verdict="unchanged",
        left="data/.DS_Store",
    ),
    Kind(
        "small pictures that a desktop keeps",
        added("Thumbs.db", b"\x89PNG and more"),
        verdict="unchanged",
        left="Thumbs.db",
    ),
    Kind("a file changed and a desktop's own beside it", _changed_beside_debris),
    Kind("nothing", lambda _: None, verdict="unchanged"),
]
