"""Where schema/ and exports/ are, in a checkout and in an installed wheel.

Both lie at the repository root, because people who write no Python read and review them. The
wheel carries them inside the package, under `_data/`.
"""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

from casebook.errors.machine import DataFilesMissing


def data_folder(name: Literal["schema", "exports"]) -> Traversable:
    """The folder `name`, wherever this installation keeps it.

    Raises DataFilesMissing when the installation is incomplete.
    """
    packaged = files("casebook") / "_data" / name
    if packaged.is_dir():
        return packaged
    checkout = Path(__file__).resolve().parent.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / name).is_dir():
        return checkout / name
    raise DataFilesMissing(folder=name)
