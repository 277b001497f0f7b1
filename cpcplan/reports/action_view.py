"""What a template sees of an action: a part of the view (view.py)."""

from collections.abc import Sequence
from typing import NamedTuple


class RatingView(NamedTuple):
    """A rating, or what stands in its place."""

    word: str
    """`red`, `amber`, `green`, `not rated`, `complete`, `withdrawn`, `carried forward`."""
    letter: str
    """`R`, `A`, `G`; `–` for none."""
    mark: str
    """The shape that goes with the colour, for those who see none: `■`, `▲`, `●`, `○`."""
    on: str = ""
    """The day on which it was given."""
    note: str = ""
    """`derived from its sub-actions`, where nobody gave it."""
    is_colour: bool = False
    """It is a rating, and nothing in its place."""
    is_off_course: bool = False
    """It is a rating that has a way back to say, as red and amber have."""


class ColourView(NamedTuple):
    """A rating of the scale, and how a page shows it."""

    rating: RatingView
    """The rating."""
    ground: str
    """Its colour: `#a31621`."""
    is_dark: bool
    """Letters on it are white."""


class RequestView(NamedTuple):
    """A request for more time that waits for the committee."""

    wanted: str
    """The timescale asked for."""
    on: str
    """The day of the request."""
    why: str
    """The reason given."""
    by: str
    """Who asked."""


class EntryView(NamedTuple):
    """One update of an action's story."""

    on: str
    """The day it happened."""
    what: str
    """What happened, in a line: `red; timescale June 2019`."""
    why: str
    """The reason given."""
    next: str
    """What happens next."""
    by: str
    """Who recorded it."""
    agreed: str
    """Where it was decided."""
    evidence: tuple[str, ...]
    """What shows it."""


class ActionView(NamedTuple):
    """A key action or a sub-action on the day of the paper."""

    id: str
    """The number as printed."""
    anchor: str
    """What links to it name: `action-1-21`."""
    title: str
    """The words as agreed."""
    points: tuple[str, ...]
    """The points under it."""
    leads: str
    """The names, with commas; `nobody` where nobody leads."""
    leads_in_short: str
    """The first of them: `CPC Lead – NHS and 2 others`."""
    lead_keys: tuple[str, ...]
    """Their keys in plan.yaml."""
    timescale: str
    """As agreed and now in force; `none` where it has none."""
    due: str
    """The last day; empty where there is none."""
    first_due: str
    """The last day as first agreed, where it was moved since."""
    moved: str
    """`moved twice, 92 days later than first agreed`; empty where it was not."""
    when: tuple[str, ...]
    """All of that in lines: the timescale with its last day, how it was moved, where agreed, and
    how late it was closed."""
    alarms: tuple[str, ...]
    """`Overdue 77 days, since 30 June 2026` and `Reports missed: 30 June 2026`, if it is so."""
    decision: str
    """Where the timescale in force was agreed; `no decision recorded` where it was revised
    without one."""
    rating: RatingView
    """What stands in the column RAG."""
    contradicted: str
    """What in the plan contradicts the rating; empty where nothing does."""
    last_ratings: tuple[RatingView, ...]
    """Those at the last four meetings (the last four where none are listed), oldest first."""
    last_letters: str
    """The same in letters: `G A – R`; empty where there are none."""
    last_spoken: str
    """The same for those who hear the page: `green on 4 December 2018, …`."""
    why: str
    """The reason of the rating in force, or of the closing."""
    next: str
    """The way back to green, as the rating says it."""
    noted: str
    """The newest note since the rating in force or the closing: `27 November 2026: The form is
    agreed.`; empty where there is none."""
    no_update_since: str
    """`No update since 4 December 2018`, the day of the last entry (the plan's first where there is
    none), where it was neither rated nor noted for two meetings; else empty."""
    is_open: bool
    """Neither completed nor withdrawn nor carried forward."""
    late: str
    """`77 days`, where it is overdue; else empty."""
    overdue: str
    """`77 days, since 30 June 2026`; empty where it is not."""
    missed_reports: tuple[str, ...]
    """The days on which reports were due that were not made."""
    next_report: str
    """The day of the next report, or empty."""
    request: RequestView | None
    """The request for more time that waits."""
    closed_on: str
    """The day on which it was closed, or empty."""
    closed_late: str
    """`10 days`, where that was after its last day; else empty."""
    evidence: tuple[str, ...]
    """What shows that it was closed."""
    added: str
    """The day on which it joined the plan, where that was later."""
    origin: tuple[str, ...]
    """Where it comes from."""
    success_measures: tuple[str, ...]
    """In words, with baseline and target."""
    updates: Sequence[EntryView]
    """Newest first."""


class GlanceView(NamedTuple):
    """A row of what the first page tells."""

    kind: str
    """`Key action`, which stands before its number: no count of sub-actions has it; else empty."""
    action: ActionView
    """The action."""
    title: str
    """Its words, cut short."""
    was: str
    """`was amber`, where the rating moved; else empty."""
    why: str
    """The reason, cut short; or that there was no update."""
    late: str
    """`77 days`, `due 18 September 2026` where that is not after the meeting (a report too), else
    `not late`.
    """


class ToldView(NamedTuple):
    """The actions that come under a heading. Each is told in full once, under the first heading of
    cpcplan's own papers that it comes under (decisions, off course, overdue, contradicted), and
    after that by its id: a template that leaves out a heading tells those of `above` in full too.
    """

    full: tuple[ActionView, ...]
    """Those that are told here."""
    above: tuple[ActionView, ...]
    """Those that an earlier heading told."""
    left_out: tuple[ActionView, ...]
    """Those told nowhere in full, because the paper has room for so much and no more."""
    is_few: bool
    """Whether these are few enough to say what they are called and whose they are."""
    left_out_above: int
    """How many more of these an earlier heading names."""
