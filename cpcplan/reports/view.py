"""What a template sees: plain values, words for the reader, and nothing that can do anything.

Both formats of a paper are made from one view, so that they never disagree. Days are in words
(`4 December 2018`); what is not there is an empty text or an empty list, and what is counted is a
number. docs/templates.md says what each field means.
"""

from collections.abc import Sequence
from typing import NamedTuple

from cpcplan.reports.action_view import (
    ActionView,
    ColourView,
    GlanceView,
    RatingView,
    ToldView,
)
from cpcplan.reports.count_view import FigureView, RowView, ThenView


class ChangeView(NamedTuple):
    """One thing that moved."""

    id: str
    """Whose change it is."""
    anchor: str
    """What links to it name, or empty."""
    title: str
    """The title of the action."""
    what: str
    """`amber → red`; empty for a note, whose words are the reason."""
    on: str
    """The day of the entry, or empty."""
    why: str
    """The reason given."""
    late: str
    """`recorded since, dated before` (`or on the paper’s day`); else empty."""
    contradicted: str
    """Where it moved to a green that stands: what in the plan contradicts that; else empty."""


class MovedView(NamedTuple):
    """The changes of a kind."""

    heading: str
    """`Worse`, `Better` and so on."""
    changes: tuple[ChangeView, ...]
    """The changes, in the order of the plan."""
    is_long: bool
    """Whether these are too many to say what each is where there is little room."""
    named: tuple[ChangeView, ...]
    """As many of them as are named there."""
    others: int
    """How many more there are."""


class DueView(NamedTuple):
    """An action that wants something by a day."""

    on: str
    """The day, or since when it is missed."""
    what: str
    """`report` or `action`."""
    action: ActionView
    """The action itself."""


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
    has_figures: bool
    """Whether it has a baseline, a target or a reading."""


class PlanRowView(NamedTuple):
    """A row of the plan as its readers know it."""

    action: ActionView
    """A sub-action, or a key action that has none."""
    measures: tuple[str, ...]
    """The success measures that stand beside it, in words; `As above` and `None` too."""


class KeyActionView(NamedTuple):
    """A key action and its sub-actions."""

    own: ActionView
    """The key action itself."""
    sub_actions: tuple[ActionView, ...]
    """Its sub-actions."""
    table: Sequence[PlanRowView]
    """The same as the plan's table has it: a row for each, or one for a key action alone."""


class OutcomeView(NamedTuple):
    """An outcome in full."""

    id: str
    """The number as printed."""
    title: str
    """The words as agreed."""
    rating: RatingView
    """Taken from what it holds."""
    doubt: str
    """Where that is green: what in it the plan contradicts; else empty."""
    key_actions: tuple[KeyActionView, ...]
    """Its key actions."""
    timelines: Sequence[str]
    """Pictures, as SVG, of when each sub-action is due, first and now; one for every forty."""


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
    """Open sub-actions by rating at each meeting; empty before the first one."""
    over_time_rows: tuple[ThenView, ...]
    """Per meeting: the day, and how they were rated."""


class OffCourseView(NamedTuple):
    """The open actions of a rating that has a way back to say."""

    rating: RatingView
    """The rating."""
    told: ToldView
    """The actions."""


class AskedView(NamedTuple):
    """What a lead is asked about an action."""

    action: ActionView
    """The action."""
    asks: tuple[str, ...]
    """Questions, what is late first."""


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
    replaces: str
    """The day of the paper, issued for the same meeting, whose place it takes; or empty."""
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
    in_short: tuple[str, ...]
    """What it comes to, in sentences: what is to be decided, how many are red, what is late."""
    glance: tuple[GlanceView, ...]
    """What needs the committee's eye, worst first, as much as the first page has room for."""
    glance_more: tuple[ActionView, ...]
    """What needs it too, and is told below only: as many as the page names."""
    glance_others: int
    """How many more of these there are."""
    legend: tuple[LegendView, ...]
    """What each rating means to this committee, the worst first."""
    scale: tuple[ColourView, ...]
    """All ratings that there are, the worst first."""
    decisions: ToldView
    """Actions with a request for more time that waits."""
    figures: tuple[FigureView, ...]
    """The counts; parts stand below their whole."""
    rows: tuple[RowView, ...]
    """How it stands with each outcome."""
    total: RowView
    """The same for the whole plan."""
    moved: tuple[MovedView, ...]
    """What moved, by kind, worse first."""
    off_course: tuple[OffCourseView, ...]
    """Open actions with a rating that has a way back to say, as red and amber have, by rating, the
    worst first."""
    overdue: ToldView
    """Also those told already; worst first. Key actions stand behind sub-actions."""
    contradicted: ToldView
    """Actions with a rating that the plan contradicts."""
    not_rated: tuple[ActionView, ...]
    """Open sub-actions that nobody rated."""
    reports_owed: tuple[DueView, ...]
    """To the meeting: missed already, or due by then."""
    due: tuple[DueView, ...]
    """By the meeting after this one."""
    due_until: str
    """The day up to which `due` looks: that of the meeting after this one."""
    due_at_meeting: bool
    """Whether it is; else none is listed, and it lies eight weeks ahead."""
    measures: tuple[MeasureView, ...]
    """Success measures, in the order of the plan."""
    outcomes: tuple[OutcomeView, ...]
    """Each outcome in full."""
    told: frozenset[str]
    """The anchors of the actions that a heading above the annex tells in full."""
    letters: str
    """What the letters beside a rating are: those of which meetings, and what each stands for;
    empty where there are none."""
    lead: str
    """Of the template `lead`: whose paper it is; else empty."""
    asked: tuple[AskedView, ...]
    """Of the template `lead`: what is asked of them about each open action, overdue first."""
    theirs: tuple[ActionView, ...]
    """Of the template `lead`: what is theirs, overdue first; `moved`, `due` and `reports_owed` are
    of these alone."""
    charts: ChartsView
    """The pictures."""
    provenance: str
    """What the paper was made from: version, day, commit."""
