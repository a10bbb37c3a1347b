"""Own: a school's own profile, read from its text and set beside the catalogue's.

The rules are: the text is data and nothing in it is run; it is checked key by key against the
catalogue as a file of a folder is; its name carries the hash of its text, so that an answer says
by which state of it it was given, and another state never passes for it.
"""

import hashlib
from dataclasses import dataclass, replace
from functools import lru_cache

from casebook.errors.asked import CatalogueIdTwice
from casebook.triage.catalogue import Catalogue, names_of
from casebook.triage.reading import table_of
from casebook.triage.rules import Profile
from casebook.triage.surroundings import profile_from

_MARK = "@"
"""Stands between the id of an own profile and its hash; no built-in profile has it."""
SHOWN = 12
"""How many digits of a hash are shown to a person."""


@dataclass(frozen=True)
class OwnProfile:
    """A school's own profile in one state."""

    profile: Profile
    sha256: str
    """Of its text, in hexadecimal."""

    @property
    def name(self) -> str:
        """What a question calls it: `harbour-view@` and the hash."""
        return f"{self.profile.id}{_MARK}{self.sha256}"


def own_from(data: bytes, loaded: Catalogue, shown: str) -> OwnProfile:
    """The profile that a file called `shown` held, checked against the catalogue `loaded`.

    Raises CatalogueRefused with file, line, key and the nearest valid key.
    """
    table = table_of(data, shown)
    profile = profile_from(table, names_of(loaded), loaded.edition.calendar)
    if profile.id in loaded.profiles:
        table.refuse("id", "is also the id of a built-in profile", kind=CatalogueIdTwice)
    return OwnProfile(profile, hashlib.sha256(data).hexdigest())


def hash_in(name: str) -> str:
    """The hash in the name of a profile; empty for a built-in one."""
    return name.partition(_MARK)[2]


def in_words(name: str) -> str:
    """A profile as a person reads it: its id, and whose it is, with the beginning of its hash."""
    profile, _, sha256 = name.partition(_MARK)
    return f"{profile} (own, {sha256[:SHOWN]}…)" if sha256 else f"{profile} (built in)"


@lru_cache(maxsize=16)
def beside(loaded: Catalogue, name: str, data: bytes) -> Catalogue:
    """The catalogue with the own profile called `name`, whose text is `data`, among its profiles.

    Raises CatalogueRefused where the catalogue no longer has what the profile names.
    """
    own = own_from(data, loaded, f"{name.partition(_MARK)[0]}.toml")
    return replace(loaded, profiles={**loaded.profiles, own.name: own.profile})
