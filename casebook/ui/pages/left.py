"""What a person reads who has left a report for others: first of all, whom to ring."""

from casebook.casework.received import LeftReport
from casebook.ui.cleaning import cleaned
from casebook.ui.pages.typeset import Page, item, quiet

LEFT_TITLE = "Ring now: a report that was left is not a report received"


def left_page(left: LeftReport) -> Page:
    """Whom to ring, where the report is, and what to do with what else there is of it."""
    return (
        cleaned("It belongs where your keys do not reach. Ring now:", "bold"),
        *(item(f"{each['who']}: {each['when']}") for each in left.call_now),
        cleaned(""),
        cleaned(
            f"It was left sealed for those who hold {left.compartment}. Nobody has it before one "
            "of them opens the casebook: do not wait for that."
        ),
        cleaned("You cannot read it any more, and it is gone from this form."),
        cleaned("Tell nobody else, and keep no copy of your own."),
        cleaned(""),
        *(quiet(each) for each in left.read_back),
    )
