"""Who loads what when it runs, which no reading of the source can tell.

import-linter proves the layers from the source, with the contracts in pyproject.toml; a fresh
process proves that what was put off until it is needed is put off.
"""

import pkgutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DATABASE = {"sqlmodel", "sqlalchemy", "sqlcipher3"}
SCREEN = {"textual"}
DOCUMENTS = {"typst", "pyzipper"}
CRYPTOGRAPHY = {"cryptography"}


def loaded_after(code: str, typed: str = "") -> set[str]:
    """The top-level modules that a fresh process has loaded after `code`."""
    ending = "\nimport sys; print('\\nloaded', *{each.split('.')[0] for each in sys.modules})"
    ended = subprocess.run(
        [sys.executable, "-c", code + ending],
        cwd=ROOT,
        input=typed,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(ended.stdout.splitlines()[-1].split()) - {"loaded"}


def modules_of(package: str) -> list[str]:
    """Every module in a `package`, itself included."""
    folder = import_module(package).__path__
    return [package, *(each.name for each in pkgutil.walk_packages(folder, f"{package}."))]


def importing(*packages: str) -> str:
    """Code that imports every module of `packages`."""
    names = [name for package in packages for name in modules_of(package)]
    return "\n".join(f"import {name}" for name in names)


def test_the_harness_sees_what_is_loaded_late() -> None:
    """The broken control of this page."""
    assert "sqlmodel" in loaded_after("def late():\n import sqlmodel\nlate()")


def test_the_door_and_the_set_up_load_the_standard_library_alone() -> None:
    bare = loaded_after("")
    found = loaded_after("import casebook.__main__, casebook.bootstrap") - bare

    assert found - set(sys.stdlib_module_names) == {"casebook"}


def test_triage_loads_no_database_no_keys_and_no_screen() -> None:
    found = loaded_after(importing("casebook.triage"))

    assert found & (DATABASE | CRYPTOGRAPHY | SCREEN | DOCUMENTS) == set()


@pytest.mark.parametrize(
    "package",
    [f"casebook.{each}" for each in ("vault", "records", "store", "bundles", "casework")],
)
def test_nothing_below_the_doors_loads_the_screen_or_the_command_line(package: str) -> None:
    assert loaded_after(importing(package)) & (SCREEN | {"typer", "rich"}) == set()


def test_the_vault_loads_no_database() -> None:
    assert loaded_after(importing("casebook.vault")) & DATABASE == set()


def test_help_on_the_command_line_waits_for_nothing_heavy() -> None:
    found = loaded_after("from casebook import cli; cli.main(['--help'])")

    assert "typer" in found
    assert found & (SCREEN | DATABASE | CRYPTOGRAPHY | DOCUMENTS) == set()


def test_triage_on_the_command_line_waits_for_no_database_and_no_keys() -> None:
    found = loaded_after("from casebook import cli; cli.main(['triage', '-'])", typed="{}\n")

    assert found & (SCREEN | DATABASE | DOCUMENTS) == set()


def test_the_screen_paints_before_anything_heavy_is_loaded() -> None:
    found = loaded_after("import casebook.ui.app")

    assert "textual" in found
    assert found & (DATABASE | CRYPTOGRAPHY | DOCUMENTS | {"typer", "holidays"}) == set()
