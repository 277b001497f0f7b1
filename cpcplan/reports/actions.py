"""What a paper says of one action: every word and figure of its row."""

from cpcplan.domain.calendar import in_words
from cpcplan.domain.contradictions import IN_WORDS
from cpcplan.domain.differences import said
from cpcplan.domain.meetings import last_meeting
from cpcplan.domain.model import State, SubAction, Update
from cpcplan.domain.rag import Rating
from cpcplan.domain.standing import PlanStanding, Standing
from cpcplan.domain.state import rating_entry, story
from cpcplan.reports.view import ActionView, EntryView, RatingView, RequestView

RATINGS = {
    Rating.RED: RatingView("red", "R", "■"),
    Rating.AMBER: RatingView("amber", "A", "▲"),
    Rating.GREEN: RatingView("green", "G", "●"),
    None: RatingView("not rated", "–", "○"),
}
STATES = {
    State.COMPLETE: RatingView("complete", "C", "✓"),
    State.WITHDRAWN: RatingView("withdrawn", "W", "×"),
    State.CARRIED_FORWARD: RatingView("carried forward", "F", "»"),
}
_SHOWN = 4
"""How many ratings of the past stand beside one."""
_TIMES = ("", "once", "twice")


class Actions:
    """What a paper of a plan on a day says of its actions."""

    def __init__(self, standing: PlanStanding) -> None:
        self.plan = standing.plan
        self.as_of = standing.as_of
        self.names = {lead.key: lead.name for lead in standing.plan.leads}
        self.held = tuple(day for day in self.plan.meetings if day < self.as_of)

    def of(self, each: Standing) -> ActionView:
        """What a paper says of an action."""
        action, in_force = each.action, each.in_force
        moved = in_force.revisions and in_force.first_due and in_force.due != in_force.first_due
        return ActionView(
            id=action.id,
            anchor=anchor(action.id),
            title=action.title,
            points=action.points if isinstance(action, SubAction) else (),
            leads=", ".join(lead.name for lead in each.leads) or "nobody",
            lead_keys=tuple(lead.key for lead in each.leads),
            timescale=in_force.timescale.text if in_force.timescale else "none",
            due=in_words(in_force.due) if in_force.due else "",
            first_due=in_words(in_force.first_due) if moved and in_force.first_due else "",
            moved=_moved_in_words(in_force.revisions, in_force.slippage_days),
            decision=self._decision(each),
            rating=self._rating(each),
            contradicted="; ".join(IN_WORDS[what] for what in each.contradictions),
            last_ratings=self._last_ratings(each),
            why=self._why(each),
            next=(each.rated.next or "") if each.rated else "",
            no_update_since=self._silence(each),
            is_open=each.is_open,
            late=_days(each.days_overdue) if each.overdue else "",
            overdue=self._overdue(each),
            missed_reports=tuple(map(in_words, each.reports.missed)),
            next_report=in_words(each.reports.next) if each.reports.next else "",
            request=self._request(each),
            closed_on=in_words(each.closed_on) if each.closed_on else "",
            evidence=tuple(ref for entry in each.told if entry.state for ref in entry.evidence),
            added=in_words(action.added) if action.added else "",
            origin=action.origin,
            success_measures=tuple(
                "; ".join(
                    [
                        f"{m.id} {m.measure}",
                        *([f"baseline {m.baseline}"] if m.baseline else []),
                        *([f"target {m.target}"] if m.target else []),
                    ]
                )
                for m in action.success_measures
            ),
            updates=tuple(self._entry(entry) for entry in reversed(each.told)),
        )

    def _rating(self, each: Standing) -> RatingView:
        if not each.is_open:
            view = STATES[each.state]
            return view._replace(on=in_words(each.closed_on) if each.closed_on else "")
        if each.derived:
            view = RATINGS[each.derived]
            return view._replace(word=f"{view.word}, derived from its sub-actions")
        view = RATINGS[each.rating]
        return view._replace(on=in_words(each.rated.date) if each.rated else "")

    def _why(self, each: Standing) -> str:
        if each.rated:
            return each.rated.why or ""
        closing = next((e for e in reversed(each.told) if e.state), None)
        return (closing.why or "") if closing and not each.is_open else ""

    def _silence(self, each: Standing) -> str:
        if each.told or not each.is_open:
            return ""
        since = last_meeting(self.plan.meetings, as_of=self.as_of) or self.plan.period.start
        return f"No update since {in_words(max(since, self.plan.period.start))}"

    def _overdue(self, each: Standing) -> str:
        if not each.late_since:
            return ""
        return f"{_days(each.days_overdue)}, since {in_words(each.late_since)}"

    def _decision(self, each: Standing) -> str:
        revised = [entry for entry in each.told if entry.timescale]
        return (revised[-1].agreed or "no decision recorded") if revised else ""

    def _request(self, each: Standing) -> RequestView | None:
        entry = each.request
        if entry is None or entry.timescale_requested is None:
            return None
        by = self.names.get(entry.by or "", entry.by or "")
        wanted = entry.timescale_requested.text
        return RequestView(wanted, in_words(entry.date), entry.why or "", by)

    def _last_ratings(self, each: Standing) -> tuple[RatingView, ...]:
        if not self.plan.meetings:
            return tuple(
                RATINGS[entry.rag]._replace(on=in_words(entry.date)) for entry in each.last_ratings
            )
        found = []
        for day in self.held[-_SHOWN:]:
            entry = rating_entry(story(each.told, as_of=day))
            found.append(RATINGS[entry.rag if entry else None]._replace(on=in_words(day)))
        return tuple(found)

    def _entry(self, entry: Update) -> EntryView:
        return EntryView(
            on=in_words(entry.date),
            what=said(entry),
            why=entry.why or "",
            next=entry.next or "",
            by=self.names.get(entry.by or "", entry.by or ""),
            agreed=entry.agreed or "",
            evidence=entry.evidence,
        )


def anchor(identifier: str) -> str:
    """What links name an action by."""
    return "action-" + "".join(c if c.isalnum() else "-" for c in identifier)


def _moved_in_words(revisions: int, days: int) -> str:
    if not revisions:
        return ""
    times = _TIMES[revisions] if revisions < len(_TIMES) else f"{revisions} times"
    if not days:
        return f"moved {times}"
    way = "later" if days > 0 else "earlier"
    return f"moved {times}, {abs(days):,} days {way} than first agreed"


def _days(days: int) -> str:
    return f"{days:,} {'day' if days == 1 else 'days'}"
