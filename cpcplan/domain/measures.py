"""Success measures: their readings on a day, and which way they go."""

import re
from collections.abc import Container
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from cpcplan.domain.model import SuccessMeasure
from cpcplan.domain.standing import PlanStanding, Standing


class Direction(StrEnum):
    """Which way a measure goes, as far as its figures tell."""

    TOWARDS_TARGET = "towards target"
    AWAY_FROM_TARGET = "away from target"
    TARGET_MET = "target met"
    UP = "up"
    DOWN = "down"
    UNCHANGED = "unchanged"


class Reading(NamedTuple):
    """What a success measure read on a day, in the words of the update."""

    date: date
    value: str
    by: str | None


class Measured(NamedTuple):
    """A success measure on a day; readings in date order."""

    action: Standing
    measure: SuccessMeasure
    readings: tuple[Reading, ...]

    def speaks_of(self, actions: Container[str]) -> bool:
        """Whether it is a measure of one of these actions, by id, or says that it is about one."""
        return self.action.id in actions or any(each in actions for each in self.measure.speaks_of)

    @property
    def direction(self) -> Direction | None:
        """From the reading before the latest (from the baseline, where there is one reading) to
        the latest; None where there are not two figures of one kind to compare.
        """
        values = [self.measure.baseline, *(reading.value for reading in self.readings)]
        figures = [figure(value) for value in values if value is not None]
        if len(figures) < 2 or not self.readings:
            return None
        before, now = figures[-2:]
        target = figure(self.measure.target) if self.measure.target else None
        if before is None or now is None or before[1] != now[1]:
            return None
        start = next(found for found in figures if found and found[1] == now[1])
        if target and target[1] == now[1] and target[0] != start[0]:
            return _against_target(start[0], before[0], now[0], target[0])
        if now[0] == before[0]:
            return Direction.UNCHANGED
        return Direction.UP if now[0] > before[0] else Direction.DOWN


def _against_target(start: Decimal, before: Decimal, now: Decimal, target: Decimal) -> Direction:
    wanted_up = target > start
    if now == target or (now > target) == wanted_up:
        return Direction.TARGET_MET
    if now == before:
        return Direction.UNCHANGED
    return Direction.TOWARDS_TARGET if (now > before) == wanted_up else Direction.AWAY_FROM_TARGET


def figure(text: str) -> tuple[Decimal, str] | None:
    """The one number in a reading, and what stands around it (`%`, `of 40 cases`); None where
    there is none or more than one.
    """
    numbers = re.findall(r"-?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?", text)
    if len(numbers) != 1:
        return None
    words = text.replace(numbers[0], " ", 1).casefold().split()
    around = " ".join(word.removesuffix("s") for word in words)  # 1 day, 7 days
    return Decimal(numbers[0].replace(",", "")), around


def measures(standing: PlanStanding) -> tuple[Measured, ...]:
    """Every success measure of the plan on the day, in the order of the plan."""
    return tuple(
        Measured(
            action,
            measure,
            tuple(
                Reading(entry.date, value, entry.by)
                for entry in action.told
                for name, value in entry.readings
                if name == measure.id
            ),
        )
        for action in standing.actions()
        for measure in action.action.success_measures
    )
