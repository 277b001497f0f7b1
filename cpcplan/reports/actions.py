"""What a paper says of one action: every word and figure of its row."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cache
from itertools import islice
from typing import NamedTuple

from cpcplan.domain.calendar import in_words
from cpcplan.domain.contradictions import IN_WORDS
from cpcplan.domain.differences import said
from cpcplan.domain.model import Lead, State, SubAction, SuccessMeasure, Update
from cpcplan.domain.rag import OFF_COURSE, Rating, signs
from cpcplan.domain.standing import PlanStanding, Standing
from cpcplan.domain.state import at_each
from cpcplan.reports.action_view import ActionView, EntryView, RatingView, RequestView
from cpcplan.reports.later import Later

RATINGS: Mapping[Rating | None, RatingView] = {
    rating: RatingView(
        *signs(rating), is_colour=rating is not None, is_off_course=rating in OFF_COURSE
    )
    for rating in (*Rating, None)
}
STATES = {
    State.COMPLETE: RatingView("complete", "C", "✓"),
    State.WITHDRAWN: RatingView("withdrawn", "W", "×"),
    State.CARRIED_FORWARD: RatingView("carried forward", "F", "»"),
}
UNDECIDED = "no decision recorded"
"""Stands where a timescale was revised and nobody is recorded to have agreed that."""
_SHOWN = 4
"""How many ratings of the past stand beside one."""
_MISSED = 24
"""How many days of missed reports are named."""
_TIMES = ("", "once", "twice")


class _Led(NamedTuple):
    """Who leads, in the forms that a paper needs."""

    names: str
    in_short: str
    keys: tuple[str, ...]


class _Past(NamedTuple):
    """Ratings of the past, in the forms that a paper needs."""

    ratings: tuple[RatingView, ...]
    letters: str
    spoken: str


class Actions:
    """What a paper of a plan on a day says of its actions. What many of them have in common, such
    as who leads them, is put into words once.
    """

    def __init__(self, standing: PlanStanding) -> None:
        self.plan = standing.plan
        self.as_of = standing.as_of
        self.names = {lead.key: lead.name for lead in standing.plan.leads}
        held = [day for day in self.plan.meetings if day < self.as_of]
        self.shown = tuple(held[-_SHOWN:])
        """The meetings whose ratings stand beside each one in force, oldest first."""
        self._words = cache(in_words)
        self._led = cache(_led)
        self._dated = cache(self._rated_on)
        self._past = cache(self._stood_at)

    def of(self, each: Standing) -> ActionView:
        """What a paper says of an action."""
        action, in_force, words = each.action, each.in_force, self._words
        led = self._led(each.leads)
        past = self._last_ratings(each)
        moved = in_force.revisions and in_force.first_due and in_force.due != in_force.first_due
        overdue = self._overdue(each)
        missed = self._missed(each)
        closing = each.closing
        days_late = each.days_closed_late if closing else 0
        closed_late = _days(days_late) if days_late else ""
        return ActionView(
            id=action.id, anchor=anchor(action.id), title=action.title,
            points=action.points if isinstance(action, SubAction) else (),
            leads=led.names, leads_in_short=led.in_short, lead_keys=led.keys,
            timescale=in_force.timescale.text if in_force.timescale else "none",
            due=words(in_force.due) if in_force.due else "",
            first_due=words(in_force.first_due) if moved and in_force.first_due else "",
            moved=_moved_in_words(in_force.revisions, in_force.slippage_days),
            when=self._when(each, closed_late),
            alarms=(
                *((f"Overdue {overdue}",) if overdue else ()),
                *((f"Reports missed: {', '.join(missed)}",) if missed else ()),
            ),
            decision=self._decision(each),
            rating=self._rating(each),
            contradicted="; ".join([IN_WORDS[what] for what in each.contradictions]),
            last_ratings=past.ratings, last_letters=past.letters, last_spoken=past.spoken,
            why=self._why(each), next=(each.rated.next or "") if each.rated else "",
            noted=self._noted(each), no_update_since=self._silence(each), is_open=each.is_open,
            late=_days(each.days_overdue) if overdue else "", overdue=overdue,
            missed_reports=missed,
            next_report=words(each.reports.next) if each.reports.next else "",
            request=self._request(each),
            closed_on=words(closing.date) if closing else "", closed_late=closed_late,
            evidence=closing.evidence if closing else (),
            added=words(action.added) if action.added else "", origin=action.origin,
            success_measures=tuple(map(measure_in_words, action.success_measures)),
            updates=Later(lambda: tuple(map(self._entry, reversed(each.told)))),
        )  # fmt: skip

    def _missed(self, each: Standing) -> tuple[str, ...]:
        """The days of missed reports; two cycles may have wanted one on the same day."""
        days = each.reports.missed
        if not days:
            return ()
        counted = Counter(days)
        told = [
            self._words(day) if n == 1 else f"{self._words(day)} ({n} reports)"
            for day, n in islice(counted.items(), _MISSED)
        ]
        more = len(counted) - len(told)
        return (*told, *((f"and {more:,} more days",) if more else ()))

    def _rating(self, each: Standing) -> RatingView:
        if not each.is_open:
            return self._dated(STATES[each.state], each.closed_on)
        if each.derived:
            return RATINGS[each.derived]._replace(note="derived from its sub-actions")
        return self._dated(RATINGS[each.rating], each.rated.date if each.rated else None)

    def _rated_on(self, rating: RatingView, day: date | None) -> RatingView:
        return rating._replace(on=self._words(day)) if day else rating

    def _why(self, each: Standing) -> str:
        if each.rated:
            return each.rated.why or ""
        return (each.closing.why or "") if each.closing else ""

    def _noted(self, each: Standing) -> str:
        for entry in reversed(each.told):
            if entry.note:
                return f"{self._words(entry.date)}: {entry.note}"
            if entry.rag or entry.state:
                return ""
        return ""

    def _silence(self, each: Standing) -> str:
        if not each.is_open or (each.told and not each.stale):
            return ""
        begun = max(each.joined or date.min, self.plan.period.start)
        last = each.told[-1].date if each.told else begun
        if not each.told and last >= self.as_of:
            return "No update yet"
        return f"No update since {self._words(last)}"

    def _overdue(self, each: Standing) -> str:
        if not each.late_since:
            return ""
        return f"{_days(each.days_overdue)}, since {self._words(each.late_since)}"

    def _decision(self, each: Standing) -> str:
        revision = each.in_force.revision
        return (revision.agreed or UNDECIDED) if revision else ""

    def _request(self, each: Standing) -> RequestView | None:
        entry = each.request
        if entry is None or entry.timescale_requested is None:
            return None
        by = self.names.get(entry.by or "", entry.by or "")
        wanted = entry.timescale_requested.text
        return RequestView(wanted, in_words(entry.date), entry.why or "", by)

    def _last_ratings(self, each: Standing) -> _Past:
        if self.plan.meetings:
            return self._past(tuple(zip(self.shown, at_each(each.told, self.shown), strict=True)))
        return self._past(
            tuple((entry.date, (State.OPEN, entry.rag)) for entry in each.last_ratings)
        )

    def _stood_at(self, stood: tuple[tuple[date, tuple[State, Rating | None]], ...]) -> _Past:
        ratings = tuple(
            self._dated(STATES.get(state) or RATINGS[rating], day) for day, (state, rating) in stood
        )
        return _Past(
            ratings,
            " ".join(rating.letter for rating in ratings),
            ", ".join(f"{rating.word} on {rating.on}" for rating in ratings),
        )

    def _when(self, each: Standing, closed_late: str) -> tuple[str, ...]:
        """The timescale in force, how it was moved, where that was agreed, and whether it was kept
        in the end.
        """
        in_force = each.in_force
        text = in_force.timescale.text if in_force.timescale else "none"
        due = self._words(in_force.due) if in_force.due else ""
        lasts = f"{text}, by {due}" if due and due != text else text
        kept = (f"Closed {closed_late} late",) if closed_late else ()
        if not in_force.revisions:
            return (lasts, *kept)
        moved = _moved_in_words(in_force.revisions, in_force.slippage_days)
        first = in_force.first_due if in_force.first_due != in_force.due else None
        moved = f"First {self._words(first)}; {moved}" if first else moved.capitalize()
        return lasts, moved, f"Agreed: {self._decision(each)}", *kept

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


def _led(leads: tuple[Lead, ...]) -> _Led:
    names = [lead.name for lead in leads]
    first = names[0] if names else "nobody"
    others = len(names) - 1
    in_short = f"{first} and {others} {'other' if others == 1 else 'others'}"
    keys = tuple(lead.key for lead in leads)
    return _Led(", ".join(names) or "nobody", in_short if others > 0 else first, keys)


def anchor(identifier: str) -> str:
    """What links name an action by: no two ids come to the same."""
    if identifier.isascii() and identifier.replace(".", "").isalnum():
        return f"action-{identifier.replace('.', '-')}"
    return "action-" + "".join(map(_in_an_anchor, identifier))


def _in_an_anchor(letter: str) -> str:
    if letter == ".":
        return "-"
    return letter if letter.isascii() and letter.isalnum() else f"_{ord(letter):x}_"


def measure_in_words(measure: SuccessMeasure) -> str:
    """A success measure with its baseline and target."""
    figures = (("baseline", measure.baseline), ("target", measure.target))
    told = [f"{name} {figure}" for name, figure in figures if figure]
    return "; ".join([f"{measure.id} {measure.measure}", *told])


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
