"""Helplines: whom a school, a child or a family can ask or tell, besides the routes."""

from collections.abc import Collection
from functools import lru_cache
from importlib.resources.abc import Traversable

from casebook.triage.catalogue import Catalogue
from casebook.triage.catalogue import load as load_catalogue
from casebook.triage.editions import triage_folder
from casebook.triage.reading import read_table
from casebook.triage.rules import Helpline
from casebook.triage.surroundings import helplines_from


@lru_cache(maxsize=1)
def load() -> tuple[Helpline, ...]:
    """Every built-in helpline. Raises CatalogueRefused."""
    return helplines_in(triage_folder(), load_catalogue())


def helplines_in(folder: Traversable, catalogue: Catalogue) -> tuple[Helpline, ...]:
    """The helplines of the catalogue in `folder`, none where it lists none, read afresh.

    Raises CatalogueRefused where one helps with a concern that `catalogue` does not have.
    """
    file = folder / "helplines.toml"
    if not file.is_file():
        return ()
    return helplines_from(read_table(file, "helplines.toml"), catalogue.concerns)


def helping_with(concerns: Collection[str]) -> tuple[Helpline, ...]:
    """The helplines that help with any of `concerns`."""
    return tuple(each for each in load() if not set(concerns).isdisjoint(each.concerns))
