"""Arguments that several commands share, and words that may come on standard input."""

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

Case = Annotated[str, Argument(help="The case, such as C-2026-0014.", metavar="CASE")]
ActionReference = Annotated[
    str, Argument(help="The action, such as C-2026-0014-A03.", metavar="ACTION")
]
Exhibit = Annotated[str, Argument(help="The exhibit, such as AP/1.", metavar="EXHIBIT")]
Route = Annotated[str, Argument(help="A route, such as police or lado.", metavar="ROUTE")]
Words = Annotated[
    str | None,
    Option("--words", help="In words; left out or `-`: read from standard input.", metavar="TEXT"),
]
When = Annotated[
    str | None,
    Option("--when", help="When it was; left out: now. For example '17/11/2026 15:15'."),
]
Told = Annotated[
    list[str] | None,
    Option(
        "--told",
        help="What the route is told by name; once for each. `asks ROUTE` lists the names.",
        metavar="NAME=VALUE",
    ),
]
ToFolder = Annotated[Path, Option("--to", help="The folder to write into.")]
