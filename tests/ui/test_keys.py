"""The list of keys: unique, explained, and without orphans on either side."""

import ast
import inspect
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from textual.binding import Binding
from textual.dom import DOMNode
from textual.widgets import DataTable

import casebook.ui
from casebook.ui import keys
from casebook.ui.keys import KEYS, PLACES, Key

BUILT_IN = {"command_palette", "select", "select_cursor"}
"""Actions that Textual brings and our keys call."""


def our_classes() -> list[type[DOMNode]]:
    """Every app, room, dialog and widget of this program."""
    found: list[type[DOMNode]] = []
    for module in walk_packages(casebook.ui.__path__, "casebook.ui."):
        for _, each in inspect.getmembers(import_module(module.name), inspect.isclass):
            if issubclass(each, DOMNode) and each.__module__ == module.name:
                found.append(each)
    return found


def bound_ids(node: type[DOMNode]) -> list[str]:
    """The ids of the keys that a class binds itself."""
    return [getattr(each, "id", None) or "" for each in vars(node).get("BINDINGS", [])]


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.id)
def test_every_key_is_described_and_belongs_to_a_place(key: Key) -> None:
    assert key.place in PLACES
    assert key.description
    assert key.tooltip.endswith(".")


def test_no_two_keys_share_an_id_and_no_place_uses_a_key_twice() -> None:
    ids = [key.id for key in KEYS]
    pressed = [(key.place, one) for key in KEYS for one in key.key.split(",")]

    assert len(ids) == len(set(ids))
    assert len(pressed) == len(set(pressed))


def test_a_place_does_not_cover_a_key_that_works_everywhere() -> None:
    everywhere = {key.key for key in keys.in_place("everywhere")}
    others = {one for key in KEYS if key.place != "everywhere" for one in key.key.split(",")}

    assert everywhere & others == set()


def test_every_binding_in_the_program_comes_from_the_list() -> None:
    listed = {key.id for key in KEYS}

    assert [id_ for node in our_classes() for id_ in bound_ids(node) if id_ not in listed] == []


def test_every_key_of_the_list_is_bound_somewhere() -> None:
    bound = {id_ for node in our_classes() for id_ in bound_ids(node)}

    assert [key.id for key in KEYS if key.id not in bound] == []


def test_whoever_binds_a_key_has_its_action() -> None:
    actions = {key.id: key.action.split("(", 1)[0] for key in KEYS}
    missing = [
        (node.__name__, id_)
        for node in our_classes()
        for id_ in bound_ids(node)
        if actions[id_] not in BUILT_IN and not hasattr(node, f"action_{actions[id_]}")
    ]

    assert missing == []


def test_every_action_in_the_program_has_a_key() -> None:
    """Or it stands in the place of one that the library's own table has a key for."""
    wanted = {key.action.split("(", 1)[0] for key in KEYS}
    wanted |= {str(key.action) for key in DataTable.BINDINGS if isinstance(key, Binding)}
    orphans = [
        (path.name, name)
        for path in Path(casebook.ui.__path__[0]).rglob("*.py")
        for name in defined_actions(path)
        if name not in wanted
    ]

    assert orphans == []


def defined_actions(path: Path) -> list[str]:
    """The names of the actions that the classes of a module define."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        node.name.removeprefix("action_")
        for owner in ast.walk(tree)
        if isinstance(owner, ast.ClassDef)
        for node in owner.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("action_")
    ]
