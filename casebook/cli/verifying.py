"""`verify`: a casebook, a backup of one, or a bundle, against everything that was signed."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

from typer import Argument, Option, Typer

from casebook.cli import given, places, printing
from casebook.cli.command import command
from casebook.cli.desk import Desk
from casebook.cli.outcome import Answer
from casebook.errors import CasebookError
from casebook.errors.given import CommandUnreadable
from casebook.errors.integrity import FoundChanged
from casebook.errors.opening import NothingToVerify, VerdictOpen
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
    return _answer(verdict.verdict, verdict.findings, {})


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
        *printing.fields({name: value for name, value in more.items() if value}),
        *(f"{each.code} {each.object}: {each.consequence}" for each in findings),
    ]
    return Answer({"verdict": verdict, "findings": listed, **more}, lines, _fault(verdict))


def _fault(verdict: str) -> CasebookError | None:
    """Why the exit status is not 0; none where nothing is wrong."""
    if verdict == "changed":
        return FoundChanged()
    return VerdictOpen() if verdict == "cannot tell" else None
