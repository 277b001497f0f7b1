"""What a lead officer asks of a plan on a day."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from operator import attrgetter
from typing import NamedTuple

from cpcplan.domain.calendar import plain
from cpcplan.domain.meetings import next_meeting
from cpcplan.domain.model import Lead, State, Update
from cpcplan.domain.overdue import worst_first
from cpcplan.domain.rag import WORST, Rating
from cpcplan.domain.standing import PlanStanding, Standing
from cpcplan.domain.state import has_slipped
from cpcplan.domain.wording import listed

DUE_SOON = timedelta(weeks=8)
"""How far `due` looks ahead where no meeting is listed."""


class Totals(NamedTuple):
    """Counts of sub-actions that add up: `open`, `complete` and `closed` are all of them.

    `rated` and `not_rated` add up to `open`; they, `overdue`, `slipped` and `open_ended` are of
    open ones. `missed_reports` counts due points, not actions.
    """

    sub_actions: int
    open: int
    complete: int
    closed: int
    """Withdrawn or carried forward."""
    overdue: int
    rated: tuple[int, ...]
    """Of each rating, in the order of the scale."""
    not_rated: int
    missed_reports: int
    slipped: int
    open_ended: int

    def by_name(self) -> dict[str, int]:
        """Each count under its name, one of a rating under the rating's word."""
        named: dict[str, int] = {}
        for name, count in self._asdict().items():
            if name == "rated":
                named |= zip(map(str, Rating), count, strict=True)
            else:
                named[name] = count
        return named


def totals(sub_actions: Iterable[Standing]) -> Totals:
    """Counts over these sub-actions."""
    everything = tuple(sub_actions)
    still_open = [sub for sub in everything if sub.is_open]
    complete = sum(sub.state is State.COMPLETE for sub in everything)
    ratings = [sub.rating for sub in still_open]
    return Totals(
        sub_actions=len(everything),
        open=len(still_open),
        complete=complete,
        closed=len(everything) - len(still_open) - complete,
        overdue=sum(sub.overdue for sub in still_open),
        rated=tuple(map(ratings.count, Rating)),
        not_rated=ratings.count(None),
        missed_reports=sum(len(sub.reports.missed) for sub in still_open),
        slipped=sum(has_slipped(sub.in_force) for sub in still_open),
        open_ended=sum(sub.in_force.open_ended for sub in still_open),
    )


def to_come(standing: PlanStanding) -> tuple[tuple[str, date], ...]:
    """Ids of actions with an entry dated after the day, and that day: it does not count yet."""
    return tuple(
        (action.id, entry.date)
        for action in standing.plan.actions()
        for entry in action.updates
        if entry.date > standing.as_of
    )


def still_open(standing: PlanStanding) -> str:
    """What is open, in words to go before `still open`: `13 of 31 sub-actions and key action 2.3
    are`; empty where nothing is. A key action is named where nothing under it is open.
    """
    subs = [sub for sub in standing.sub_actions if sub.is_open]
    alone = [each.id for each in standing.left_to_themselves]
    of_all = len(standing.sub_actions)
    told = [f"{len(subs):,} of {of_all:,} sub-action{'' if of_all == 1 else 's'}"] if subs else []
    told += [f"key action{'' if len(alone) == 1 else 's'} {listed(alone, 'and')}"] if alone else []
    is_one = len(subs) + len(alone) == 1
    return f"{' and '.join(told)} {'is' if is_one else 'are'}" if told else ""


def overdue(actions: Iterable[Standing]) -> tuple[Standing, ...]:
    """Those that are overdue, worst first."""
    return tuple(sorted((action for action in actions if action.overdue), key=worst_first))


def overdue_first(actions: Sequence[Standing]) -> tuple[Standing, ...]:
    """All of them: those that are overdue, worst first, then the others in the order given."""
    return (*overdue(actions), *(action for action in actions if not action.overdue))


def due_until(standing: PlanStanding, within: timedelta | None = None) -> date:
    """The last day, inclusive, that `due` looks at: so far ahead, or until the next meeting."""
    if within is not None:
        return standing.as_of + within
    meeting = next_meeting(standing.plan.meetings, as_of=standing.as_of)
    return meeting or standing.as_of + DUE_SOON


class FallsDue(NamedTuple):
    """An open action, and the first day from the day asked about on which it wants something."""

    standing: Standing
    on: date
    is_report: bool

    @property
    def what(self) -> str:
        """What it wants: a report, or to be done."""
        return "report" if self.is_report else "action"


def falls_due(actions: Iterable[Standing], *, until: date) -> tuple[FallsDue, ...]:
    """Open actions whose last day or next report falls from the day asked about to `until`, both
    included, earliest first.
    """
    found = []
    for action in actions:
        if not action.is_open:
            continue
        days = [
            (day, is_report)
            for day, is_report in ((action.in_force.due, False), (action.reports.next, True))
            if day is not None and action.as_of <= day <= until
        ]
        if days:
            found.append(FallsDue(action, *min(days)))
    return tuple(sorted(found, key=attrgetter("on")))


