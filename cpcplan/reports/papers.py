"""The papers that there are: whom each is for, and what its head says."""

from typing import NamedTuple

from cpcplan.domain.wording import listed


class Paper(NamedTuple):
    """A paper by the template of its name, or all that have templates of somebody's own."""

    title: str
    """With {} for whose it is, where it is a lead's."""
    purpose: str
    recommendation: str
    """What is asked where nothing waits for a decision."""
    decides: str = ""
    """What is asked where requests wait, with {} for these; empty where others decide."""
    readers: str = ""
    """Whom it is for, as help says it."""
    is_a_leads: bool = False
    """It is made for one lead or agency; no other paper of ours can be."""
    has_two_pages: bool = False
    """What two pages have no room for is left to its number."""


PAPERS = {
    "progress": Paper(
        "Progress report",
        "To tell the committee how the plan stands, what moved and what is late.",
        "That the committee note the report.",
        "That the committee decide on {}, and note the rest.",
        readers="for the committee",
    ),
    "exception": Paper(
        "Exception report",
        "To tell chief officers what in the plan is off course.",
        "That the exceptions be noted.",
        "That a decision be taken on {}, and the rest be noted.",
        readers="for chief officers, two pages",
        has_two_pages=True,
    ),
    "plan": Paper(
        "Improvement plan",
        "To publish the plan as it stands.",
        "For information.",
        readers="for everybody",
    ),
    "lead": Paper(
        "What is asked of {}",
        "To ask for an update of every action that is open.",
        "That an update be sent before the meeting.",
        readers="for one lead or agency: --lead",
        is_a_leads=True,
    ),
}
OF_ONES_OWN = Paper("Paper", "For the committee.", "For information.")
EVERYBODYS = frozenset(name for name, paper in PAPERS.items() if not paper.is_a_leads)
IN_WORDS = listed([f"{name} ({paper.readers})" for name, paper in PAPERS.items()], "and")
