"""Set-up on the first run from a checkout, with nothing but Python.

The rules are: it acts only in a checkout, and only when something the program needs is missing;
it makes `.venv`, installs there from wheels, and runs the same command again inside; the stamp
beside `.venv` is written last, and whoever holds its lock is setting up; an environment that
set-up did not make is used, never removed. Standard library only, and written so that a Python
that is too old can still read it, and say so.
"""

import errno
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Iterator, NoReturn, Sequence, Tuple

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

OLDEST = (3, 11)
"""The oldest Python that the casebook runs on."""

CHECKOUT = Path(__file__).resolve().parent.parent
"""The folder that this program was cloned into; in an installed wheel, something else."""

PROGRAM = (
    "textual",
    "sqlmodel",
    "sqlcipher3",
    "cryptography",
    "dateutil",
    "holidays",
    "typst",
    "pyzipper",
    "typer",
    "platformdirs",
    "xkcdpass",
)
"""What the program imports, by import name."""

TOOLS = (
    "bagit",
    "hatchling",
    "hypothesis",
    "jsonschema",
    "pyte",
    "pytest",
    "pytest_asyncio",
    "pytest_textual_snapshot",
)
"""What the tests import besides, by import name."""

NEEDED = {"casebook": PROGRAM, "tests": PROGRAM + TOOLS}
"""What must be found before a module of this name can run."""

INSTALL = (
    *("-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"),
    *("--only-binary", ":all:", "--no-binary", "bagit", "--editable", ".[test]"),
)
"""Wheels alone, so that nothing is compiled; bagit is one file of Python and comes as source."""

PASSED_ON = "CASEBOOK_SET_UP"
"""Tells the second run what the first one did, so that neither can start the other for ever."""


class SetUpRefused(Exception):
    """The casebook cannot set itself up here."""

    next_step = ""

    def __init__(self, **named: object) -> None:
        """Fill the message, the class's docstring, with what is `named`."""
        super().__init__(" ".join((type(self).__doc__ or "").split()).format(**named))


class PythonTooOld(SetUpRefused):
    """This is Python {found}; the casebook needs Python {wanted} or later."""

    next_step = "Install a newer Python, and run the same command with it."


class EnsurepipMissing(SetUpRefused):
    """This Python lacks `ensurepip`, which makes an environment able to install anything."""

    next_step = "On Debian and Ubuntu: apt install python3-venv. Then run the same command again."


class CheckoutReadOnly(SetUpRefused):
    """Nothing can be written in this folder ({reason}), and `.venv` belongs here."""

    next_step = "Make room, or clone the casebook to a folder of your own; then run it there."


class InstallFailed(SetUpRefused):
    """Installing did not finish; the installer's own words stand above."""

    next_step = "Check the connection to the network, and run the same command again."


class EnvironmentUnfit(SetUpRefused):
    """The environment `.venv` is there, but still lacks: {lacks}."""

    next_step = "Rename `.venv` if you do not need it, and run the same command again."


class Place:
    """Where set-up works: a checkout, its environment, and the stamp beside it."""

    def __init__(self, checkout: Path) -> None:
        """Take `checkout`, the folder with pyproject.toml."""
        self.checkout = checkout
        self.environment = checkout / ".venv"
        self.stamp = checkout / ".venv.stamp"
        self.mark = self.environment / "made-by-casebook"

    @property
    def python(self) -> Path:
        """The environment's own Python."""
        windows = os.name == "nt"
        return self.environment / ("Scripts/python.exe" if windows else "bin/python")

    def wanted(self) -> str:
        """What the stamp says once the environment fits this checkout and this Python."""
        digest = hashlib.sha256((self.checkout / "pyproject.toml").read_bytes()).hexdigest()
        return f"{self.lasting()}\n{digest}\n"

    def lasting(self) -> str:
        """The part of the stamp that an environment cannot outlive: its Python and its place."""
        return f"Python {sys.version_info[0]}.{sys.version_info[1]} in {self.checkout}"

    def stamped(self) -> str:
        """What the stamp says now; empty while set-up runs, or after it was killed."""
        try:
            return self.stamp.read_text(encoding="utf-8")
        except (OSError, ValueError):
            return ""

    def fits(self) -> bool:
        """The environment is finished, and made for this checkout and this Python."""
        return self.stamped() == self.wanted() and self.python.exists()

    def outlasts(self) -> bool:
        """The environment is finished and its Python is this one; only its contents may be old."""
        return self.stamped().startswith(self.lasting() + "\n") and self.python.exists()

    def is_inside(self) -> bool:
        """This very process runs in the environment."""
        return self.environment.is_dir() and Path(sys.prefix).samefile(self.environment)

    def is_foreign(self) -> bool:
        """There is an environment, and set-up did not make it."""
        return self.environment.is_dir() and not self.mark.is_file()


def lacking(names: Sequence[str]) -> Tuple[str, ...]:
    """Those of the import `names` that this Python cannot find; nothing is imported."""
    return tuple(name for name in names if importlib.util.find_spec(name) is None)


