"""Actions that were closed, and what is said or left open beside that."""

from cpcplan.domain.checks.ratings import contradicted
from cpcplan.domain.checks.rules import Found, Rule, actions
from cpcplan.domain.checks.where import in_entry, in_latest
from cpcplan.domain.contradictions import Contradiction
from cpcplan.domain.model import State
from cpcplan.domain.standing import PlanStanding

_OF_OPEN_ACTIONS = ("rag", "timescale", "timescale_requested", "reported")
"""What an entry can say of an open action alone."""


def _after_closing(standing: PlanStanding) -> Found:
    for action in standing.actions():
        now = State.OPEN
        for entry in action.told:
            was, now = now, entry.state or now
            says = next((name for name in _OF_OPEN_ACTIONS if getattr(entry, name)), None)
            if says and was is not State.OPEN and entry.state is not State.OPEN:
                what = (
                    f"{action.id}: this entry says `{says}`, as of an open action, and it is {was} "
                    "on that day"
                )
                yield in_entry(action.action, entry, says), what


def _with_open_parts(standing: PlanStanding) -> Found:
    for key_action in standing.whole_key_actions():
        own = key_action.own
        still_open = [sub.id for sub in key_action.sub_actions if sub.is_open]
        if still_open and not own.is_open:
            what = f"{own.id} is {own.state}, and of its sub-actions {listed(still_open)} open"
            yield in_latest(own, "state"), what


def listed(ids: list[str]) -> str:
    """`1.11 is`, `1.11 and 1.12 are`, `1.11, 1.12 and 3 more are`."""
    shown = ids if len(ids) <= 4 else [*ids[:3], f"{len(ids) - 3} more"]
    *others, last = shown
    return f"{', '.join(others)} and {last} are" if others else f"{last} is"


RULES = (
    Rule(
        "complete-without-evidence",
        "Complete is only what something shows to be complete.",
        "name in `evidence` what shows it (a minute, a paper, a link)",
        actions(
            """\
            - id: "1.1"
              title: One form for every referral
              leads: [police]
              timescale: December 2025
              updates:
                - date: 2025-06-03
                  state: complete
                  why: All agencies use the form.
            """
        ),
        contradicted(Contradiction.COMPLETE_WITHOUT_EVIDENCE, "state"),
    ),
    Rule(
        "update-after-closing",
        "What is said of a closed action as if it were open is not shown, or beside its closing.",
        "open it again (`state: open`), or mend the date",
        actions(
            """\
            - id: "1.1"
              title: One form for every referral
              leads: [police]
              timescale: December 2025
              updates:
                - date: 2025-03-11
                  state: withdrawn
                  why: The national form comes first.
                - date: 2025-06-03
                  rag: red
                  why: There is no national form yet.
                  next: Police ask for a day by 20 June.
            """
        ),
        _after_closing,
    ),
    Rule(
        "closed-with-open-parts",
        "A key action is not done while something that carries it out is still to be done.",
        "close those too, or open the key action again",
        actions(
            """\
            - id: "1.1"
              title: One form for every referral
              leads: [police]
              timescale: December 2025
              sub_actions:
                - id: "1.11"
                  title: Try the form out in two localities
              updates:
                - date: 2025-06-03
                  state: complete
                  why: The form is agreed.
                  evidence: CPC 3 June 2025, item 4
            """
        ),
        _with_open_parts,
    ),
)
