"""README says what is so: the two commands, the errors, the folders."""

import re

from casebook.errors import leaves
from tests.contract.tables import README, renewed

TEXT = README.read_text(encoding="utf-8")


def test_it_opens_with_the_two_commands() -> None:
    first_block = TEXT.split("```")[1].split("\n")

    assert [line.split("#")[0].strip() for line in first_block if line] == [
        "python3 -m casebook demo",
        "python3 -m tests",
    ]


def test_its_tables_are_the_programs_own_errors_and_commands() -> None:
    assert renewed(TEXT) == TEXT, "run python -m tests.contract.tables --write"


def test_every_error_of_the_tree_is_in_the_table_once() -> None:
    codes = re.findall(r"^\| ([A-Z]-[0-9]{2}) \|", TEXT, re.MULTILINE)

    assert sorted([*(each.code for each in leaves()), "M-00"]) == codes


def test_each_folder_it_names_is_there() -> None:
    section = TEXT.split("## What each folder is for")[1].split("\n## ")[0]
    named = re.findall(r"`((?:[.\w]+/)+)`", section)

    assert named
    assert [each for each in named if not (README.parent / each).is_dir()] == []


def test_each_package_and_each_folder_of_the_top_is_named() -> None:
    root = README.parent
    packages = {
        f"{each.parent.relative_to(root).as_posix()}/"
        for each in root.glob("casebook/**/__init__.py")
    }
    folders = {"casebook/", "schema/", "exports/", "tests/", ".ci/"}

    assert [each for each in sorted(packages | folders) if f"`{each}`" not in TEXT] == []
