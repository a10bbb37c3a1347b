"""The picture in README: taken from the running screen, on the invented school.

`python -m tests.ui.picture` builds the school, opens a case by keys as its DSL would, and writes
`tests/material/screen.svg`. Links to fonts elsewhere are taken out: the picture fetches nothing.
"""

import asyncio
import re
import sys
import tempfile
from pathlib import Path

from textual.pilot import Pilot

from casebook.demonstration import school
from casebook.ui.app import CasebookApp
from casebook.ui.widgets.listing import Table

PICTURE = Path(__file__).parent.parent / "material" / "screen.svg"
SIZE = (112, 34)
SHOWN = "Serious"
"""The case in the picture is the first on the list that is this."""
PATIENCE = 240
"""Half seconds that a step may take."""


async def settle(pilot: Pilot[None], shown: str) -> None:
    """Wait until the screen shows `shown`; raises TimeoutError when it never does."""
    for _ in range(PATIENCE):
        await pilot.pause(0.5)
        if shown in re.sub("&#160;", " ", pilot.app.export_screenshot()):
            return
    raise TimeoutError(shown)


async def taken(folder: Path, passphrase_file: Path) -> str:
    """The picture of one case's triage."""
    app = CasebookApp(folder, "dsl", passphrase_file, demonstration=True)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot, "cases")
        table = app.screen.query_one(Table)
        rows = [" ".join(map(str, table.get_row_at(n))) for n in range(table.row_count)]
        down = next(n for n, row in enumerate(rows) if SHOWN in row)
        for key in (*["down"] * down, "enter", "5"):
            await pilot.press(key)
            await pilot.pause(1)
        await settle(pilot, "Severity")
        return re.sub(r"@font-face \{.*?\}\n", "", app.export_screenshot(), flags=re.DOTALL)


def main() -> int:
    """Write the picture, and say where it stands."""
    with tempfile.TemporaryDirectory() as scratch:
        made = school.build(Path(scratch) / "demonstration", lambda _: None)
        picture = asyncio.run(taken(made.casebook, made.passphrase_file("dsl")))
    PICTURE.write_text(picture + "\n", encoding="utf-8")
    sys.stdout.write(f"{PICTURE.name}: {len(picture)} characters\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
