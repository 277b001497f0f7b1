"""What a template sees: plain values, words for the reader, and nothing that can do anything.

Both formats of a paper are made from one view, so that they never disagree. Days are in words
(`4 December 2018`); what is not there is an empty text or an empty list, and what is counted is a
number. docs/templates.md says what each field means.
"""

from collections.abc import Callable
from typing import Any, NamedTuple


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
    """What happened, in a line: `rated red; timescale now June 2019`."""
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
    decision: str
    """Where the timescale in force was agreed; `no decision recorded` where it was revised
    without one."""
    rating: RatingView
    """What stands in the column RAG."""
    contradicted: str
    """What in the plan contradicts the rating; empty where nothing does."""
    last_ratings: tuple[RatingView, ...]
    """Those at the last four meetings (the last four where none are listed), oldest first."""
    why: str
    """The reason of the rating in force, or of the closing."""
    next: str
    """The way back to green, as the rating says it."""
    no_update_since: str
    """`No update since 4 December 2018`, where nothing was recorded; else empty."""
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
    evidence: tuple[str, ...]
    """What shows that it was closed."""
    added: str
    """The day on which it joined the plan, where that was later."""
    origin: tuple[str, ...]
    """Where it comes from."""
    success_measures: tuple[str, ...]
    """In words, with baseline and target."""
    updates: tuple[EntryView, ...]
    """Newest first."""


class ToldView(NamedTuple):
    """An action where a heading meets it. It is told in full once, and after that by its id."""

    action: ActionView
    """The action."""
    in_full: bool
    """It is told here; where not, an earlier heading told it, or it was `left_out`."""
    left_out: bool
    """It was told nowhere in full, because the paper has room for so much and no more."""


class FigureView(NamedTuple):
    """A count, and what it was before."""

    label: str
    """What is counted."""
    level: int
    """0 for a whole, 1 for its parts: those of a level below a whole add up to it."""
    number: int
    """How many there are."""
    change: str
    """`+2`, `−1`, `as before`; empty where there is nothing to compare with."""


class RowView(NamedTuple):
    """How it stands with an outcome, in numbers of its sub-actions."""

    id: str
    """The number of the outcome; empty for the whole plan."""
    title: str
    """Its words."""
    rating: RatingView
    """Its rating, taken from what it holds."""
    sub_actions: int
    """All of them; `red` to `not_rated`, `complete` and `closed` add up to it."""
    red: int
    """Open and red."""
    amber: int
    """Open and amber."""
    green: int
    """Open and green."""
    not_rated: int
    """Open and not rated."""
    complete: int
    """Complete."""
    closed: int
    """Withdrawn or carried forward."""
    overdue: int
    """Open and overdue."""


class ChangeView(NamedTuple):
    """One thing that moved."""

    id: str
    """Whose change it is."""
    anchor: str
    """What links to it name, or empty."""
    title: str
    """The title of the action."""
    what: str
    """`amber → red`."""
    on: str
    """The day of the entry, or empty."""
    why: str
    """The reason given."""
    late: str
    """`recorded since, dated before`; else empty."""


class MovedView(NamedTuple):
    """The changes of a kind."""

    heading: str
    """`Worse`, `Better` and so on."""
    changes: tuple[ChangeView, ...]
    """The changes, in the order of the plan."""


class DueView(NamedTuple):
    """An action that wants something by a day."""

    id: str
    """The number as printed."""
    anchor: str
    """What links to it name."""
    title: str
    """The words as agreed."""
    on: str
    """The day, or since when it is missed."""
    what: str
    """`report` or `action`."""
    leads: str
    """The names, with commas."""
    rating: RatingView
    """Its rating."""


class MeasureView(NamedTuple):
    """A success measure and its readings."""

    id: str
    """The number as printed."""
    action: str
    """The id of the action that holds it."""
    measure: str
    """Its words."""
    baseline: str
    """What it was at first; `none` where nobody says."""
    target: str
    """What it is to be; `none` where nobody says."""
    readings: str
    """`62% (4 Dec 2018), 71% (12 Mar 2019)`, oldest first."""
    direction: str
    """`towards target` and the like; empty where it cannot be told."""


