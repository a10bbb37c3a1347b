"""What must be made visible before text is shown: the cleaning rule, over plain strings.

The rules are: stored text is never altered, only its showing; line feed and tab pass; whatever
could drive a terminal, reorder a line or hide in it is replaced by something that can be seen.
"""

from typing import Final

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_NAMED_BY_CODE: Final = (
    range(0x061C, 0x061D),  # Arabic letter mark
    range(0x200B, 0x200C),  # zero-width space
    range(0x200E, 0x2010),  # left-to-right and right-to-left marks
    range(0x2028, 0x202F),  # line and paragraph separators, bidi embeddings and overrides
    range(0x2060, 0x2070),  # word joiner, invisible operators, bidi isolates, deprecated formats
    range(0xFEFF, 0xFF00),  # byte order mark
    range(0xFFF9, 0xFFFC),  # interlinear annotation
    range(0xE0000, 0xE0080),  # tag characters
)
"""Characters that are invisible, or change the order of others: shown as their code."""


def _replacements() -> dict[int, str]:
    """The replacement for every character that is not shown as it stands."""
    control_pictures = {
        code: chr(0x2400 + code) for code in range(0x20) if code not in (0x09, 0x0A)
    }
    c1_controls = dict.fromkeys(range(0x80, 0xA0), _REPLACEMENT)
    surrogates = dict.fromkeys(range(0xD800, 0xE000), _REPLACEMENT)
    coded = {code: f"\u27e8{code:04X}\u27e9" for codes in _NAMED_BY_CODE for code in codes}
    return control_pictures | {0x7F: "\u2421"} | c1_controls | surrogates | coded


SHOWN: Final = _replacements()
"""Each character that is not shown as it stands, by its code, and what is shown instead."""
_LINE: Final = SHOWN | {0x09: "\u2409", 0x0A: "\u240a"}


def shown(text: str) -> str:
    """`text` with every character that is dangerous or invisible made visible."""
    return text.translate(SHOWN)


def one_line(text: str) -> str:
    """`text` cleaned for a place of one line: line feeds and tabs are made visible too."""
    return text.translate(_LINE)


def is_clean(text: str) -> bool:
    """Whether `shown` would leave `text` as it is."""
    return not any(ord(character) in SHOWN for character in text)
