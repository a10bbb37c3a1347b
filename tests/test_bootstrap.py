"""Set-up on the first run: real environments and the real installer, in an invented checkout.

The invented checkout builds itself with a backend of its own, so that nothing is downloaded; what
it needs, and what set-up must bring, is one module named `invented_part`.
"""

import ast
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from casebook import bootstrap

OUTSIDE = str(Path(getattr(sys, "_base_executable", sys.executable)))
"""A Python outside every environment."""

DONE = 7
"""What the invented program answers with, so that its status is known from any other."""

PROJECT = """\
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]

[project]
name = "invented"
version = "1"
optional-dependencies.test = []
"""

BACKEND = """\
import time, zipfile
from pathlib import Path

def build_editable(folder, config_settings=None, metadata_directory=None):
    while Path("slow").exists():
        time.sleep(0.02)
    name = "invented-1-py3-none-any.whl"
    with zipfile.ZipFile(Path(folder, name), "w") as wheel:
        if not Path("leave-it-out").exists():
            wheel.writestr("invented_part.py", "")
        wheel.writestr("invented-1.dist-info/METADATA", "Metadata-Version: 2.1\\nName: invented\\n"
                       "Version: 1\\nProvides-Extra: test\\n")
        wheel.writestr("invented-1.dist-info/WHEEL", "Wheel-Version: 1.0\\nGenerator: invented\\n"
                       "Root-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr("invented-1.dist-info/RECORD", "")
    return name
"""

PROGRAM = """\
import os, sys
if "WITHOUT" in os.environ:
    sys.modules[os.environ["WITHOUT"]] = None
from casebook import bootstrap
bootstrap.NEEDED["casebook"] = ("invented_part",)
if "OLDEST" in os.environ:
    bootstrap.OLDEST = (int(os.environ["OLDEST"]), 0)
bootstrap.set_up("casebook", sys.argv[1:])
import invented_part
print(sys.prefix, sys.argv[1:])
sys.exit(7)
"""


def furnish(folder: Path) -> Path:
    """Put the invented checkout, with the real set-up in it, into `folder`."""
    (folder / "casebook").mkdir(parents=True)
    (folder / "casebook/__init__.py").write_text("")
    (folder / "casebook/__main__.py").write_text(PROGRAM)
    shutil.copy(bootstrap.__file__, folder / "casebook/bootstrap.py")
    (folder / "pyproject.toml").write_text(PROJECT)
    (folder / "backend.py").write_text(BACKEND)
    return folder


def environ(folder: Path, **settings: str) -> dict[str, str]:
    """A person's settings, with a home of their own."""
    inherited = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return {**inherited, "HOME": str(folder.parent), **settings}