class Filter(NamedTuple):
    """Which actions are asked for; what is empty asks for all. Several of one kind: any of them."""

    leads: frozenset[str] = frozenset()
    """Keys of leads."""
    ratings: frozenset[Rating | None] = frozenset()
    """Of open actions; None is "not rated"."""
    outcomes: frozenset[str] = frozenset()
    key_actions: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()
    """In lower case."""
    states: frozenset[State] = frozenset()
    stale: bool = False

    def admits(self, standing: Standing) -> bool:
        """Whether the action is one of those asked for."""
        key_action = standing.key_action_id or standing.id
        return (
            (not self.leads or any(lead.key in self.leads for lead in standing.leads))
            and (
                not self.ratings
                or (standing.is_open and (standing.rating or standing.derived) in self.ratings)
            )
            and (not self.outcomes or standing.outcome_id in self.outcomes)
            and (not self.key_actions or key_action in self.key_actions)
            and (not self.origins or any(o.lower() in self.origins for o in standing.action.origin))
            and (not self.states or standing.state in self.states)
            and (not self.stale or standing.stale)
        )


def leads_named(plan_leads: Sequence[Lead], wanted: str) -> frozenset[str]:
    """Keys of the leads that a key, a name or an agency means, whatever its case and dashes."""
    word = plain(wanted)
    return frozenset(
        lead.key
        for lead in plan_leads
        if word in (plain(lead.key), plain(lead.name), plain(lead.agency or lead.key))
    )


class Whose(NamedTuple):
    """One lead, or all leads of an agency."""

    key: str
    """The key of the lead, or the agency."""
    name: str
    keys: frozenset[str]


def whose(plan_leads: Sequence[Lead], wanted: str) -> Whose | None:
    """Whom a key, a name or an agency means, whatever its case; None where that is nobody, or
    leads of several agencies. A key that is written just so means that lead alone.
    """
    is_key = any(lead.key == wanted for lead in plan_leads)
    keys = frozenset((wanted,)) if is_key else leads_named(plan_leads, wanted)
    found = [lead for lead in plan_leads if lead.key in keys]
    agencies = {lead.agency for lead in found}
    if len(found) == 1:
        return Whose(found[0].key, found[0].name, keys)
    if len(agencies) != 1:
        return None
    agency = next(iter(agencies)) or ""
    return Whose(agency, agency, keys)


class LeadCount(NamedTuple):
    """How it stands with the sub-actions of one lead, or of all leads of one agency."""

    name: str
    lead: Lead | None
    """None for an agency."""
    sub_actions: int
    open: int
    overdue: int
    worst: int
    """Of the worst rating of the scale."""
    not_updated: int
    """Open, and nothing recorded since the last meeting (on or after its day)."""


def by_lead(standing: PlanStanding, *, since: date) -> tuple[LeadCount, ...]:
    """One count for each lead, in the order of the plan."""
    theirs: dict[str, list[Standing]] = {lead.key: [] for lead in standing.plan.leads}
    for sub in standing.sub_actions:
        for lead in sub.leads:
            theirs[lead.key].append(sub)
    return tuple(_count(lead.name, lead, theirs[lead.key], since) for lead in standing.plan.leads)


def by_agency(standing: PlanStanding, *, since: date) -> tuple[LeadCount, ...]:
    """One count for each agency, in the order in which the plan first names them. An action that
    two leads of an agency share counts once.
    """
    theirs: dict[str, list[Standing]] = {
        lead.agency: [] for lead in standing.plan.leads if lead.agency
    }
    for sub in standing.sub_actions:
        for agency in dict.fromkeys(lead.agency for lead in sub.leads if lead.agency):
            theirs[agency].append(sub)
    return tuple(_count(agency, None, found, since) for agency, found in theirs.items())


def _count(name: str, lead: Lead | None, subs: Sequence[Standing], since: date) -> LeadCount:
    still_open = [sub for sub in subs if sub.is_open]
    return LeadCount(
        name=name,
        lead=lead,
        sub_actions=len(subs),
        open=len(still_open),
        overdue=sum(sub.overdue for sub in still_open),
        worst=sum(sub.rating is WORST for sub in still_open),
        not_updated=sum(not any(entry.date >= since for entry in sub.told) for sub in still_open),
    )


HISTORY_KINDS = (
    "rag",
    "timescale",
    "timescale_requested",
    "timescale_refused",
    "leads",
    "reported",
    "state",
    "readings",
    "note",
)
"""What an update can say, by the names that the plan's files give it."""


def history(
    actions: Iterable[Standing],
    *,
    since: date | None = None,
    by: frozenset[str] | None = None,
    kinds: frozenset[str] = frozenset(),
) -> tuple[tuple[str, Update], ...]:
    """Every update of these actions with the id of its action, newest first.

    Those from `since` on, recorded `by` one of these, and of any of `kinds` (HISTORY_KINDS), where
    these are given. Of one day, the last in the plan comes first.
    """
    found = [
        (action.id, entry)
        for action in actions
        for entry in action.told
        if (since is None or entry.date >= since)
        and (by is None or entry.by in by)
        and (not kinds or any(getattr(entry, kind) for kind in kinds))
    ]
    found.sort(key=lambda pair: pair[1].date)
    return tuple(reversed(found))