def set_up(module: str, arguments: Sequence[str]) -> None:
    """Return when `module` can run as it is; else make it able to, and run it again.

    `module` is `casebook` or `tests`; `arguments` are those that it was called with. Ends the
    process with status 5 when set-up is refused.
    """
    try:
        _refuse_old_python()
        place = Place(CHECKOUT)
        if not (CHECKOUT / "pyproject.toml").is_file() or not lacking(NEEDED[module]):
            os.environ.pop(PASSED_ON, None)
            return
        done = prepare(place, NEEDED[module], os.environ.get(PASSED_ON, ""))
    except SetUpRefused as refusal:
        _say(f"{refusal}\n{refusal.next_step}")
        sys.exit(5)
    _run_again(place.python, module, arguments, done)


def prepare(place: Place, names: Sequence[str], before: str) -> str:
    """Make the environment hold `names`; answers `found` or `made`.

    `before` is what an earlier run in this line answered. Raises SetUpRefused.
    """
    if before == "made" or (before == "found" and not place.is_inside()):
        raise EnvironmentUnfit(lacks=", ".join(lacking(names)))
    try:
        if not place.is_inside() and place.fits():
            return "found"
        with _held(place.stamp):
            if place.is_foreign():
                return _use_foreign(place, names)
            return _make(place)
    except OSError as fault:
        raise CheckoutReadOnly(reason=os.strerror(fault.errno or errno.EIO)) from fault


def _make(place: Place) -> str:
    """Make or mend the environment and stamp it; the caller holds the lock."""
    if not place.is_inside() and place.fits():
        return "found"  # whoever held the lock before us made it
    can_be_mended = place.is_inside() or place.outlasts()
    place.stamp.write_text("", encoding="utf-8")
    if not can_be_mended:
        _create(place)
    _install(place)
    place.stamp.write_text(place.wanted(), encoding="utf-8")
    _say("ready. Everything lies in .venv; removing that folder undoes the set-up.")
    return "made"


def _use_foreign(place: Place, names: Sequence[str]) -> str:
    """Run in an environment that somebody else made, after adding what it lacks."""
    if not place.python.exists():
        raise EnvironmentUnfit(lacks="a Python of its own")
    seek = "import sys; from importlib.util import find_spec; sys.exit(not all(map(find_spec, {})))"
    asked = [str(place.python), "-c", seek.format(tuple(names))]
    if not subprocess.run(asked, check=False).returncode:
        return "found"
    _install(place)
    return "made"


def _create(place: Place) -> None:
    """Make the environment anew, in place of an unfinished or outlived one of our own."""
    if importlib.util.find_spec("ensurepip") is None:
        raise EnsurepipMissing
    _say("first run from this checkout: making .venv (about half a minute, once) ...")
    beside = place.checkout / ".venv.beside"
    shutil.rmtree(str(beside), ignore_errors=True)
    if place.environment.is_dir():
        place.environment.replace(beside)
        shutil.rmtree(str(beside), ignore_errors=True)
    # The mark comes in with the folder, so that a kill at any moment leaves it known as ours.
    beside.mkdir()
    (beside / place.mark.name).write_text("Made by set-up; safe to remove.\n", encoding="utf-8")
    beside.replace(place.environment)
    try:
        venv.EnvBuilder(symlinks=os.name != "nt", with_pip=True).create(str(place.environment))
    except subprocess.CalledProcessError as fault:
        raise EnsurepipMissing from fault


def _install(place: Place) -> None:
    """Install this checkout and all it needs into the environment, from wheels."""
    _say("installing what the casebook needs into .venv, from wheels ...")
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    clean["PIP_USER"] = "0"  # a person's settings may say otherwise, and an environment has no user
    command = [str(place.python), *INSTALL]
    ended = subprocess.run(command, cwd=str(place.checkout), env=clean, stdout=2, check=False)
    if ended.returncode:
        raise InstallFailed


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Hold the lock on `path`; the system lets go of it when the process ends, however it ends."""
    with path.open("a", encoding="utf-8") as stamp:
        if not _locked(stamp, wait=False):
            _say("another first run is setting up; waiting for it ...")
            while not _locked(stamp, wait=True):
                pass
        yield


def _locked(stamp: IO[str], *, wait: bool) -> bool:
    """Try to lock an open file, and say whether it worked; `wait` until it can."""
    try:
        if sys.platform == "win32":
            stamp.seek(1 << 20)  # far behind the text, which others must be able to read
            msvcrt.locking(stamp.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(stamp, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError as fault:
        if fault.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
            return False
        raise
    return True


def _run_again(python: Path, module: str, arguments: Sequence[str], done: str) -> NoReturn:
    """Run the same command in the environment, in this process's place."""
    command = [str(python), "-m", module, *arguments]
    os.environ[PASSED_ON] = done
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "nt":  # there, execv returns to the prompt at once, and loses the exit status
        sys.exit(subprocess.run(command, check=False).returncode)
    os.execv(command[0], command)  # noqa: S606 - without a shell on purpose


def _refuse_old_python() -> None:
    """Raise PythonTooOld when this Python is older than the casebook can use."""
    found = sys.version_info[:2]
    if found < OLDEST:
        raise PythonTooOld(found="{}.{}".format(*found), wanted="{}.{}".format(*OLDEST))


def _say(text: str) -> None:
    """Tell the person, on standard error, what set-up does."""
    sys.stderr.write(f"casebook: {text}\n")
    sys.stderr.flush()