class KeyActionView(NamedTuple):
    """A key action and its sub-actions."""

    own: ActionView
    """The key action itself."""
    sub_actions: tuple[ActionView, ...]
    """Its sub-actions."""


class OutcomeView(NamedTuple):
    """An outcome in full."""

    id: str
    """The number as printed."""
    title: str
    """The words as agreed."""
    rating: RatingView
    """Taken from what it holds."""
    key_actions: tuple[KeyActionView, ...]
    """Its key actions."""


class LegendView(NamedTuple):
    """What a rating means to this committee."""

    rating: RatingView
    """The rating."""
    meaning: str
    """The committee's words for it."""


class ChartsView(NamedTuple):
    """Pictures, each as the SVG that stands in the page; the tables beside them are others'."""

    rag: str
    """Open sub-actions by outcome and rating."""
    over_time: str
    """Open sub-actions by rating at each meeting."""
    over_time_rows: tuple[tuple[str, int, int, int, int], ...]
    """Per meeting: the day, and how many were red, amber, green and not rated."""
    timeline: str
    """When each action is due, first and now."""


class PaperView(NamedTuple):
    """A paper: what a template knows as `paper`."""

    template: str
    """Its name: `progress`."""
    title: str
    """What stands above it: `Progress report`."""
    committee: str
    """The committee's name."""
    plan: str
    """The plan's title."""
    day: str
    """The day that it speaks of, in words."""
    day_iso: str
    """The same as `2019-04-01`."""
    meeting: str
    """The meeting that it is for; empty where none is known."""
    item: str
    """The item of the agenda (`--item`), or empty."""
    author: str
    """Who it is from (`--author`, else the settings), or empty."""
    purpose: str
    """What it is for, in a sentence."""
    recommendation: str
    """What the committee is asked to do."""
    reports_to: tuple[str, ...]
    """To whom the committee reports."""
    vision: str
    """The plan's vision, or empty."""
    introduction: str
    """Markdown, as plan.yaml has it."""
    period: str
    """From when to when the plan runs."""
    over: str
    """How many are still open, once the plan is over; else empty."""
    since: str
    """From when on movement is told: `since the meeting of 9 June 2026`."""
    legend: tuple[LegendView, ...]
    """What each rating means to this committee, red first."""
    decisions: tuple[ToldView, ...]
    """Actions with a request for more time that waits."""
    figures: tuple[FigureView, ...]
    """The counts; parts stand below their whole."""
    rows: tuple[RowView, ...]
    """How it stands with each outcome."""
    total: RowView
    """The same for the whole plan."""
    moved: tuple[MovedView, ...]
    """What moved, by kind, worse first."""
    reds: tuple[ToldView, ...]
    """Open actions rated red."""
    ambers: tuple[ToldView, ...]
    """Open actions rated amber."""
    overdue: tuple[ToldView, ...]
    """Also those told already; worst first. Key actions stand behind sub-actions."""
    contradicted: tuple[ToldView, ...]
    """Actions with a rating that the plan contradicts."""
    not_rated: tuple[ActionView, ...]
    """Open sub-actions that nobody rated."""
    reports_owed: tuple[DueView, ...]
    """To the meeting: missed already, or due by then."""
    due: tuple[DueView, ...]
    """By the meeting after this one."""
    due_until: str
    """The day up to which `due` looks."""
    measures: tuple[MeasureView, ...]
    """Success measures, in the order of the plan."""
    outcomes: tuple[OutcomeView, ...]
    """Each outcome in full."""
    lead: str
    """Of the template `lead`: whose paper it is; else empty."""
    theirs: tuple[ActionView, ...]
    """Of the template `lead`: what is theirs, overdue first."""
    charts: ChartsView
    """The pictures."""
    provenance: str
    """What the paper was made from: version, day, commit."""


def with_texts(value: Any, change: Callable[[str], str], kept: tuple[str, ...] = ()) -> Any:
    """The value with every text in it changed, but for the fields of those names."""
    if isinstance(value, str):
        return change(value)
    if hasattr(value, "_fields"):
        return type(value)(
            *(
                part if name in kept else with_texts(part, change, kept)
                for name, part in zip(value._fields, value, strict=True)
            )
        )
    if isinstance(value, tuple):
        return tuple(with_texts(part, change, kept) for part in value)
    return value
