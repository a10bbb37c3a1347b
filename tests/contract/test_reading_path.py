"""A reader who knows no Python finds a rule and its source by the words of schema/README.md."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.contract.tables import commands

SCHEMA = Path(__file__).resolve().parents[2] / "schema"
PAGES = [SCHEMA / "README.md", SCHEMA / "triage" / "README.md"]
LINK = re.compile(r"\]\(([^)#:]+)\)")
COMMAND = re.compile(r"`casebook ((?:[a-z]+ ?)+)")


def links(page: Path) -> list[Path]:
    """The files that a page points at, in its order."""
    text = " ".join(page.read_text(encoding="utf-8").split())
    return [page.parent / each for each in LINK.findall(text)]


@pytest.mark.parametrize("page", PAGES, ids=["schema", "triage"])
def test_everything_that_a_page_points_at_is_there(page: Path) -> None:
    found = links(page)

    assert len(found) > 5
    assert [each for each in found if not each.exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=["schema", "triage"])
def test_every_command_that_a_page_names_is_one(page: Path) -> None:
    known = {row[0].strip("`") for row in commands()}
    named = COMMAND.findall(" ".join(page.read_text(encoding="utf-8").split()))

    assert named
    for each in named:
        words = each.split()
        begun = {" ".join(words[:1]), " ".join(words[:2])}
        # `casebook catalogue hacking` is short for `catalogue show hacking`.
        assert begun & known or words[0] == "catalogue", each


def test_the_rule_for_someone_elses_login_is_reached_as_the_page_says() -> None:
    """The page, the list it names, the item it counts, the concern that item names, its sources."""
    page = SCHEMA / "README.md"
    assert "item 3 of" in page.read_text(encoding="utf-8")
    listed = next(each for each in links(page) if each.name == "rosewood-criminal.toml")
    item = tomllib.loads(listed.read_text(encoding="utf-8"))["item"][3 - 1]
    assert "someone else’s login" in item["words"]

    concern = next(each for each in links(page) if each.name == f"{item['concerns'][0]}.toml")
    rule = tomllib.loads(concern.read_text(encoding="utf-8"))
    assert "S39" in {each.get("seed") for each in rule["sources"]}
    assert "Computer Misuse Act 1990" in {each.get("name") for each in rule["sources"]}
    assert rule["also_called"]
