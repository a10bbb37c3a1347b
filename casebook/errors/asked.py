"""What was asked of triage, or written in its catalogue, and cannot be used as it is."""

from casebook.errors import GivenWrong


class QuestionRefused(GivenWrong):
    """The question cannot be answered as it stands."""

    code = "T-00"
    next_step = "Correct what `field` names, and ask again; other lines, if any, were answered."

    @property
    def field(self) -> str:
        """Where the fault is, as a dotted path (`people.0.kind`); empty for the whole line."""
        return self.named.get("field", "")


class NotOneObject(QuestionRefused):
    """The line is not one JSON object: {fault}."""

    code = "T-01"


class QuestionKeyUnknown(QuestionRefused):
    """`{field}` is not a key of a question; the nearest is `{nearest}`."""

    code = "T-02"


class QuestionKeyMissing(QuestionRefused):
    """`{field}` is missing."""

    code = "T-03"


class QuestionTypeWrong(QuestionRefused):
    """`{field}` must be {wanted}."""

    code = "T-04"


class QuestionValueUnknown(QuestionRefused):
    """`{field}` names no {wanted}; the nearest is `{nearest}`."""

    code = "T-05"


class KnownAtUnusable(QuestionRefused):
    """`{field}` must be a date and time with an offset, such as 2026-11-20T16:40:00+00:00."""

    code = "T-06"


class AgeImpossible(QuestionRefused):
    """`{field}` must be a whole number from 0 to 120."""

    code = "T-07"


class QuestionKeyRepeated(QuestionRefused):
    """`{field}` stands twice in one object."""

    code = "T-08"


class CatalogueRefused(GivenWrong):
    """A catalogue cannot be used."""

    code = "T-09"
    next_step = "Correct that file, then run `casebook catalogue check`."


class CatalogueInvalid(CatalogueRefused):
    """`{file}`, line {line}, cannot be used: `{key}` {fault}.{nearest}"""

    code = "T-10"


class CatalogueIdTwice(CatalogueRefused):
    """Two things have one name: `{file}`, line {line}: `{key}` {fault}.{nearest}"""

    code = "T-13"
    next_step = "Give one of the two another name, or dates that do not meet."


class CatalogueCycle(CatalogueRefused):
    """Routes hand over in a round: `{file}`, line {line}: `{key}` {fault}.{nearest}"""

    code = "T-14"
    next_step = "Let the last one of that round hand over to nobody, or to somebody outside it."


class CatalogueExampleMissing(CatalogueRefused):
    """A rule has no worked example: `{file}`, line {line}: `{key}` {fault}.{nearest}"""

    code = "T-15"
    next_step = "Write a worked example under `examples/` that meets it."


class CatalogueRouteUnreachable(CatalogueRefused):
    """Nothing leads to a route: `{file}`, line {line}: `{key}` {fault}.{nearest}"""

    code = "T-16"
    next_step = "Let a rule or a profile lead there, or remove the route."


class CatalogueEffectTwice(CatalogueRefused):
    """Two rules take effect at once: `{file}`, line {line}: `{key}` {fault}.{nearest}"""

    code = "T-17"
    next_step = (
        "Let one end on the day the other begins: `until` is the first day it no longer holds."
    )


class CatalogueUnreadable(CatalogueRefused):
    """`{file}`, line {line}, cannot be read: `{key}` {fault}.{nearest}"""

    code = "T-18"
    next_step = "Save it as TOML in UTF-8, as an ordinary file of at most one megabyte."


class CatalogueTooMany(CatalogueRefused):
    """`{file}`, line {line}, is not read: `{key}` {fault}.{nearest}"""

    code = "T-19"
    next_step = "Keep only the catalogue's own files in that folder."


class CatalogueExampleUnmet(CatalogueRefused):
    """A worked example comes out otherwise: `{file}`, line {line}: `{key}` {fault}.{nearest}"""

    code = "T-20"
    next_step = "Correct the rule, or what the example expects, whichever of the two is wrong."


class CatalogueFaulty(GivenWrong):
    """The catalogue has {count:fault|faults}."""

    code = "T-21"
    next_step = "Correct them, then run `casebook catalogue check` again."


class EditionNotInForce(GivenWrong):
    """The edition `{edition}` is not in force yet: no case is triaged under it."""

    code = "T-22"
    next_step = "Run `casebook catalogue diff` to see what it would ask for."


class ItemLeadsToSeveral(GivenWrong):
    """Item {item} of `{list}` leads to several concerns, or to none of those that were given."""

    code = "T-23"
    next_step = "Read the questions, and choose with --concern those whose answer is yes."


class ProfileUnsaid(GivenWrong):
    """Which profile is meant cannot be told: {found:file was|files were} found."""

    code = "T-24"
    next_step = "Give the file itself."


class CalendarUnknown(GivenWrong):
    """There is no such calendar of working days; there are {known}."""

    code = "T-11"
    next_step = "Use one of those."


class ConditionUnreadable(GivenWrong):
    """The condition {fault}."""

    code = "T-12"
    next_step = (
        "Write facts joined by `and`, `or` and `not`, as schema/triage/README.md lists them."
    )
