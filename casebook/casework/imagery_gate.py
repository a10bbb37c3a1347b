"""The imagery gate: the question that is answered before any file is touched.

The rules are: unless the answer is a plain *no*, nothing is opened, looked up, hashed, copied or
kept, not even to see whether the file is there; the person is led through what to do instead.
Sources: UKCIS, Sharing nudes and semi-nudes (March 2024); KCSIE, Part five.
"""

from casebook.casework import texts
from casebook.errors.rules import ImageryGate

QUESTION = "Could this show anyone under 18 nude, partly nude or sexual?"
ANSWERS = ("no", "yes", "unsure")

GUIDED_PATH = {
    "make safe": (
        "Is anybody in danger now? Then ring 999. Keep the person it shows, and whoever brought "
        "it, with somebody they trust."
    ),
    "leave it": (
        "Nobody looks at it, copies, forwards, prints, saves or deletes it, and nobody asks a "
        "child to show it. If somebody saw it by accident, write down who, when and how."
    ),
    "the device": (
        "Write down which device it is on, whose it is and where it is now. Lock away one that the "
        "school owns or that was handed in; do not browse it. Ask the police before switching it "
        "off."
    ),
    "who has seen it": (
        "Write down everybody known to have seen or received it, and where it was posted: the "
        "address, the handle, the time."
    ),
    "call now": (
        "Tell the designated safeguarding lead, who rings the police (101; 999 in danger) or "
        "children's social care; the LADO as well where somebody who works for the school is "
        "concerned."
    ),
    "removal": (
        "Somebody under 18 can have it taken down through Report Remove (IWF and Childline); never "
        "send the picture itself to anybody."
    ),
}
"""What to do instead, in this order."""


def pass_through(answer: str) -> str:
    """Let a plain *no* through; raises ImageryGate with the guided path for anything else.

    Raises ValueUnknown where the answer is none.
    """
    given = texts.one_of(answer, ANSWERS, "imagery")
    if given != "no":
        raise ImageryGate(
            answer=given, details=[{"step": step, "do": what} for step, what in GUIDED_PATH.items()]
        )
    return given
