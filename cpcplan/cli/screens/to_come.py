"""What is said of entries that do not count yet."""

from cpcplan.domain.calendar import in_words
from cpcplan.domain.questions import to_come
from cpcplan.domain.standing import PlanStanding


def not_counted(standing: PlanStanding) -> str:
    """That entries are dated after the day, which is today, and may have the wrong year; empty
    where none is.
    """
    found = to_come(standing)
    if not found:
        return ""
    first, day = found[0]
    more = f" (and {len(found) - 1:,} more entries)" if len(found) > 1 else ""
    return (
        f"An entry of {first} is dated {in_words(day)}{more}, which is still to come, and does not "
        "count: is it the right year?"
    )
