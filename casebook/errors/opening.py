"""Why a casebook, or a part of it, does not open."""

from casebook.errors import CannotOpen
