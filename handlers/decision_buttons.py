"""The presses that lead to a decision, to the register, and to what a seat of the Committee may answer."""

from handlers.reply import Button, text
from storage.decisions import Decision

ANSWERS = ("agree", "comment", "reserve", "object")


def show_button(decision: Decision) -> Button:
    """The way to the decision."""
    return Button(text("decisions.button.show"), "decisions.show", {"code": decision.code})


def comment_button(decision: Decision) -> Button:
    """The press that opens the form for a comment."""
    return Button(text("decisions.button.comment"), "decisions.comment", {"code": decision.code}, opens_form=True)


def list_button() -> Button:
    """The way to the whole register."""
    return Button(text("decisions.button.register"), "decisions.list")


def filing_button(decision: Decision) -> Button:
    """The press with which the secretariat files it: labels, objectives, when to review it, what it replaces."""
    return Button(text("filing.button"), "decisions.classify", {"code": decision.code}, opens_form=True)


def answer_buttons(decision: Decision) -> tuple[Button, ...]:
    """What a seat may answer to the text as it stands; an older press is told by its version."""
    given = {"code": decision.code, "version": decision.version}
    return tuple(
        Button(
            text(f"answers.button.{kind}"), f"decisions.{kind}", given, "primary" if kind == "agree" else "",
            opens_form=kind != "agree",
        )
        for kind in ANSWERS
    )  # fmt: skip
