"""Commands drawn at random: every one of `cpcplan --help`, with sensible arguments and silly ones.

Each writer's words hold a token of its own, by which what it wrote is found in the plan again.
"""

import re
from collections.abc import Callable
from random import Random
from typing import NamedTuple

PLAN = """\
title: A committee that is put to the test
committee: Soak Child Protection Committee
period: {start: 2024-01-01, end: 2030-12-31}
meetings: [2024-06-04, 2025-03-04, 2026-03-03, 2030-06-04]
leads:
  lead-officer: CPC Lead Officer
  nhs: {name: CPC Lead – NHS, agency: NHS}
  police: {name: CPC Lead – Police, agency: Police}
legend: {red: Off course., amber: At risk., green: On course.}
settings: {by: lead-officer}
"""
_ACTION = """\
      - id: "{id}"
        title: Title of {id}
        leads: [nhs]  # as agreed
        timescale: {timescale}
"""


def outcome(number: int) -> str:
    """An outcome’s file: two key actions with three sub-actions each, and a measure."""
    text = f'id: "{number}"\ntitle: Outcome {number}\nkey_actions:\n'
    for which in (1, 2):
        text += f'  - id: "{number}.{which}"\n    title: Key action\n    timescale: June 2029\n'
        text += f"    success_measures: [{{id: {number}.{which}a, measure: Forms used}}]\n"
        text += "    sub_actions:\n"
        for n, timescale in enumerate(("March 2028", "quarterly", "June 2026, then monthly"), 1):
            text += _ACTION.format(id=f"{number}.{which}{n}", timescale=timescale)
    return text


class Command(NamedTuple):
    """A command line, the exit codes that it may end with, and what is known of what it does."""

    kind: str
    words: tuple[str, ...]
    codes: frozenset[int]
    token: str = ""
    """In what it writes, if it is carried out; empty where it writes nothing that stays."""
    undoes: bool = False
    wants_git: bool = False
    answers: str = ""
    """What is typed to it at a terminal; empty where nothing is."""

    def __str__(self) -> str:
        return " ".join(word if word.isalnum() else repr(word) for word in self.words)


TOKEN = re.compile(r"soak\d+x\d+z")
OUTCOMES = ("1", "2")
KEY_ACTIONS = ("1.1", "1.2", "2.1", "2.2")
SUB_ACTIONS = tuple(f"{key_action}{n}" for key_action in KEY_ACTIONS for n in (1, 2, 3))
_ACTIONS = (*KEY_ACTIONS, *SUB_ACTIONS)
_AROUND = (
    "{}", "{}", "{}: it’s late #1", "- {}\n- and more\n\n  of it", "“{}” – {{a: b}}",
    "'{}' \\ é 😀",
    "{} " + "and so on " * 400, "[/red]{}\x1b[31m", "{}\t\x07", "*{}* <b>&amp;`",
)  # fmt: skip
_DAYS = ((), (), (), ("--date", "2025-03-04"), ("--date", "last-meeting"), ("--date", "1 May 2026"))
_SILLY = ("", " ", "9.99", "1", "--", "-", "é", "2019-02-30", "x" * 3_000, "../..", "*")
_WRONG = frozenset((2, 4))


def draw(random: Random, token: str) -> Command:
    """One command."""
    makers: list[tuple[Callable[[Random, str], Command], int]] = [
        (_recorded, 40), (_added, 6), (_undone, 10), (_saved, 6), (_asked, 24), (_silly, 12),
        (_paper, 4), (_begun, 1), (_round, 3),
    ]  # fmt: skip
    make = random.choices([each for each, _ in makers], [weight for _, weight in makers])[0]
    return make(random, token)


def _recorded(random: Random, token: str) -> Command:
    which = random.choice(_ACTIONS)
    words = random.choice(_AROUND).format(token)
    why = ("--why", words)
    command: tuple[str, ...] = random.choice(
        (
            ("note", which, f"Said: {words}"), ("note", which, f"Said: {words}"),
            ("rag", which, random.choice(("red", "amber", "green")), *why),
            ("rag", which, "red", *why, "--timescale", "May 2029", "--next", "NHS, in May"),
            ("request", which, "March 2029", *why), ("refuse", which, *why),
            ("reschedule", which, random.choice(("May 2029", "6 monthly")), *why),
            ("reschedule", which, *why), ("reported", which, *why),
            ("complete", which, *why, "--evidence", "Paper 3"), ("reopen", which, *why),
            ("withdraw", which, *why), ("carry-forward", which, *why),
            ("lead", which, random.choice(("nhs", "police", "Police")), *why),
            ("measure", f"{random.choice(KEY_ACTIONS)}a", f"{random.randrange(100)}%", *why),
        )
    )  # fmt: skip
    command = (*command, *random.choice(_DAYS))
    if random.random() < 0.1:
        return Command(command[0], (*command, "--dry-run"), frozenset((0, 4, 5)))
    save = ("--save",) if random.random() < 0.15 else ()
    codes = frozenset((0, 4, 5, *((6,) if save else ())))
    return Command(command[0], (*command, *save), codes, token, wants_git=bool(save))


