"""Check a Casebook bundle: whether this folder is what the school signed.

    python3 verify.py [FOLDER] [--fingerprint "six words"]

FOLDER is the bundle; without it, the folder that this file lies in. The six words are those of
the school's key. Ring the school, on a number that you already have, and let them read the words
to you: whoever could change a bundle could change words in it as well. This needs Python 3.9 or
later and nothing else, opens no network and writes nothing. It ends with the verdict, one of
    UNCHANGED AND SIGNED BY THE KEY YOU CONFIRMED       (exit status 0)
    CHANGED: ...   (4)        CANNOT TELL: ...   (3)
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import io
import json
import os
import re
import stat
import sys
import unicodedata
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

PAYLOAD_TYPE, FORMAT = "application/vnd.casebook.export+json", "casebook-bundle/1"
STATEMENT, LIST, TAG_LIST = "statement.dsse.json", "manifest-sha256.txt", "tagmanifest-sha256.txt"
DEBRIS, BESIDE = {".DS_Store", "Thumbs.db", "desktop.ini"}, "not signed; a desktop leaves it here"
MOST_FILES, MOST_BYTES, PIECE, MOSTLY = 200_000, 64 << 20, 1 << 20, 4
VERDICTS = {"unchanged": 0, "changed": 4, "cannot tell": 3}
SEALED = "a ZIP: open it first, with 7-Zip or WinZip; if it asks, its password is the seven words"
DEVICES = r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?"
Said = Any  # what JSON can say


class Finding(NamedTuple):
    """One thing that was found: its code, the file or field, and what follows from it."""

    code: str
    object: str
    consequence: str
    verdict: str = "changed"


class Unfit(Exception):
    """Part of the bundle is not what a bundle holds; its arguments are the finding's."""


class Folder:
    """A bundle as it lies on a disk: regular files only, and no link is followed."""

    def __init__(self, root: Path) -> None:
        self.root, self.strange, self.files = root, list[str](), dict[str, int]()
        waiting = [""]
        while waiting:
            prefix = waiting.pop()
            for entry in os.scandir(root / prefix):
                name, facts = prefix + entry.name, entry.stat(follow_symlinks=False)
                junction = getattr(facts, "st_file_attributes", 0) & 0x400
                if stat.S_ISDIR(facts.st_mode) and not junction:
                    waiting.append(name + "/")
                elif not stat.S_ISREG(facts.st_mode) or junction:
                    self.strange.append(name)
                else:
                    self.files[name] = facts.st_size
            if len(self.files) + len(waiting) > MOST_FILES:
                raise OSError("more files than a bundle can hold")

    def open(self, name: str) -> BinaryIO:
        """The file `name`, to be read from its beginning; a pipe or a link is none."""
        if name not in self.files:
            raise FileNotFoundError(name)
        return (self.root / name).open("rb")


def shown(text: object) -> str:
    """`text` fit for a terminal: short, and whatever could steer it or hide is spelled out."""
    spelled = (
        c if c.isprintable() and not unicodedata.combining(c) else f"<U+{ord(c):04X}>"
        for c in str(text)[:160]
    )
    return "".join(spelled)


def canonical(value: object) -> bytes:
    """`value` as the one JSON text that counts: keys sorted, no spaces, UTF-8."""
    text = json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return text.encode()


def strict_json(data: bytes) -> dict[str, Said]:
    """The JSON object that `data` spells in its one permitted spelling: no key comes twice."""
    try:
        value = json.loads(data)
        if isinstance(value, dict) and canonical(value) == data:
            return value
    except (ValueError, RecursionError):
        pass
    raise Unfit("unreadable", STATEMENT, "it is not spelled as a bundle spells it")


def said(record: Said, field: str, kind: type) -> Said:
    """What `record` says of `field`, which must be of `kind`."""
    value = record.get(field) if isinstance(record, dict) else None
    if type(value) is not kind:
        raise Unfit("statement-wrong", field, "the statement does not say this as a bundle does")
    return value


def digits(text: Said) -> bytes:
    """The 32 bytes that `text` spells in lower-case hexadecimal digits."""
    if not isinstance(text, str) or not re.fullmatch("[0-9a-f]{64}", text):
        raise Unfit("statement-wrong", "a digest", "the statement spells it wrongly")
    return bytes.fromhex(text)


