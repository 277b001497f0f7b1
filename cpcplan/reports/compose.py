"""From where a plan stands to what a paper says: every count, word and order of a view."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from cpcplan.domain.calendar import in_words
from cpcplan.domain.measures import measures
from cpcplan.domain.meetings import next_meeting
from cpcplan.domain.movement import Change
from cpcplan.domain.questions import DUE_SOON, Whose, due_until, overdue_first, still_open
from cpcplan.domain.rag import Rating, severity
from cpcplan.domain.standing import KeyActionStanding, PlanStanding, Standing
from cpcplan.domain.wording import listed
from cpcplan.reports import lists
from cpcplan.reports.action_view import ActionView, ColourView
from cpcplan.reports.actions import RATINGS, STATES, Actions
from cpcplan.reports.colours import COLOURS
from cpcplan.reports.count_view import RowView
from cpcplan.reports.exceptions import exceptions, tell_all
from cpcplan.reports.figures import Counts
from cpcplan.reports.glance import glance
from cpcplan.reports.in_short import in_short
from cpcplan.reports.moves import moved
from cpcplan.reports.papers import Paper
from cpcplan.reports.pictures import pictures
from cpcplan.reports.room import room_of_two_pages
from cpcplan.reports.view import LegendView, MovedView, PaperView

_SCALE = tuple(ColourView(RATINGS[rating], *COLOURS[rating]) for rating in Rating)
_LETTERS = ", ".join(
    f"{each.letter} {each.word}"
    for each in (*(RATINGS[rating] for rating in Rating), *STATES.values(), RATINGS[None])
)


class Request(NamedTuple):
    """What is asked of a paper besides the plan and the day."""

    template: str
    paper: Paper
    provenance: str
    meeting: str = ""
    item: str = ""
    author: str = ""
    whose: Whose | None = None
    """The lead or agency whose paper it is; None where it is everybody's."""
    replaces: str = ""
    """The day of the paper whose place it takes, in words, or empty."""

    @property
    def lead(self) -> str:
        """The name of the lead or agency whose paper it is, or empty."""
        return self.whose.name if self.whose else ""

    @property
    def title(self) -> str:
        """What stands above the paper."""
        return self.paper.title.format(self.lead)


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
    return _Paper(standing, request, changes).view(compared_with, Counts(standing, before))