def _added(random: Random, token: str) -> Command:
    title = ("--title", f"Added {token.replace('soak', 'add')}")
    where = random.choice((("sub-action", random.choice(KEY_ACTIONS)),
                           ("key-action", random.choice(OUTCOMES))))  # fmt: skip
    codes = frozenset((0, 4, 5))
    return Command("add", ("add", *where, *title, "--timescale", "2029"), codes, title[1][6:])


def _undone(random: Random, _: str) -> Command:
    if random.random() < 0.3:
        return Command("undo", ("undo",), frozenset((0, 4, 5)), undoes=True, wants_git=True)
    words = ("undo", random.choice(_ACTIONS), "--yes")
    if random.random() < 0.2:
        return Command("undo", (*words, "--dry-run"), frozenset((0, 4, 5)))
    return Command("undo", words, frozenset((0, 4, 5)), undoes=True)


def _saved(random: Random, _: str) -> Command:
    words = random.choice((("save",), ("save",), ("save", "-m", "By hand"), ("resolve",)))
    return Command(words[0], words, frozenset((0, 5, 6)), wants_git=True)


def _asked(random: Random, _: str) -> Command:
    form = random.choice(((), (), ("--json",)))
    day = random.choice(((), (), ("--as-of", "2026-05-01"), ("--as-of", "next-meeting")))
    which = random.choice(_ACTIONS)
    words = random.choice(
        (
            ("status",), ("overdue",), ("overdue", "--exit-code"), ("due", "--within", "8w"),
            ("list", "--lead", "nhs", "--rag", "red,none"), ("list", "--stale"), ("leads",),
            ("show", which), ("history", which), ("history",), ("changes",), ("measures",),
            ("changes", "--since", "2025-01-01"), ("check",), ("check", "--strict"), ("issued",),
        )
    )  # fmt: skip
    if words[0] in ("check", "issued"):
        day = ()
    codes = {0, 1} if words[-1] in ("--exit-code", "--strict") else {0}
    at_commit = random.random() < 0.15 and words[0] != "issued"
    at = ("--at", "HEAD") if at_commit else ()
    return Command(words[0], (*words, *day, *at, *form), frozenset(codes), wants_git=at_commit)


def _silly(random: Random, token: str) -> Command:
    silly = random.choice(_SILLY)
    words, codes = random.choice(
        (
            (("show", "9.99"), {4}), (("note", "9.99", token), {4}), (("rag", "1.11", "blue"), {2}),
            (("rag", "1.11", "red"), {2}), (("nonsense",), {2}), (("status", "--colour"), {2}),
            (("list", "--rag", silly or "blue"), {2}), (("status", "--as-of", "soon"), {2}),
            (("status", "--plan", "nowhere"), {3}),
            (("note", "1.11", token, "--date", "2199-01-01"), {4}),
            (("show", silly), {2, 4}), (("undo", "9.99", "--yes"), {4}), (("round",), {2}),
            (("add", "sub-action", "9.9", "--title", token), {4}), (("measure", "9.9z", "1"), {4}),
            (("note", "1.11", f"{token} Ring 01632 960 123"), {4}), (("init", "plan"), {2, 4}),
            (("report", "--template", "none"), {4}), (("report", "-o", "x.docx"), {2}),
            (("status", "--at", "nonsense"), {6}), (("due", "--within", silly or "x"), {2}),
            (("--version",), {0}), (("--help",), {0}), ((random.choice(NAMES), "--help"), {0}),
            (("schema",), {0}), ((), {2}), (("completion", "bash"), {0}),
            (("completion", "tcsh"), {2}),
        )
    )  # fmt: skip
    return Command("silly", words, frozenset(codes))


NAMES = (
    "status", "overdue", "due", "list", "show", "history", "changes", "leads", "measures", "check",
    "report", "issued", "schema", "rag", "request", "reschedule", "refuse", "complete", "reopen",
    "withdraw", "carry-forward", "reported", "measure", "lead", "note", "round", "add", "undo",
    "save", "resolve", "completion", "init", "demo",
)  # fmt: skip


def _paper(random: Random, token: str) -> Command:
    template = random.choice(("progress", "exception", "plan"))
    if random.random() < 0.3:
        words = ("report", "--issue", "--template", template, "--format", "md")
        return Command("report", words, frozenset((0, 4, 5, 6)), wants_git=True)
    if random.random() < 0.2:
        return Command("report", ("report", "--new", token), frozenset((0, 5)))
    file = f"papers/{token}.{random.choice(('md', 'html'))}"
    return Command("report", ("report", "--template", template, "-o", file), frozenset((0, 4, 5)))


def _begun(random: Random, token: str) -> Command:
    if random.random() < 0.15:
        return Command("demo", ("demo", f"extra/{token}"), frozenset((0,)), wants_git=True)
    words = ("init", f"extra/{token}", "--title", "x", "--committee", "x", "--start", "2026",
             "--end", "2029", "--outcome", "One", "--lead", "CPC Lead – NHS (NHS)")  # fmt: skip
    return Command("init", words, frozenset((0, 5)))


def _round(random: Random, token: str) -> Command:
    answer = random.choice(("red", "a", "g", "note"))
    following = "" if answer == "note" else "\n"
    typed = f"{answer}\n{token}\n{following}q\n"
    return Command("round", ("round",), frozenset((0,)), token, answers=typed)
