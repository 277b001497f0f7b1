"""What is asked of a lead about each action: the questions that the committee will ask."""

from collections.abc import Iterator
from datetime import date

from cpcplan.domain.calendar import in_words
from cpcplan.domain.rag import OFF_COURSE, Rating
from cpcplan.domain.standing import Standing
from cpcplan.domain.wording import listed
from cpcplan.reports.action_view import ActionView


def asks(each: Standing, action: ActionView, *, until: date) -> Iterator[str]:
    """What is asked of an open action; `until` is the last day, inclusive, that is looked ahead."""
    if action.missed_reports:
        yield f"Reports missed: {', '.join(action.missed_reports)}. When are they made?"
    when = "When is it done, or is more time needed?"
    if each.overdue and not each.reports.missed:
        yield f"Overdue {action.overdue}. {when}"
    elif each.in_force.due and each.in_force.due < each.as_of:
        yield f"Past its last day, {action.due}. {when}"
    elif each.in_force.due and each.as_of <= each.in_force.due <= until:
        yield f"Due on {in_words(each.in_force.due)}. Will it be done by then?"
    if each.reports.next and each.reports.next <= until:
        yield f"A report is due on {action.next_report}."
    if action.request:
        yield f"More time is asked for ({action.request.wanted}); the committee has not decided."
    if action.contradicted:
        yield f"Contradicted: {action.contradicted}. What is the rating now, and why?"
    elif each.rated is None and not each.derived:
        yield f"Not rated yet. Is it {listed(Rating)}, and why?"
    elif each.rating in OFF_COURSE and not action.next:
        yield f"Rated {each.rating} on {action.rating.on}. What happens next, by when?"
    elif action.no_update_since:
        yield f"{action.no_update_since}. How does it stand?"
    elif each.rated:
        still = " Is it so still?" if each.rated.date < each.as_of else ""
        yield f"Rated {each.rating} on {action.rating.on}.{still}"