class _Paper:
    """One paper: what it says of each action is worked out once."""

    def __init__(self, standing: PlanStanding, request: Request, changes: Sequence[Change]) -> None:
        self.standing = standing
        self.request = request
        self.plan = standing.plan
        self.as_of = standing.as_of
        self.everything = tuple(standing.actions())
        self.listed: Sequence[Standing] = self.everything
        self.theirs: tuple[Standing, ...] = ()
        self.to_ask: tuple[Standing, ...] = ()
        self.changes = changes
        if request.whose:
            self._keep_theirs(request.whose.keys)
        self.off_course = exceptions(self.everything)
        self.told_of = Actions(standing)
        self.actions = {each.id: self.told_of.of(each) for each in self.everything}
        for outcome in standing.outcomes:
            for key_action in outcome.key_actions:
                self._go_by_parts(key_action)

    def _keep_theirs(self, keys: frozenset[str]) -> None:
        """Of the lead whose paper it is, overdue first. Nobody is asked about a key action that
        only holds others: about these they are.
        """
        holds_others = {
            each.own.id
            for each in self.standing.whole_key_actions()
            if each.has_open_parts and not _speaks_for_itself(each.own)
        }
        self.theirs = overdue_first([
            each
            for each in self.everything
            if any(lead.key in keys for lead in each.leads)
        ])  # fmt: skip
        self.to_ask = tuple([each for each in self.theirs if each.id not in holds_others])
        ids = {each.id for each in self.theirs}
        self.listed = [each for each in self.everything if each.id in ids]
        self.changes = [each for each in self.changes if each.id in ids]

    def _go_by_parts(self, key_action: KeyActionStanding) -> None:
        """A key action is heard of where its sub-actions are, and is no better than these."""
        known = self.actions[key_action.own.id]
        heard = [each for each in key_action.sub_actions if each.is_open and not each.stale]
        if known.no_update_since and any(each.told for each in heard):
            self.actions[known.id] = known = known._replace(no_update_since="")
        if doubt := key_action.doubt:
            both = "; ".join(filter(None, (known.contradicted, doubt)))
            self.actions[known.id] = known._replace(contradicted=both)

    def view(self, compared_with: str, counts: Counts) -> PaperView:
        """The view: the counts, and each action under the headings that it comes under."""
        plan, standing, request = self.plan, self.standing, self.request
        actions, until = self.actions, self._until()
        sentences = self._sentences(counts, compared_with)
        what_moved = tuple(moved(self.changes, actions, self.told_of.names))
        first_page = glance(
            self.everything, actions, self.changes,
            sentences=sentences, until=self._for() or self.as_of,
        )  # fmt: skip
        rows, total = counts.rows(), counts.total()
        told = tell_all(self.off_course, actions, self._room((*rows, total), what_moved, sentences))
        return PaperView(
            template=request.template, title=request.title, committee=plan.committee,
            plan=plan.title, day=in_words(self.as_of), day_iso=self.as_of.isoformat(),
            meeting=request.meeting or self._meeting(), item=request.item,
            author=request.author or plan.recorded_by or "", replaces=request.replaces,
            purpose=request.paper.purpose,
            recommendation=self._recommendation(), reports_to=plan.reports_to,
            vision=plan.vision or "", introduction=plan.introduction or "",
            period=f"{in_words(plan.period.start)} to {in_words(plan.period.end)}",
            over=self._over(), since=compared_with, legend=self._legend(), scale=_SCALE,
            in_short=sentences,
            glance=first_page.rows, glance_more=first_page.more,
            glance_others=first_page.others, decisions=told.decisions,
            figures=tuple(counts.figures()), rows=rows, total=total, moved=what_moved,
            off_course=told.off_course, overdue=told.overdue, contradicted=told.contradicted,
            not_rated=self._not_rated(),
            reports_owed=tuple(
                lists.reports_owed(self.listed, actions, until=self._for() or self.as_of)
            ),
            due=tuple(lists.due(self.listed, actions, until=until)), due_until=in_words(until),
            due_at_meeting=until in plan.meetings, measures=tuple(lists.success_measures(standing)),
            outcomes=tuple(lists.outcomes(standing, actions, rows)), told=told.anchors,
            letters=self._letters(), lead=request.lead,
            asked=tuple(lists.asked(self.to_ask, actions, until=until)),
            theirs=tuple(actions[each.id] for each in self.theirs),
            charts=pictures(standing, rows, total), provenance=request.provenance,
        )  # fmt: skip

    def _sentences(self, counts: Counts, compared_with: str) -> tuple[str, ...]:
        return tuple(
            in_short(
                counts, self.everything, self.actions, self.changes, measures(self.standing),
                since=compared_with, has_meetings=bool(self.plan.meetings),
            )
        )  # fmt: skip

    def _not_rated(self) -> tuple[ActionView, ...]:
        subs = (each for each in self.listed if each.key_action_id)
        return tuple(self.actions[each.id] for each in subs if each.is_open and not each.rating)

    def _for(self) -> date | None:
        """The day of the meeting that the paper is for."""
        return next_meeting(self.plan.meetings, as_of=self.as_of)

    def _meeting(self) -> str:
        meeting = self._for()
        return in_words(meeting) if meeting else ""

    def _until(self) -> date:
        """The day of the meeting after the one that the paper is for."""
        first = self._for()
        if first is None:
            return due_until(self.standing)
        after = next_meeting(self.plan.meetings, as_of=first + timedelta(days=1))
        return after or first + DUE_SOON

    def _room(
        self, rows: Sequence[RowView], what_moved: Sequence[MovedView], sentences: Sequence[str]
    ) -> int | None:
        """Lines that actions may take: an exception paper has two pages."""
        if not self.request.paper.has_two_pages:
            return None
        head = (self.plan.title, self.plan.committee, self._recommendation(), *self._asked_for())
        return room_of_two_pages(rows, what_moved, head, sentences)

    def _asked_for(self) -> tuple[str, ...]:
        """What is said at the head because somebody asked for it."""
        return (self.request.meeting, self.request.item, self.request.author)

    def _recommendation(self) -> str:
        waiting = [each.id for each in self.off_course.waiting]
        paper = self.request.paper
        if not waiting or not paper.decides:
            return paper.recommendation
        requests = "request" if len(waiting) == 1 else "requests"
        return paper.decides.format(f"the {requests} for more time for {listed(waiting, 'and')}")

    def _over(self) -> str:
        open_still = still_open(self.standing) if self.standing.is_over else ""
        ended = f"The plan ended on {in_words(self.plan.period.end)}"
        return f"{ended}, and {open_still} still open." if open_still else ""

    def _legend(self) -> tuple[LegendView, ...]:
        meanings = sorted(self.plan.legend, key=lambda each: severity(each[0]))
        return tuple(LegendView(RATINGS[rating], meaning) for rating, meaning in meanings)

    def _letters(self) -> str:
        shown = self.told_of.shown
        if not shown or not self.standing.outcomes:
            return ""
        days = ", ".join(map(in_words, shown))
        return (
            f"The letters beside a rating say how it was rated on {days}, oldest first: {_LETTERS}."
        )


def _speaks_for_itself(key_action: Standing) -> bool:
    """Whether there is something to say of it besides what there is to say of its sub-actions."""
    owed = key_action.reports.missed or key_action.reports.next
    found = key_action.rating or key_action.overdue or key_action.contradictions or owed
    return bool(found or key_action.request)
