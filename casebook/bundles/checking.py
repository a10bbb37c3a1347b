"""Checking a bundle inside the casebook: the recipient's own checker, and a second opinion.

The rules are: a folder, an archive and a sealed file are judged by the same rules as verify.py
judges them; the signature is checked once more by the vault; nothing is unpacked to a disk.
"""

import base64
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, cast

from casebook.bundles import opening, verifier
from casebook.bundles.opening import MemberBroken, NoArchive, SealBroken, WordsWrong
from casebook.errors.integrity import SignatureWrong
from casebook.vault import durable, signatures
from casebook.vault.findings import Finding

Answer = Literal["unchanged", "changed", "cannot tell"]
"""The three things that can be said of a bundle."""


@dataclass(frozen=True)
class Verdict:
    """What a check came to."""

    verdict: Answer
    findings: tuple[Finding, ...]
    says: Mapping[str, object] = field(default_factory=dict, repr=False)
    """What the statement says, once its signature fits."""


def check(path: Path, fingerprint: str | None, words: str | None = None) -> Verdict:
    """The verdict on the bundle at `path`: a folder, an archive, or a sealed file and its words.

    `fingerprint` is the six words of the key; without them nobody has confirmed whose key it is.
    Raises FileMissing or NotPermitted when `path` itself cannot be read.
    """
    is_folder = path.is_dir()
    with durable.typed_faults():
        if is_folder:
            os.scandir(path).close()
        else:
            path.open("rb").close()
    if is_folder:
        return _judged(lambda: verifier.Folder(path), fingerprint)
    try:
        with opening.opened(path, words or "") as archive:
            return _judged(lambda: archive, fingerprint)
    except WordsWrong:
        why = "its words do not open it" if words else "it is sealed, and needs its seven words"
        return _only("sealed", "the sealed file", why, "cannot tell")
    except SealBroken:
        why = "it is not as it was written, or was not written here"
        return _only("seal-broken", "the sealed file", why, "changed")
    except NoArchive:
        return _only("no-bundle", "it", "not a bundle, or damaged beyond reading", "cannot tell")


def _judged(found: Callable[[], verifier.Folder], fingerprint: str | None) -> Verdict:
    """The verdict on files, with the vault's opinion of the signature."""
    try:
        tree = found()
        verdict, faults, statement = verifier.check(tree, fingerprint)
        if statement is not None and not _vouched(tree, statement.key):
            why = "two checks of it disagree"
            faults.append(verifier.Finding("signature-wrong", "the signature", why))
            verdict = "changed"
    except MemberBroken as broken:
        why = "it does not fit the check value that the archive gives for it"
        return _only("entry-broken", verifier.shown(str(broken)), why, "changed")
    except OSError:
        return _only("not-read", "the bundle", "a part of it could not be read", "cannot tell")
    findings = tuple(_finding(each) for each in faults)
    return Verdict(cast("Answer", verdict), findings, statement.says if statement else {})


def _vouched(tree: verifier.Folder, key: bytes) -> bool:
    """Whether the vault finds the signature good as well."""
    with tree.open(verifier.STATEMENT) as stream:
        outer = verifier.strict_json(stream.read())
    payload = base64.b64decode(outer["payload"])
    message = signatures.pae(outer["payloadType"], payload)
    try:
        signatures.verify(key, base64.b64decode(outer["signatures"][0]["sig"]), message)
    except SignatureWrong:
        return False
    return True


def _finding(found: verifier.Finding) -> Finding:
    """A finding of the checker as the casebook shows it, its words made safe to show."""
    severity: Literal["note", "fault"] = "note" if found.verdict == "unchanged" else "fault"
    what, consequence = verifier.shown(found.object), verifier.shown(found.consequence)
    return Finding(found.code, what, consequence, severity)


def _only(code: str, what: str, consequence: str, verdict: Answer) -> Verdict:
    """A verdict that rests on one finding."""
    return Verdict(verdict, (Finding(code, what, consequence, "fault"),))