def hygienic(path: str) -> bool:
    """Whether `path` means one file inside the bundle, on every system."""
    return bool(re.fullmatch(r"[A-Za-z0-9._/-]{1,200}", path)) and all(
        part and part[0] not in ".-" and part[-1] != "." and not re.fullmatch(DEVICES, part)
        for part in path.split("/")
    )


# Ed25519 as in RFC 8032; strictly: one spelling for a point, and none of small order.
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
Point = tuple[int, int, int, int]
ZERO: Point = (0, 1, 1, 0)


def plus(one: Point, two: Point) -> Point:
    """The sum of two points of the curve."""
    a, b = (one[1] - one[0]) * (two[1] - two[0]) % P, (one[1] + one[0]) * (two[1] + two[0]) % P
    c, d = 2 * one[3] * two[3] * D % P, 2 * one[2] * two[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(factor: int, point: Point) -> Point:
    """`point` added to itself `factor` times."""
    total = ZERO
    while factor:
        total = plus(total, point) if factor & 1 else total
        point, factor = plus(point, point), factor >> 1
    return total


def same(one: Point, two: Point) -> bool:
    """Whether two points are one."""
    return not ((one[0] * two[2] - two[0] * one[2]) % P or (one[1] * two[2] - two[1] * one[2]) % P)


def point_of(data: bytes) -> Point | None:
    """The point that `data` spells; none for another spelling, and for a point of small order."""
    y, odd = int.from_bytes(data, "little") & (2**255 - 1), data[31] >> 7
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if (x * x - square) % P == 0 else x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and odd):
        return None
    x = x if x & 1 == odd else P - x
    point = (x, y, 1, x * y % P)
    return None if same(times(8, point), ZERO) else point


