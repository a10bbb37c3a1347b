"""Where a process cannot replace itself, its parent starts it anew."""

from pathlib import Path

import pytest

from casebook.ui import keeper

CHILD = """
import os, pathlib, sys
count = pathlib.Path(os.environ["COUNT"])
count.write_text(count.read_text() + repr(sys.argv[1:]) + "\\n")
sys.exit(75 if len(count.read_text().splitlines()) < 3 else 7)
"""


def test_a_child_that_locked_is_started_again_and_is_told_of_no_passphrase_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child, count = tmp_path / "child.py", tmp_path / "count"
    child.write_text(CHILD, encoding="utf-8")
    count.write_text("", encoding="utf-8")
    monkeypatch.setenv("COUNT", str(count))
    monkeypatch.setattr(
        keeper, "arguments_of", lambda folder, user: [str(child), str(folder), str(user)]
    )

    status = keeper.keep_open(Path("book"), "dsl", Path("dsl.txt"), mark="KEPT")

    told = count.read_text(encoding="utf-8").splitlines()
    assert status == 7
    assert [("dsl.txt" in each) for each in told] == [True, False, False]
