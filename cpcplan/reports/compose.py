"""From where a plan stands to what a paper says: every count, word and order of a view."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from cpcplan.domain.calendar import in_words
from cpcplan.domain.measures import measures
from cpcplan.domain.meetings import next_meeting
from cpcplan.domain.model import KeyAction
from cpcplan.domain.movement import Change
from cpcplan.domain.questions import (
    DUE_SOON,
    FallsDue,
    Whose,
    due_until,
    falls_due,
    overdue,
    overdue_first,
)
from cpcplan.domain.rag import Rating, severity
from cpcplan.domain.standing import KeyActionStanding, OutcomeStanding, PlanStanding, Standing
from cpcplan.reports.action_view import ActionView, ToldView
from cpcplan.reports.actions import RATINGS, Actions
from cpcplan.reports.asks import asks
from cpcplan.reports.figures import Counts
from cpcplan.reports.glance import glance, in_short
from cpcplan.reports.moves import moved
from cpcplan.reports.pictures import pictures, timelines
from cpcplan.reports.room import of_told, room_of_two_pages
from cpcplan.reports.view import (
    AskedView,
    DueView,
    KeyActionView,
    LegendView,
    MeasureView,
    OutcomeView,
    PaperView,
    RowView,
)


class Request(NamedTuple):
    """What is asked of a paper besides the plan and the day."""

    template: str
    title: str
    purpose: str
    recommendation: str
    """What is asked where nothing waits for a decision."""
    decides: str
    """What is asked where requests wait, up to their numbers; empty where others decide."""
    provenance: str
    meeting: str = ""
    item: str = ""
    author: str = ""
    whose: Whose | None = None
    """The lead or agency whose paper it is; None where it is everybody's."""


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
        self.told_of = Actions(standing)
        self.actions = {each.id: self.told_of.of(each) for each in standing.actions()}
        for outcome in standing.outcomes:
            for key_action in outcome.key_actions:
                self._mark_derived(key_action)
        self.theirs = self._theirs(request.whose.keys) if request.whose else ()
        self.told: set[str] = set()
        self.room: int | None = None
        """Lines in which actions may still be told in full; None: as many as it takes."""

    def _mark_derived(self, key_action: KeyActionStanding) -> None:
        """A green that is derived from one that the plan contradicts is no better than that."""
        if key_action.own.derived is Rating.GREEN:
            found = [sub.id for sub in key_action.sub_actions if sub.contradictions and sub.is_open]
            if found:
                words = f"derived from {', '.join(found)}, which the plan contradicts"
                known = self.actions[key_action.own.id]
                self.actions[known.id] = known._replace(contradicted=words)

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
        counts = Counts(standing, before)
        waiting = [each for each in everything if each.request]
        reds = [each for each in everything if each.rating is Rating.RED]
        ambers = [each for each in everything if each.rating is Rating.AMBER]
        contradicted = [each for each in everything if each.contradictions]
        late_key_actions = overdue(standing.key_actions)
        late = (*overdue(subs), *late_key_actions)
        recommendation = self._recommendation(waiting)
        if request.whose:
            theirs = {each.id for each in self.theirs}
            subs = tuple(each for each in subs if each.id in theirs)
            changes = [each for each in changes if each.id in theirs]
        what_moved = tuple(moved(changes, self.actions, self.names))
        if request.template == "exception":
            named = len({each.id for each in (*waiting, *reds, *ambers, *late, *contradicted)})
            titles = (each.outcome.title for each in standing.outcomes)
            self.room = room_of_two_pages(titles, named, what_moved, recommendation)
        first_page = glance(everything, self.actions, changes)
        until = self._until()
        rows = tuple(map(counts.row, standing.outcomes))
        total = counts.total()
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
            recommendation=recommendation,
            reports_to=plan.reports_to,
            vision=plan.vision or "",
            introduction=plan.introduction or "",
            period=f"{in_words(plan.period.start)} to {in_words(plan.period.end)}",
            over=self._over(),
            since=compared_with,
            legend=tuple(
                LegendView(RATINGS[rating], meaning)
                for rating, meaning in sorted(plan.legend, key=lambda each: severity(each[0]))
            ),
            in_short=tuple(
                in_short(counts, waiting, late_key_actions, changes, total.contradicted)
            ),
            glance=first_page.rows,
            glance_more=first_page.more,
            decisions=self._tell(waiting),
            figures=tuple(counts.figures()),
            rows=rows,
            total=total,
            moved=what_moved,
            reds=self._tell(reds),
            ambers=self._tell(ambers),
            overdue=self._tell(late),
            contradicted=self._tell(contradicted),
            not_rated=tuple(
                self.actions[each.id] for each in subs if each.is_open and not each.rating
            ),
            reports_owed=tuple(self._reports_owed(subs)),
            due=tuple(self._due(each) for each in falls_due(subs, until=until)),
            due_until=in_words(until),
            measures=tuple(self._measures()),
            outcomes=tuple(map(self._outcome, standing.outcomes, rows)),
            told=frozenset(self.actions[each].anchor for each in self.told),
            letters=self._letters(),
            lead=request.whose.name if request.whose else "",
            asked=tuple(self._asked(until)),
            theirs=tuple(self.actions[each.id] for each in self.theirs),
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

    def _recommendation(self, waiting: Sequence[Standing]) -> str:
        if not waiting or not self.request.decides:
            return self.request.recommendation
        return (
            f"{self.request.decides} {', '.join(each.id for each in waiting)}, and note the rest."
        )

    def _over(self) -> str:
        still_open = sum(each.is_open for each in self.standing.sub_actions)
        if not self.standing.is_over or not still_open:
            return ""
        return (
            f"The plan ended on {in_words(self.plan.period.end)}, and {still_open} of "
            f"{len(self.standing.sub_actions)} sub-actions are still open."
        )

    def _letters(self) -> str:
        shown = self.told_of.shown
        if not shown or not self.standing.outcomes:
            return ""
        return f"The letters beside a rating are those of {', '.join(map(in_words, shown))}"

    # --- actions --------------------------------------------------------------------------

    def _tell(self, found: Iterable[Standing]) -> ToldView:
        """The actions under a heading, those told already by their ids alone."""
        full, above, left_out = [], [], []
        for each in found:
            action = self.actions[each.id]
            if each.id in self.told:
                above.append(action)
            elif self._has_room(action):
                self.told.add(each.id)
                full.append(action)
            else:
                left_out.append(action)
        return ToldView(tuple(full), tuple(above), tuple(left_out))

    def _has_room(self, action: ActionView) -> bool:
        """Whether there is room to tell an action in full; what it takes is then taken."""
        if self.room is None:
            return True
        takes = of_told(action)
        if takes > self.room:
            return False
        self.room -= takes
        return True

    # --- lists ----------------------------------------------------------------------------

    def _reports_owed(self, subs: Sequence[Standing]) -> Iterator[DueView]:
        meeting = next_meeting(self.plan.meetings, as_of=self.as_of) or self.as_of
        for each in subs:
            missed = ", ".join(map(in_words, each.reports.missed))
            owed = [f"missed: {missed}"] if missed else []
            if each.reports.next and each.reports.next <= meeting:
                owed.append(f"due {in_words(each.reports.next)}")
            if owed:
                yield self._due_view(each, "; ".join(owed), "report")

    def _due(self, each: FallsDue) -> DueView:
        return self._due_view(each.standing, in_words(each.on), each.what)

    def _due_view(self, each: Standing, on: str, what: str) -> DueView:
        return DueView(on, what, self.actions[each.id])

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
            timelines(self.standing, each),
        )

    def _asked(self, until: date) -> Iterator[AskedView]:
        for each in self.theirs:
            if each.is_open:
                action = self.actions[each.id]
                yield AskedView(action, tuple(asks(each, action, until=until)))

    def _theirs(self, keys: frozenset[str]) -> tuple[Standing, ...]:
        """The actions of the lead whose paper it is, overdue first; a key action that only holds
        others' is left to those.
        """
        theirs = [
            each
            for each in self.standing.actions()
            if any(lead.key in keys for lead in each.leads)
            if not isinstance(each.action, KeyAction) or each.rating or not each.action.sub_actions
        ]
        return overdue_first(theirs)