def signature_fits(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether `signature` over `message` was made by the key whose public half is `public`."""
    scalar = int.from_bytes(signature[32:], "little")
    if (len(public), len(signature)) != (32, 64) or scalar >= ORDER:
        return False
    base, key, nonce = point_of(b"\x58" + b"\x66" * 31), point_of(public), point_of(signature[:32])
    if base is None or key is None or nonce is None:
        return False
    digest = hashlib.sha512(signature[:32] + public + message).digest()
    factor = int.from_bytes(digest, "little") % ORDER
    return same(times(scalar, base), plus(nonce, times(factor, key)))


def pae(payload: bytes) -> bytes:
    """The bytes that are signed: the type and the payload, each after its length."""
    return b"DSSEv1 %d %s %d %s" % (len(PAYLOAD_TYPE), PAYLOAD_TYPE.encode(), len(payload), payload)


def signature_files(payload: bytes, key: bytes, signature: bytes) -> dict[str, bytes]:
    """The statement file that carries `payload`, and its parts as files that openssl reads."""
    entry = {"keyid": hashlib.sha256(key).hexdigest(), "sig": base64.b64encode(signature).decode()}
    body, der = base64.b64encode(payload).decode(), bytes.fromhex("302a300506032b6570032100") + key
    pem = b"-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n" % base64.b64encode(der)
    outer = {"payload": body, "payloadType": PAYLOAD_TYPE, "signatures": [entry]}
    files = {"public-key.pem": pem, "signed-bytes.bin": pae(payload), "signature.bin": signature}
    return {STATEMENT: canonical(outer)} | {f"signature/{name}": files[name] for name in files}


def spoken(digest: bytes) -> str:
    """The first 96 bits of `digest` as six words that can be read out."""
    consonants, vowels, words = "bdghjklmnprstvwz", "aiou", []
    for place in range(0, 12, 2):
        bits = int.from_bytes(digest[place : place + 2], "big")
        one, two, three = consonants[bits >> 12], consonants[bits >> 6 & 15], consonants[bits & 15]
        words.append(one + vowels[bits >> 10 & 3] + two + vowels[bits >> 4 & 3] + three)
    return " ".join(words)


class Statement(NamedTuple):
    """The statement, once its signature fits."""

    says: dict[str, Said]
    key: bytes
    files: dict[str, tuple[int, str]]


def read_statement(data: bytes) -> Statement:
    """The statement in the file `data`, which must be one statement with one signature."""
    outer = strict_json(data)
    try:
        payload = base64.b64decode(outer["payload"])
        signature = base64.b64decode(outer["signatures"][0]["sig"])
    except (LookupError, TypeError, ValueError):
        payload = signature = b""
    says = strict_json(payload)
    if says.get("format") != FORMAT:
        raise Unfit("other-format", STATEMENT, "this checker does not know its form", "cannot tell")
    key = digits(said(says, "released", dict).get("public_key"))
    files = signature_files(payload, key, signature)
    if data != files[STATEMENT]:
        raise Unfit("envelope-wrong", STATEMENT, "it is not one statement with one signature")
    if not signature_fits(key, signature, pae(payload)):
        raise Unfit("signature-wrong", STATEMENT, "the signature does not fit")
    wanted = {name: (len(file), hashlib.sha256(file).hexdigest()) for name, file in files.items()}
    for entry in said(says, "files", list):
        path, size = said(entry, "path", str), said(entry, "size", int)
        if not hygienic(path) or path in wanted or path == TAG_LIST:
            raise Unfit("path-wrong", path, "the statement lists a name that no bundle has")
        wanted[path] = (size, digits(entry.get("sha256")).hex())
    return Statement(says, key, wanted)


def root_from(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes | None:
    """The root that `path` leads to from the leaf at `index` of a log of `size` (RFC 6962)."""
    last, root = size - 1, leaf
    for other in path:
        if last == 0:
            return None
        if index & 1 or index == last:
            root = hashlib.sha256(b"\x01" + other + root).digest()
            while index and not index & 1:
                index, last = index >> 1, last >> 1
        else:
            root = hashlib.sha256(b"\x01" + root + other).digest()
        index, last = index >> 1, last >> 1
    return root if last == 0 else None


def log_faults(log: Said) -> list[Finding]:
    """Which entries that the statement names do not belong to the log that it names."""
    faults, size, root = [], said(log, "size", int), digits(log.get("root"))
    for entry in said(log, "entries", list):
        header, path = said(entry, "header", dict), [digits(e) for e in said(entry, "path", list)]
        seq, leaf = said(header, "seq", int), hashlib.sha256(b"\0" + canonical(header)).digest()
        if not 1 <= seq <= size or root_from(leaf, seq - 1, size, path) != root:
            faults.append(Finding("proof-wrong", f"entry {seq}", "the log it names lacks it"))
    return faults


def hashed(tree: Folder, wanted: dict[str, tuple[int, str]]) -> tuple[dict[str, str], Said]:
    """SHA-256 of each file whose size fits what was signed, and which of them cannot be read."""
    found, faults = {}, []
    gone = {size for name, (size, _) in wanted.items() if name not in tree.files}
    for name, size in tree.files.items():
        if size not in ({wanted[name][0]} if name in wanted else gone):
            continue  # its size tells already that it is not what was signed
        digest = hashlib.sha256()
        try:
            with tree.open(name) as stream:
                while piece := stream.read(PIECE):
                    digest.update(piece)
            found[name] = digest.hexdigest()
        except OSError:
            faults.append(Finding("not-read", name, "it could not be read", "cannot tell"))
    return found, faults


def file_faults(wanted: dict[str, tuple[int, str]], tree: Folder, found: Said) -> list[Finding]:
    """How the files that lie here differ from those that were signed."""
    faults, extra = [], sorted(set(tree.files) - set(wanted) - {TAG_LIST})
    moved = {found[name]: name for name in extra if name in found}
    for name, (size, sha256) in sorted(wanted.items()):
        if name in tree.files:
            if tree.files[name] != size or found.get(name, sha256) != sha256:
                faults.append(Finding("altered", name, "its content is not what was signed"))
        elif sha256 in moved:
            faults.append(Finding("renamed", moved[sha256], f"it was signed as {name}"))
        else:
            faults.append(Finding("missing", name, "it was signed and is not here"))
    named, left = {each.object for each in faults}, {n for n in extra if n.split("/")[-1] in DEBRIS}
    faults += [Finding("extra", n, "it was not signed") for n in extra if n not in named | left]
    return faults + [Finding("beside", n, BESIDE, "unchanged") for n in extra if n in left - named]


def name_faults(tree: Folder) -> list[Finding]:
    """Names that are no files, or that some systems take for one and the same."""
    faults = [Finding("link", name, "it is a link or a device") for name in tree.strange]
    seen: dict[str, str] = {}
    for name in sorted(tree.files):
        twin = seen.setdefault(unicodedata.normalize("NFC", name).casefold(), name)
        if twin != name:
            faults.append(Finding("collision", name, f"some systems take it for {twin}"))
    return faults


def list_faults(tree: Folder, name: str, statement: Statement) -> list[Finding]:
    """Whether the BagIt list `name` names the files that were signed, each once and in order."""
    listed = [p for p in sorted(statement.files) if p.startswith("data/") is (name == LIST)]
    right = "".join(f"{statement.files[path][1]}  {path}\n" for path in listed).encode()
    with tree.open(name) if name in tree.files else io.BytesIO() as stream:
        fits = stream.read(len(right) + 1) == right
    return [] if fits else [Finding("list-wrong", name, "it is not the list of what was signed")]


def key_faults(key: bytes, words: str) -> list[Finding]:
    """Whether the key that signed is the one that the person confirmed."""
    ours, given = spoken(hashlib.sha256(key).digest()).split(), re.findall("[a-z]+", words.lower())
    if given == ours:
        return []
    why = "it is not the key whose words you gave" if given else "nobody confirmed whose key it is"
    if (fit := len({*given} & {*ours})) >= MOSTLY:
        why = f"{fit} of its six words are among those you gave: ask for all six again"
    return [Finding("key-unknown", "the key that signed", why, "cannot tell")]


def absent(tree: Folder) -> Finding:
    """Why the files of `tree` are no bundle, and where the bundle may be."""
    for name in sorted(tree.files):
        if name.endswith("/bagit.txt"):
            return Finding("no-bundle", name[:-10], "this folder is the bundle", "cannot tell")
        if name.lower().endswith(".zip"):
            return Finding("sealed", name, SEALED, "cannot tell")
    return Finding("no-bundle", "it", "not a bundle", "cannot tell")


def check(tree: Folder, words: str | None) -> tuple[str, list[Finding], Statement | None]:
    """The verdict on the files of `tree`, what it rests on, and the statement if it is signed."""
    if not {"bagit.txt", LIST, STATEMENT} & set(tree.files):
        return "cannot tell", [absent(tree)], None
    if tree.files.get(STATEMENT, 0) > MOST_BYTES:
        return "changed", [Finding("too-large", STATEMENT, "no bundle has one as large")], None
    statement, faults = None, list[Finding]()
    try:
        with tree.open(STATEMENT) as stream:
            statement = read_statement(stream.read(MOST_BYTES))
        found, faults = hashed(tree, statement.files)
        faults += file_faults(statement.files, tree, found) + key_faults(statement.key, words or "")
        faults += list_faults(tree, LIST, statement) + list_faults(tree, TAG_LIST, statement)
        faults += log_faults(statement.says.get("log"))
    except FileNotFoundError:
        faults.append(Finding("missing", STATEMENT, "every bundle has it"))
    except Unfit as unfit:
        faults.append(Finding(*unfit.args))
    faults = sorted(faults + name_faults(tree), key=lambda each: -VERDICTS[each.verdict])
    return (faults[0].verdict if faults else "unchanged"), faults, statement


def told(verdict: str, faults: list[Finding], statement: Statement | None) -> str:
    """What to print: what was signed, every finding, and the verdict last."""
    lines = [f"  {shown(each.object)}: {shown(each.consequence)}" for each in faults]
    if statement and verdict == "unchanged":
        says = {**statement.says, "released": statement.says["released"].get("at")}
        facts = [f"  {e}: {shown(says.get(e))}" for e in ("bundle", "case", "school", "released")]
        return "\n".join([*facts, *lines, "UNCHANGED AND SIGNED BY THE KEY YOU CONFIRMED", ""])
    more = f" (and {n} more)" if (n := sum(e.verdict != "unchanged" for e in faults) - 1) else ""
    return "\n".join([*lines, f"{verdict.upper()}: {lines[0].strip()}{more}", ""])


def main(given: list[str] | None = None) -> int:
    """Check the folder named on the command line; answers with the exit status."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    options.add_argument("folder", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    options.add_argument("--fingerprint", metavar='"SIX WORDS"')
    chosen = options.parse_args(given)
    words, statement = chosen.fingerprint, None
    if words is None and sys.stdin and sys.stdin.isatty():
        words = input("The six words that the school read out to you: ")
    try:
        verdict, faults, statement = check(Folder(chosen.folder), words)
    except NotADirectoryError:
        verdict, faults = "cannot tell", [Finding("sealed", chosen.folder.name, SEALED)]
    except OSError:
        verdict, faults = "cannot tell", [Finding("not-read", "the folder", "it cannot be read")]
    sys.stdout.write(told(verdict, faults, statement).encode("ascii", "backslashreplace").decode())
    return VERDICTS[verdict]


if __name__ == "__main__":
    sys.exit(main())