def run(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the invented program with a Python that lacks what it needs."""
    command = [OUTSIDE, "-m", "casebook", *arguments]
    return subprocess.run(
        command,
        cwd=folder,
        env=environ(folder, **settings),
        capture_output=True,
        text=True,
        check=False,
    )


def start(folder: Path) -> subprocess.Popen[str]:
    """Start the invented program, and leave it running."""
    return subprocess.Popen(
        [OUTSIDE, "-m", "casebook"],
        cwd=folder,
        env=environ(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def wait_until_it_says(word: str, process: subprocess.Popen[str]) -> None:
    """Read what `process` says until it says `word`."""
    assert process.stderr is not None
    said = ""
    while word not in said:
        line = process.stderr.readline()
        assert line, f"it ended, and never said {word}: {said}"
        said += line


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """An invented checkout before its first run."""
    return furnish(tmp_path / "clone")


@pytest.fixture(scope="module")
def set_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An invented checkout after its first run, by a person whose settings could mislead it."""
    folder = furnish(tmp_path_factory.mktemp("once") / "clone")
    first = run(folder, "show", "a b", PIP_USER="1", PYTHONPATH="/nowhere")

    assert first.returncode == DONE, first.stderr
    assert first.stdout == f"{folder / '.venv'} ['show', 'a b']\n"
    assert "making .venv" in first.stderr
    return folder


def test_the_first_run_sets_up_and_runs_the_same_command_in_it(set_up: Path) -> None:
    assert (set_up / ".venv.stamp").read_text().count("\n") == 2


def test_the_second_run_says_nothing_and_makes_nothing(set_up: Path) -> None:
    before = (set_up / ".venv.stamp").stat().st_mtime_ns
    again = run(set_up, "x")

    assert (again.returncode, again.stderr) == (DONE, "")
    assert (set_up / ".venv.stamp").stat().st_mtime_ns == before


def test_a_changed_pyproject_is_noticed_and_the_environment_kept(set_up: Path) -> None:
    kept = set_up / ".venv/kept"
    kept.write_text("")
    with (set_up / "pyproject.toml").open("a") as project:
        project.write("# changed\n")
    changed = run(set_up)

    assert changed.returncode == DONE, changed.stderr
    assert "installing" in changed.stderr
    assert "making" not in changed.stderr
    assert kept.exists()
    assert run(set_up).stderr == ""


def test_what_went_missing_inside_is_brought_back(set_up: Path) -> None:
    for part in set_up.glob(".venv/lib/*/site-packages/invented_part.py"):
        part.unlink()
    mended = run(set_up)

    assert mended.returncode == DONE, mended.stderr
    assert "installing" in mended.stderr


def test_a_checkout_that_was_moved_makes_its_environment_again(set_up: Path) -> None:
    moved = set_up.rename(set_up.parent / "moved")
    try:
        again = run(moved)
    finally:
        moved.rename(set_up)

    assert again.returncode == DONE, again.stderr
    assert str(moved / ".venv") in again.stdout
    assert "making .venv" in again.stderr


def test_an_environment_removed_by_hand_is_made_again(set_up: Path) -> None:
    shutil.rmtree(set_up / ".venv")
    again = run(set_up)

    assert again.returncode == DONE, again.stderr
    assert "making .venv" in again.stderr


def test_two_first_runs_at_once_wait_for_each_other(checkout: Path) -> None:
    (checkout / "slow").touch()
    first = start(checkout)
    wait_until_it_says("installing", first)
    second = start(checkout)
    wait_until_it_says("waiting", second)
    (checkout / "slow").unlink()

    assert first.wait(timeout=120) == DONE
    assert second.wait(timeout=120) == DONE
    assert second.stderr is not None
    assert "making" not in second.stderr.read()


def test_a_killed_first_run_is_made_again(checkout: Path) -> None:
    (checkout / "slow").touch()
    killed = start(checkout)
    wait_until_it_says("installing", killed)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.wait(timeout=60)
    (checkout / "slow").unlink()

    assert (checkout / ".venv.stamp").read_text() == ""
    again = run(checkout)

    assert again.returncode == DONE, again.stderr
    assert "making .venv" in again.stderr


def test_an_environment_of_somebody_elses_is_used_and_never_removed(checkout: Path) -> None:
    subprocess.run([OUTSIDE, "-m", "venv", checkout / ".venv"], check=True)
    theirs = checkout / ".venv/theirs"
    theirs.write_text("")
    lacking, complete = run(checkout), run(checkout)

    assert lacking.returncode == complete.returncode == DONE, lacking.stderr
    assert "installing" in lacking.stderr
    assert complete.stderr == ""
    assert theirs.exists()
    assert (checkout / ".venv.stamp").read_text() == ""


def test_a_folder_that_is_no_environment_is_refused_and_left(checkout: Path) -> None:
    (checkout / ".venv").mkdir()
    (checkout / ".venv/theirs").write_text("")
    refused = run(checkout)

    assert refused.returncode == 5
    assert "Rename `.venv`" in refused.stderr
    assert (checkout / ".venv/theirs").exists()


def test_what_cannot_be_brought_is_named_once_and_not_tried_for_ever(checkout: Path) -> None:
    (checkout / "leave-it-out").touch()
    refused = run(checkout)

    assert refused.returncode == 5
    assert refused.stderr.count("installing") == 1
    assert "still lacks: invented_part" in refused.stderr


def test_a_failed_installation_is_told_and_leaves_no_stamp(checkout: Path) -> None:
    (checkout / "backend.py").unlink()
    refused = run(checkout)

    assert refused.returncode == 5
    assert "Installing did not finish" in refused.stderr
    assert (checkout / ".venv.stamp").read_text() == ""


def test_a_python_without_ensurepip_is_refused_by_name(checkout: Path) -> None:
    refused = run(checkout, WITHOUT="ensurepip")

    assert refused.returncode == 5
    assert "apt install python3-venv" in refused.stderr
    assert not (checkout / ".venv").exists()


def test_an_old_python_is_refused_by_name(checkout: Path) -> None:
    refused = run(checkout, OLDEST="99")

    assert refused.returncode == 5
    assert "needs Python 99.0 or later" in refused.stderr
    assert not (checkout / ".venv.stamp").exists()


@pytest.mark.parametrize(
    "path",
    ["__init__.py", "__main__.py", "bootstrap.py", "../tests/__init__.py", "../tests/__main__.py"],
)
def test_an_old_python_can_read_what_refuses_it(path: str) -> None:
    source = (Path(bootstrap.__file__).parent / path).read_text(encoding="utf-8")

    ast.parse(source, feature_version=(3, 7))


def test_a_folder_where_nothing_can_be_written_is_refused_by_name(checkout: Path) -> None:
    """A folder stands where the stamp belongs; that stops every user, the superuser too."""
    (checkout / ".venv.stamp").mkdir()
    refused = run(checkout)

    assert refused.returncode == 5
    assert "Nothing can be written in this folder" in refused.stderr


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)
def test_a_read_only_checkout_is_refused_by_name(checkout: Path) -> None:
    checkout.chmod(0o555)
    try:
        refused = run(checkout)
    finally:
        checkout.chmod(0o755)

    assert refused.returncode == 5
    assert "Nothing can be written in this folder" in refused.stderr


def test_an_installed_program_never_sets_anything_up(checkout: Path) -> None:
    """Without a pyproject.toml beside it the program is no checkout, whatever it lacks."""
    (checkout / "pyproject.toml").unlink()
    left_alone = run(checkout)

    assert "No module named 'invented_part'" in left_alone.stderr
    assert not (checkout / ".venv.stamp").exists()


def test_what_is_looked_for_is_what_the_project_asks_for() -> None:
    """Each dependency of pyproject.toml has its import name in the list, and none is stale."""
    import tomllib

    import_names = {
        "python-dateutil": "dateutil",
        "pytest-asyncio": "pytest_asyncio",
        "pytest-textual-snapshot": "pytest_textual_snapshot",
        "tzdata": None,
    }
    project = tomllib.loads((bootstrap.CHECKOUT / "pyproject.toml").read_text())["project"]

    def wanted(requirements: list[str]) -> set[str]:
        names = {each.split(";")[0].split(">")[0].split("<")[0].strip() for each in requirements}
        return {found for each in names if (found := import_names.get(each, each)) is not None}

    assert wanted(project["dependencies"]) == set(bootstrap.PROGRAM)
    assert wanted(project["optional-dependencies"]["test"]) == set(bootstrap.TOOLS)
