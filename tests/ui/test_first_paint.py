"""First paint comes before heavy imports."""

import subprocess
import sys

import pytest

HEAVY = ("sqlmodel", "sqlalchemy", "pydantic", "cryptography", "sqlcipher3", "dateutil", "holidays")


def loaded_after(statement: str) -> set[str]:
    """The packages that a fresh interpreter holds after `statement`."""
    program = f"import sys\n{statement}\nprint(*{{name.split('.')[0] for name in sys.modules}})"
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    return set(answer.stdout.split())


def test_opening_the_screen_imports_nothing_heavy() -> None:
    assert loaded_after("import casebook.ui.app") & set(HEAVY) == set()


def test_the_package_itself_does_not_even_import_the_screen_library() -> None:
    assert loaded_after("import casebook.ui") & {*HEAVY, "textual", "rich"} == set()


def test_the_parent_on_windows_imports_the_standard_library_alone() -> None:
    assert loaded_after("import casebook.ui.keeper") & {*HEAVY, "textual", "rich"} == set()


@pytest.mark.parametrize("package", ["sqlmodel", "cryptography", "sqlcipher3", "dateutil"])
def test_the_rooms_do_need_what_is_waited_for(package: str) -> None:
    """The control: what is heavy is imported by what comes after the first paint."""
    assert package in loaded_after("import casebook.ui.opening, casebook.ui.screens.cases")
