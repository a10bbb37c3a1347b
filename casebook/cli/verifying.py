"""`verify`: a casebook, a backup of one, or a bundle, against everything that was signed."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

from typer import Argument, Option, Typer

from casebook.cli import given, passphrases, places, printing
from casebook.cli.command import command
from casebook.cli.desk import Desk
from casebook.cli.outcome import Answer
from casebook.errors import CasebookError
from casebook.errors.given import CommandUnreadable
from casebook.errors.integrity import FoundChanged
from casebook.errors.opening import NothingToVerify, PassphraseNotAsked, VerdictOpen
from casebook.vault.findings import Finding

family = Typer()


@command(family, "verify")
def verify(
    desk: Desk,
    target: Annotated[
        Path | None,
        Argument(metavar="[FOLDER|BUNDLE]", help="Left out: the casebook.", show_default=False),
    ] = None,
    *,
    fingerprint: Annotated[
        str | None, Option("--fingerprint", help="The six words you were told for the signer.")
    ] = None,
    words_file: Annotated[
        Path | None, Option("--words-file", help="The file with the words of a sealed bundle.")
    ] = None,
) -> Answer:
    """Verify that nothing was changed, taken away or put back."""
    folder = target if target is not None else desk.folder()
    if places.is_casebook(folder):
        if fingerprint is not None or words_file is not None:
            raise CommandUnreadable(problem="those belong to a bundle", command="verify")
        return _casebook(desk, folder)
    if not (folder.is_dir() or folder.is_file()):  # a pipe would be waited for without end
        raise NothingToVerify
    return _bundle(folder, fingerprint, words_file)


def _casebook(desk: Desk, folder: Path) -> Answer:
    """Verify a casebook: with somebody's keys, or without any, which proves less and says so."""
    from casebook.store.verify import verify_folder

    if desk.user is None and desk.passphrase_file is None:
        verdict = verify_folder(folder)
        desk.say("Without keys: every file was compared with the casebook's own list, no more.")
        return _answer(verdict.verdict, verdict.findings, {"keys": False, "opened": []})
    with desk.of(folder).opened(write=False, verifying=True) as book:
        verdict = verify_folder(folder, book, lambda what, done, of: _tell(desk, what, done, of))
    more = {
        "keys": True,
        "opened": list(verdict.opened),
        "entries": verdict.entries,
        "exhibits": verdict.exhibits,
    }
    return _answer(verdict.verdict, verdict.findings, more)


def _tell(desk: Desk, what: str, done: int, of: int) -> None:
    """Say that a part was gone through."""
    if done == of:
        desk.say(f"{what}: {of}")


def _bundle(path: Path, fingerprint: str | None, words_file: Path | None) -> Answer:
    """Check a bundle, with its words where it is sealed."""
    from casebook.bundles.checking import check

    words = given.passphrase(words_file) if words_file is not None else None
    verdict = check(path, fingerprint, words)
    if words is None and _is_sealed(verdict.findings):
        with suppress(PassphraseNotAsked):
            words = passphrases.typed("The seven words that open the bundle", "the bundle")
            verdict = check(path, fingerprint, words)
    return _answer(verdict.verdict, verdict.findings, {})


def _is_sealed(findings: Sequence[Finding]) -> bool:
    """Whether a bundle could not be looked into for want of its words."""
    return any(each.code == "sealed" for each in findings)


SEALED = (
    "Ring whoever sent it, on a number you know, for the seven words that open it. Then give them "
    "on the terminal when you are asked, or alone on one line of a file with --words-file FILE; or "
    "open the ZIP with 7-Zip and check the folder inside."
)
UNCONFIRMED = (
    "Ring the school, on a number you know, for the six words of the signer's key, and give them "
    "with --fingerprint 'six words'."
)


def _way_on(findings: Sequence[Finding]) -> str | None:
    """What a person can do about a bundle of which nothing can be told."""
    codes = {each.code for each in findings}
    if "sealed" in codes:
        return SEALED
    return UNCONFIRMED if "key-unknown" in codes else None


def _answer(verdict: str, findings: Sequence[Finding], more: dict[str, Any]) -> Answer:
    """A verdict with its findings, and the fault that goes with it."""
    listed = [
        {
            "code": each.code,
            "object": each.object,
            "consequence": each.consequence,
            "severity": each.severity,
        }
        for each in findings
    ]
    lines = [
        f"Verdict: {verdict}",
        *printing.fields({**more, "keys": "", "opened": ", ".join(more.get("opened", ()))}),
        *(f"{each.code} {each.object}: {each.consequence}" for each in findings),
    ]
    fault = _fault(verdict, _way_on(findings))
    return Answer({"verdict": verdict, "findings": listed, **more}, lines, fault)


def _fault(verdict: str, next_step: str | None) -> CasebookError | None:
    """Why the exit status is not 0; none where nothing is wrong."""
    if verdict == "changed":
        return FoundChanged()
    return VerdictOpen(next_step=next_step) if verdict == "cannot tell" else None
