"""The lint of the boundary: no text from outside reaches a widget but through cleaning.

It reads the program's own source: whatever is handed to a widget to be shown is either written
right there, or made by something that answers with content. A plain text is refused, because
Textual would take it for markup, and the terminal for commands.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import casebook.ui

HOME = Path(casebook.ui.__path__[0])
CONTENT = {"Content", "Text", "Page", "Part", "Option"}
"""What a cleaned text is; an Option is judged where it is made."""
SHOWING = {
    "ShownOnce": 0,
    "Static": 0,
    "Label": 0,
    "Button": 0,
    "Option": 0,
    "Selection": 0,
    "Checkbox": 0,
    "RadioButton": 0,
    "Tab": 0,
    "TabPane": 0,
    "Collapsible": None,
    "notify": 0,
    "update": 0,
    "add_row": None,
    "add_column": 0,
    "add_option": 0,
    "replace_option_prompt_at_index": 1,
}
"""Textual's calls that take a plain text and show it: which argument, or None for all of them.

Our own widgets take content alone, which the type checker sees to."""
SETTING = {"border_title", "border_subtitle", "tooltip", "label"}
"""Attributes of widgets that show what they are set to."""


def trees() -> dict[Path, ast.Module]:
    """Every module of the screen."""
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in HOME.rglob("*.py")}


def makers(modules: dict[Path, ast.Module]) -> set[str]:
    """The functions and properties of the screen that answer with content."""
    return {
        node.name
        for tree in modules.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and names_in(node.returns) & CONTENT
    }


def names_in(node: ast.expr | None) -> set[str]:
    """Every name in an annotation."""
    if node is None:
        return set()
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def fields(modules: dict[Path, ast.Module]) -> set[str]:
    """The fields of the screen's values that hold content."""
    return {
        node.target.id
        for tree in modules.values()
        for owner in ast.walk(tree)
        if isinstance(owner, ast.ClassDef)
        for node in owner.body
        if isinstance(node, ast.AnnAssign)
        and isinstance(node.target, ast.Name)
        and names_in(node.annotation) & CONTENT
    }


def leaves_of(node: ast.expr) -> Iterator[ast.expr]:
    """What an expression can come to: each branch of a choice, each item of a list."""
    match node:
        case ast.IfExp(body=one, orelse=other):
            inner = [one, other]
        case ast.BoolOp(values=inner) | ast.Tuple(elts=inner) | ast.List(elts=inner):
            pass
        case ast.Starred(value=each) | ast.GeneratorExp(elt=each) | ast.ListComp(elt=each):
            inner = [each]
        case _:
            yield node
            return
    for each in inner:
        yield from leaves_of(each)


class Judge:
    """Says whether an expression can be shown."""

    def __init__(self, known: set[str], *scopes: ast.AST) -> None:
        self._known = known
        self._assigned: dict[str, list[ast.expr]] = {}
        self._annotated: dict[str, set[str]] = {}
        for scope in scopes:
            self._assigned |= assignments(scope)
            self._annotated |= dict(annotations(scope))

    def may_be_shown(self, node: ast.expr) -> bool:
        """Whether this is written here, or content."""
        return all(self._leaf(each) for each in leaves_of(node))

    def _leaf(self, node: ast.expr) -> bool:
        """Whether one thing that is no choice and no list is written here, or content."""
        match node:
            case ast.Constant(value=value):
                return not isinstance(value, str) or "[" not in value
            case ast.Call(func=function):
                owner = function.value if isinstance(function, ast.Attribute) else None
                return {called(function), called(owner)} & (self._known | CONTENT) != set()
            case ast.Name(id=name):
                given = self._assigned.get(name, [])
                is_content = bool(self._annotated.get(name, set()) & CONTENT)
                return is_content or (bool(given) and all(map(self.may_be_shown, given)))
            case ast.Attribute(attr=name):
                return name in self._known or bool(self._annotated.get(name, set()) & CONTENT)
        return False


