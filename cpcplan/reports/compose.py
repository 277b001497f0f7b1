"""From where a plan stands to what a paper says: every count, word and order of a view."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from cpcplan.domain.calendar import in_words
from cpcplan.domain.measures import measures
from cpcplan.domain.meetings import next_meeting
from cpcplan.domain.model import KeyAction
from cpcplan.domain.movement import Change, Kind
from cpcplan.domain.questions import (
    DUE_SOON,
    FallsDue,
    Totals,
    due_until,
    falls_due,
    overdue,
    overdue_first,
    totals,
)
from cpcplan.domain.rag import Rating, severity
from cpcplan.domain.standing import OutcomeStanding, PlanStanding, Standing
from cpcplan.reports.actions import RATINGS, Actions
from cpcplan.reports.pictures import pictures
from cpcplan.reports.view import (
    ActionView,
    ChangeView,
    DueView,
    FigureView,
    KeyActionView,
    LegendView,
    MeasureView,
    MovedView,
    OutcomeView,
    PaperView,
    RatingView,
    RowView,
    ToldView,
)


class Request(NamedTuple):
    """What is asked of a paper besides the plan and the day."""

    template: str
    title: str
    purpose: str
    recommendation: str
    provenance: str
    meeting: str = ""
    item: str = ""
    author: str = ""
    lead: str = ""
    """The key of the lead whose paper it is."""


def compose(
    standing: PlanStanding,
    request: Request,
    changes: Sequence[Change],
    *,
    compared_with: str,
    before: PlanStanding | None,
) -> PaperView:
    """The view of a paper. `changes` is what moved, since when is told by `compared_with`, and
    `before` is where things stood then, for the counts' change.
    """
    return _Paper(standing, request).view(changes, compared_with, before)


class _Paper:
    """One paper: what it says of each action is worked out once."""

    def __init__(self, standing: PlanStanding, request: Request) -> None:
        self.standing = standing
        self.request = request
        self.plan = standing.plan
        self.as_of = standing.as_of
        self.names = {lead.key: lead.name for lead in standing.plan.leads}
        told_of = Actions(standing)
        self.actions = {each.id: told_of.of(each) for each in standing.actions()}
        self.told: set[str] = set()
        self.room: int | None = None
        if request.template == "exception":
            exceptional = sum(
                each.overdue or bool(each.request) or each.rating in (Rating.RED, Rating.AMBER)
                for each in standing.actions()
            )
            taken = _OF_AN_OUTCOME * len(standing.outcomes) + exceptional // _IDS_IN_A_LINE
            self.room = max(_TWO_PAGES - taken, 0)
        """Lines in which actions may still be told in full; None: as many as it takes."""

    def view(
        self,
        changes: Sequence[Change],
        compared_with: str,
        before: PlanStanding | None,
    ) -> PaperView:
        """The view: the counts, and each action under the headings that it comes under."""
        plan, standing, request = self.plan, self.standing, self.request
        subs = standing.sub_actions
        everything = tuple(standing.actions())
        counts = totals(subs)
        waiting = [each for each in everything if each.request]
        reds = [each for each in everything if each.rating is Rating.RED]
        ambers = [each for each in everything if each.rating is Rating.AMBER]
        late = (*overdue(subs), *overdue(standing.key_actions))
        until = self._until()
        rows = tuple(self._row(each) for each in standing.outcomes)
        return PaperView(
            template=request.template,
            title=request.title,
            committee=plan.committee,
            plan=plan.title,
            day=in_words(self.as_of),
            day_iso=self.as_of.isoformat(),
            meeting=request.meeting or self._meeting(),
            item=request.item,
            author=request.author or plan.recorded_by or "",
            purpose=request.purpose,
            recommendation=request.recommendation,
            reports_to=plan.reports_to,
            vision=plan.vision or "",
            introduction=plan.introduction or "",
            period=f"{in_words(plan.period.start)} to {in_words(plan.period.end)}",
            over=self._over(counts),
            since=compared_with,
            legend=tuple(
                LegendView(RATINGS[rating], meaning)
                for rating, meaning in sorted(plan.legend, key=lambda each: severity(each[0]))
            ),
            decisions=self._tell(waiting),
            figures=tuple(self._figures(counts, before)),
            rows=rows,
            total=_counted("", "All outcomes", RATINGS[standing.rating], counts),
            moved=tuple(self._moved(changes)),
            reds=self._tell(reds),
            ambers=self._tell(ambers),
            overdue=self._tell(late),
            contradicted=self._tell(each for each in everything if each.contradictions),
            not_rated=tuple(
                self.actions[each.id] for each in subs if each.is_open and not each.rating
            ),
            reports_owed=tuple(self._reports_owed(subs)),
            due=tuple(self._due(each) for each in falls_due(subs, until=until)),
            due_until=in_words(until),
            measures=tuple(self._measures()),
            outcomes=tuple(map(self._outcome, standing.outcomes, rows)),
            lead=self.names.get(request.lead, ""),
            theirs=self._theirs(),
            charts=pictures(standing, rows),
            provenance=request.provenance,
        )

    # --- the head -------------------------------------------------------------------------

    def _meeting(self) -> str:
        meeting = next_meeting(self.plan.meetings, as_of=self.as_of)
        return in_words(meeting) if meeting else ""

    def _until(self) -> date:
        """The day of the meeting after the one that the paper is for."""
        first = next_meeting(self.plan.meetings, as_of=self.as_of)
        if first is None:
            return due_until(self.standing)
        after = next_meeting(self.plan.meetings, as_of=first + timedelta(days=1))
        return after or first + DUE_SOON

    def _over(self, counts: Totals) -> str:
        if not self.standing.is_over or not counts.open:
            return ""
        return (
            f"The plan ended on {in_words(self.plan.period.end)}, and {counts.open} of "
            f"{counts.sub_actions} sub-actions are still open."
        )

    # --- figures --------------------------------------------------------------------------

    def _figures(self, now: Totals, before: PlanStanding | None) -> Iterator[FigureView]:
        then = totals(before.sub_actions) if before else None
        for label, level, name in _FIGURES:
            count = _figure(now, name)
            yield FigureView(label, level, count, _change(count, then and _figure(then, name)))

    def _row(self, outcome: OutcomeStanding) -> RowView:
        rating = RATINGS[outcome.rating]
        counts = totals(outcome.sub_actions)
        if counts.sub_actions and not counts.open and not outcome.rating:
            rating = RatingView("closed", "–", "✓")
        return _counted(outcome.outcome.id, outcome.outcome.title, rating, counts)

    # --- actions --------------------------------------------------------------------------

    def _tell(self, found: Iterable[Standing]) -> tuple[ToldView, ...]:
        """The actions under a heading, those told already by their ids alone."""
        told = []
        for each in found:
            action = self.actions[each.id]
            is_new = each.id not in self.told
            takes = _room(action) if is_new else 0
            fits = self.room is None or takes <= self.room
            if is_new and fits:
                self.told.add(each.id)
                self.room = None if self.room is None else self.room - takes
            told.append(ToldView(action, is_new and fits, is_new and not fits))
        return tuple(told)

    # --- lists ----------------------------------------------------------------------------

    def _moved(self, changes: Sequence[Change]) -> Iterator[MovedView]:
        for heading, kinds in _MOVED:
            found = tuple(self._change(each) for each in changes if each.kind in kinds)
            if found:
                yield MovedView(heading, found)

    def _change(self, change: Change) -> ChangeView:
        known = self.actions.get(change.id)
        words = [_words(change.kind, side) for side in (change.before, change.after)]
        if change.kind is Kind.LED:
            words = [self._names(side) for side in words]
        told = " → ".join(word for word in words if word)
        return ChangeView(
            id=change.id,
            anchor=known.anchor if known else "",
            title=known.title if known else change.before or change.after or "",
            what=told or change.kind.replace("-", " "),
            on=in_words(change.date) if change.date else "",
            why=change.why or "",
            late="recorded since, dated before" if change.late else "",
        )

    def _names(self, keys: str) -> str:
        return ", ".join(self.names.get(key, key) for key in keys.split(", "))

    def _reports_owed(self, subs: Sequence[Standing]) -> Iterator[DueView]:
        meeting = next_meeting(self.plan.meetings, as_of=self.as_of) or self.as_of
        for each in subs:
            for day in each.reports.missed:
                yield self._due_view(each, f"missed, due {in_words(day)}", "report")
            if each.reports.next and each.reports.next <= meeting:
                yield self._due_view(each, in_words(each.reports.next), "report")

    def _due(self, each: FallsDue) -> DueView:
        return self._due_view(each.standing, in_words(each.on), each.what)

    def _due_view(self, each: Standing, on: str, what: str) -> DueView:
        known = self.actions[each.id]
        return DueView(known.id, known.anchor, known.title, on, what, known.leads, known.rating)

    def _measures(self) -> Iterator[MeasureView]:
        for each in measures(self.standing):
            yield MeasureView(
                id=each.measure.id,
                action=each.action.id,
                measure=each.measure.measure,
                baseline=each.measure.baseline or "none",
                target=each.measure.target or "none",
                readings=", ".join(f"{r.value} ({in_words(r.date)})" for r in each.readings)
                or "none yet",
                direction=str(each.direction or ""),
            )

    def _outcome(self, each: OutcomeStanding, row: RowView) -> OutcomeView:
        return OutcomeView(
            each.outcome.id,
            each.outcome.title,
            row.rating,
            tuple(
                KeyActionView(
                    self.actions[key_action.own.id],
                    tuple(self.actions[sub.id] for sub in key_action.sub_actions),
                )
                for key_action in each.key_actions
            ),
        )

    def _theirs(self) -> tuple[ActionView, ...]:
        theirs = [
            each
            for each in self.standing.actions()
            if self.request.lead in {lead.key for lead in each.leads}
            if not isinstance(each.action, KeyAction) or each.rating or not each.action.sub_actions
        ]
        return tuple(self.actions[each.id] for each in overdue_first(theirs))


_FIGURES = (
    ("Sub-actions in the plan", 0, "sub_actions"),
    ("complete", 1, "complete"),
    ("withdrawn or carried forward", 1, "closed"),
    ("open", 1, "open"),
    ("Open sub-actions", 0, "open"),
    ("red", 1, "red"),
    ("amber", 1, "amber"),
    ("green", 1, "green"),
    ("not rated", 1, "not_rated"),
    ("Of the open ones, overdue", 0, "overdue"),
    ("Of the open ones, slipped", 0, "slipped"),
    ("Of the open ones, open-ended", 0, "open_ended"),
    ("Reports missed", 0, "missed_reports"),
)
_MOVED = (
    ("Worse", (Kind.WORSE,)),
    ("Better", (Kind.BETTER,)),
    ("Newly rated", (Kind.RATED,)),
    ("Completed", (Kind.COMPLETED,)),
    ("Opened again", (Kind.REOPENED,)),
    ("Withdrawn or carried forward", (Kind.WITHDRAWN, Kind.CARRIED_FORWARD)),
    ("Timescale revised", (Kind.REVISED,)),
    ("More time refused", (Kind.REFUSED,)),
    ("Others lead", (Kind.LED,)),
    ("Added, removed or reworded", (Kind.ADDED, Kind.REMOVED, Kind.REWORDED)),
    ("Taken back", (Kind.TAKEN_BACK,)),
)
"""What a paper tells of what moved; requests, readings and reports have headings of their own."""


_TWO_PAGES = 54
"""Lines in tables of actions that two pages of A4 have room for, besides head and headings."""
_OF_AN_OUTCOME = 2
"""Lines that the row of an outcome takes."""


_IDS_IN_A_LINE = 4


def _room(action: ActionView) -> int:
    """Lines that an action takes in a table, by the width of the columns on A4."""
    asked = len(action.request.why) + 60 if action.request else 0
    when = len(action.timescale) + len(action.decision) + len(action.moved) + len(action.overdue)
    when += 25 * (bool(action.due) + bool(action.first_due) + len(action.missed_reports))
    columns = (
        (len(action.title) + 5, 19),
        (30 + len(action.contradicted), 15),
        (len(action.why) + asked, 34),
        (len(action.next), 22),
        (len(action.leads), 14),
        (when, 21),
    )
    return max(-(-letters // wide) for letters, wide in columns) + 1


def _figure(counts: Totals, name: str) -> int:
    return int(getattr(counts, name))


def _change(now: int, then: int | None) -> str:
    if then is None:
        return ""
    if now == then:
        return "as before"
    return f"+{now - then}" if now > then else f"−{then - now}"


def _counted(identifier: str, title: str, rating: RatingView, counts: Totals) -> RowView:
    return RowView(
        identifier, title, rating, counts.sub_actions, counts.red, counts.amber, counts.green,
        counts.not_rated, counts.complete, counts.closed, counts.overdue,
    )  # fmt: skip


def _words(kind: Kind, word: str | None) -> str:
    if not word:
        return ""
    return word.replace("-", " ") if kind in (Kind.WITHDRAWN, Kind.CARRIED_FORWARD) else word
