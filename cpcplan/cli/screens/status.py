"""`status`: the whole plan on one screen, what is wrong first."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from cpcplan.cli.screens.to_come import not_counted
from cpcplan.cli.screens.words import (
    DUE,
    ID,
    OVERDUE,
    RATING,
    count,
    due_row,
    overdue_row,
    rating,
)
from cpcplan.cli.sheet import Cell, Column, Sheet
from cpcplan.domain.calendar import in_short, in_words
from cpcplan.domain.contradictions import IN_WORDS
from cpcplan.domain.meetings import next_meeting
from cpcplan.domain.questions import Totals, due_until, falls_due, overdue, still_open, totals
from cpcplan.domain.rag import WORST, Rating
from cpcplan.domain.standing import OutcomeStanding, PlanStanding, Standing

_LINES = 30
"""What a small terminal shows at once: the list of what is overdue is cut to keep within it."""
_IDS = 30
"""How many ids stand in a line at most."""
_FIGURES = (
    ("Open", "open"),
    *((rating.capitalize(), rating.value) for rating in Rating),
    ("Not rated", "not_rated"),
    ("Overdue", "overdue"),
    ("Complete", "complete"),
    ("Closed", "closed"),
)


def sheet(standing: PlanStanding, *, is_today: bool) -> Sheet:
    """The screen, of today or of another day. A terminal shows the worst of each list, and says
    which command shows all.
    """
    page = Sheet()
    figures = totals(standing.sub_actions)
    page.line(standing.plan.title, "bold")
    page.line(_day_and_meeting(standing))
    page.line()
    if standing.is_over and (open_still := still_open(standing)):
        page.line(f"The plan is over, and {open_still} still open.", "bold red")
    if is_today and (remark := not_counted(standing)):
        page.line(remark, "bold red")
    summary = _summary(standing, figures)
    page.line(summary, "bold" if summary.startswith("Nothing overdue") else "bold red")
    page.line()
    _outcomes(page, standing, figures)
    further = Sheet()
    _to_the_meeting(further, standing)
    _due(further, standing)
    _overdue(page, standing, room=_LINES - page.height - further.height)
    page.line()
    page.add(further)
    return page


def _day_and_meeting(standing: PlanStanding) -> str:
    period = standing.plan.period
    if standing.as_of < period.start:
        plan = f"plan begins {in_words(period.start)}"
    elif standing.is_over:
        plan = f"plan ended {in_words(period.end)}"
    else:
        plan = f"plan runs to {in_words(period.end)}"
    meeting = _meeting(standing)
    following = f"next meeting {in_words(meeting)}" if meeting else "no next meeting is listed"
    return f"{in_words(standing.as_of)} · {plan} · {following}"


def _meeting(standing: PlanStanding) -> date | None:
    return next_meeting(standing.plan.meetings, as_of=standing.as_of)


def _summary(standing: PlanStanding, figures: Totals) -> str:
    requests = sum(1 for each in standing.actions() if each.request)
    contradictions = sum(len(each.contradictions) for each in standing.actions())
    late_key_actions = len(overdue(standing.key_actions))
    kinds = ((figures.overdue, "sub-action"), (late_key_actions, "key action"))
    late = [count(n, kind) for n, kind in kinds if n]
    found = (
        (late, f"{' and '.join(late)} overdue"),
        (figures.missed_reports, f"{count(figures.missed_reports, 'report')} missed"),
        (requests, f"{count(requests, 'request')} for more time"),
        (contradictions, count(contradictions, "contradiction")),
        (figures.slipped, f"{figures.slipped:,} slipped"),
        (figures.open_ended, f"{figures.open_ended:,} open-ended"),
    )
    told = [words for n, words in found if n]
    return ", ".join(told if late else ["Nothing overdue", *told])


def _outcomes(page: Sheet, standing: PlanStanding, figures: Totals) -> None:
    shown = [(title, name) for title, name in _FIGURES if name != "closed" or figures.closed]
    rows: list[list[Cell | str]] = []
    for outcome in standing.outcomes:
        counts = totals(outcome.sub_actions)
        rating_now = outcome_rating(outcome)
        of_outcome = counts.by_name()
        row = (_figure(of_outcome, name) for _, name in shown)
        rows.append([outcome.outcome.id, rating_now, *row, outcome.outcome.title])
    of_all = figures.by_name()
    whole = (Cell(f"{of_all[name]:,}", "bold") for _, name in shown)
    rows.append([Cell("All", "bold"), "", *whole, ""])
    gives_way = {"closed": 1}  # where a scale of many ratings leaves it no room
    counted = (Column(title, right=True, yields=gives_way.get(name, 0)) for title, name in shown)
    page.table((ID, RATING, *counted, Column("Outcome", gives=True, yields=16)), rows)


def _figure(counts: Mapping[str, int], name: str) -> Cell:
    n = counts[name]
    return Cell(f"{n:,}", "bold red" if n and name in (WORST, "overdue") else "")


def outcome_rating(outcome: OutcomeStanding) -> Cell:
    """The rating of an outcome, or that all of it is closed."""
    if not outcome.key_actions:
        return Cell("no actions")
    if outcome.is_closed:
        return Cell("closed")
    return rating(outcome.rating)


def _overdue(page: Sheet, standing: PlanStanding, *, room: int) -> None:
    late = overdue(standing.sub_actions)
    late_key_actions = overdue(standing.key_actions)
    others = [each for each in standing.actions() if each.rating is WORST and not each.overdue]
    if not late and not late_key_actions and not others:
        return
    page.line()
    if late:
        page.line(f"Overdue: {count(len(late), 'sub-action')}, worst first", "bold")
        page.table(
            OVERDUE,
            [overdue_row(each) for each in late],
            at_most=max(4, room - 5 - bool(late_key_actions) - bool(others)),
            more="… and {n:,} more: cpcplan overdue",
        )
    elif late_key_actions:
        page.line("Overdue: no sub-action", "bold")
    if late_key_actions:
        page.line(f"Key actions overdue: {_ids(late_key_actions)}")
    if others:
        more = f" and {len(others) - _IDS:,} more: cpcplan list --rag {WORST}"
        known = _ids(others[:_IDS]) + (more if len(others) > _IDS else "")
        page.line(f"{WORST.capitalize()} and not overdue: {known}")


def _ids(actions: list[Standing] | tuple[Standing, ...]) -> str:
    return ", ".join(each.id for each in actions)


def _to_the_meeting(page: Sheet, standing: PlanStanding) -> None:
    meeting = _meeting(standing)
    page.line(
        f"For the meeting on {in_words(meeting)}" if meeting else "For the next meeting", "bold"
    )
    rows = [*_reports(standing), *_requests(standing), *_contradictions(standing)]
    page.table((Column("What"), Column("Which", wraps=True)), rows, heads=False)
    if not rows:
        page.line("No report is missed or due, nothing waits for a decision.")


def _reports(standing: PlanStanding) -> Iterator[list[Cell | str]]:
    """The reports missed, and those due until the meeting, by the day."""
    missed = [
        each.id + (f" ({n} reports)" if n > 1 else "")
        for each in standing.actions()
        if (n := len(each.reports.missed))
    ]
    if missed:
        yield [Cell("Reports missed", "bold red"), ", ".join(missed)]
    by_day: dict[date, list[Standing]] = defaultdict(list)
    for each in standing.actions():
        if each.reports.next and each.reports.next <= due_until(standing):
            by_day[each.reports.next].append(each)
    for day in sorted(by_day):
        yield [f"Reports due {in_short(day)}", _ids(by_day[day])]


def _requests(standing: PlanStanding) -> Iterator[list[Cell | str]]:
    asked = [
        f"{each.id} ({each.request.timescale_requested.text} instead of {_timescale(each)})"
        for each in standing.actions()
        if each.request and each.request.timescale_requested
    ]
    if asked:
        yield [Cell("More time asked for", "bold"), ", ".join(asked)]


def _timescale(standing: Standing) -> str:
    return standing.in_force.timescale.text if standing.in_force.timescale else "no timescale"


def _contradictions(standing: PlanStanding) -> Iterator[list[Cell | str]]:
    """A row for each kind of contradiction."""
    kinds: dict[str, list[Standing]] = defaultdict(list)
    for each in standing.actions():
        for what in each.contradictions:
            kinds[IN_WORDS[what]].append(each)
    for words, found in kinds.items():
        yield [Cell("Contradiction", "bold"), f"{_ids(found)}: {words}"]


def _due(page: Sheet, standing: PlanStanding) -> None:
    until = due_until(standing)
    found = falls_due(standing.sub_actions, until=until)
    key_actions = falls_due(standing.key_actions, until=until)
    when = "by then" if _meeting(standing) else f"in eight weeks, by {in_words(until)}"
    page.heading(f"Due {when}: {count(len(found), 'sub-action') if found else 'nothing more'}")
    page.table(
        DUE,
        [due_row(each) for each in found],
        at_most=4,
        more="… and {n:,} more: cpcplan due",
        heads=False,
    )
    if key_actions:
        page.line(f"Key actions due: {_ids([each.standing for each in key_actions])}")