def assignments(scope: ast.AST) -> dict[str, list[ast.expr]]:
    """Each name that is assigned in `scope`, with everything that it is assigned."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(scope):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    found.setdefault(target.id, []).append(node.value)
    return found


def annotations(scope: ast.AST) -> Iterator[tuple[str, set[str]]]:
    """Each parameter, variable and field that is annotated in `scope`."""
    for node in ast.walk(scope):
        if isinstance(node, ast.arg) and node.annotation is not None:
            yield node.arg, names_in(node.annotation)
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id, names_in(node.annotation)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute):
            value = node.value
            if isinstance(value, ast.Name):
                yield from (
                    (node.targets[0].attr, names)
                    for name, names in annotations_of_parameters(scope)
                    if name == value.id
                )


def annotations_of_parameters(scope: ast.AST) -> Iterator[tuple[str, set[str]]]:
    """Each parameter that is annotated in `scope`."""
    for node in ast.walk(scope):
        if isinstance(node, ast.arg) and node.annotation is not None:
            yield node.arg, names_in(node.annotation)


def called(function: ast.expr | None) -> str:
    """The last part of what is called."""
    match function:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case ast.Subscript(value=inner):
            return called(inner)
        case _:
            return ""


def shown_by(call: ast.Call) -> list[ast.expr]:
    """The arguments of a call that are shown."""
    name = called(call.func)
    if name not in SHOWING:
        return []
    place = SHOWING[name]
    return list(call.args) if place is None else call.args[place : place + 1]


def faults_in(source: str, known: set[str]) -> list[str]:
    """What a module hands to widgets although it may not."""
    tree = ast.parse(source)
    found: list[str] = []
    for scope in tree.body:
        judge = Judge(known, tree, scope)
        for node in ast.walk(scope):
            wrong = [each for each in handed_over(node) if not judge.may_be_shown(each)]
            found += [f"{each.lineno}: {ast.unparse(each)}" for each in wrong]
    return found


def handed_over(node: ast.AST) -> list[ast.expr]:
    """What a statement or call hands to a widget to be shown."""
    match node:
        case ast.Call():
            return shown_by(node)
        case ast.Assign(targets=[ast.Attribute(attr=name, value=owner)], value=value):
            return [value] if name in SETTING and called(owner) != "self" else []
    return []


MODULES = trees()
KNOWN = makers(MODULES) | fields(MODULES)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(HOME)))
def test_nothing_but_content_is_shown(path: Path) -> None:
    assert faults_in(path.read_text(encoding="utf-8"), KNOWN) == []


@pytest.mark.parametrize(
    "careless",
    [
        "yield Static(view.title)",
        "yield Static(f'case {ref}')",
        "table.add_row(row.title, cell(row.due))",
        "self.notify(str(fault))",
        "place.update(text)",
        "yield Button('[b]' + word)",
        "yield Option(name)",
        "widget.border_title = case.title",
        "yield Label('[red]overdue[/red]')",
        "title = case.title\nyield Static(title)",
        "yield Static(line(a) if a else b)",
    ],
)
def test_the_lint_refuses_what_is_careless(careless: str) -> None:
    """Each of these would crash on `[/]`, or let a text command the terminal."""
    source = "def compose(self, table, view, ref, text, word, name, a, b):\n" + "".join(
        f"    {each}\n" for each in careless.splitlines()
    )

    assert len(faults_in(source, KNOWN)) == 1


@pytest.mark.parametrize(
    "careful",
    [
        "yield Static('Passphrase')",
        "yield Static(cleaned(view.title))",
        "table.add_row(*(cell(each) for each in row))",
        "said = line(view.title)\nyield Static(said)",
    ],
)
def test_the_lint_lets_cleaned_text_pass(careful: str) -> None:
    source = "def compose(self, table, view, row):\n" + "".join(
        f"    {each}\n" for each in careful.splitlines()
    )

    assert faults_in(source, KNOWN) == []


@pytest.mark.parametrize("word", ["from_markup", "markup=True", "escape("])
def test_markup_is_asked_for_nowhere(word: str) -> None:
    assert [path.name for path in MODULES if word in path.read_text(encoding="utf-8")] == []


def test_every_notification_is_told_that_it_is_no_markup() -> None:
    for tree in MODULES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and called(node.func) == "notify":
                assert "markup" in {keyword.arg for keyword in node.keywords}
