"""The values that each argument and option may take, each with what it means in words."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from cpcplan.cli.completion.candidate import Candidate, Kind
from cpcplan.cli.context import environment, plan_folder, today
from cpcplan.domain.model import Action, Lead, Outcome, Plan, State, Update
from cpcplan.domain.rag import WORST, Rating
from cpcplan.domain.recording import objection
from cpcplan.domain.state import story, timescale_under
from cpcplan.domain.timescale import Timescale

if TYPE_CHECKING:
    from cpcplan.storage.folder import Folder

_COMMITS = 20
"""How many commits are offered."""


class Sought(NamedTuple):
    """For which command values are sought, and what of it has been typed, by parameter; the plan
    that knows them is read once it is asked for.
    """

    command: str
    given: Mapping[str, Sequence[str]]

    def folder(self) -> "Folder":
        """The folder that the line names, or the environment. Raises PlanNotFound."""
        named = self.given.get("plan") or [environment("CPCPLAN_PLAN")]
        # No Path: it may be empty, and then it is the nearest.
        return plan_folder(os.path.expanduser(named[-1]) or None)  # noqa: PTH111

    def plan(self) -> Plan:
        """The plan, as the commit that the line names held it. Raises as reading it does."""
        from cpcplan.storage.reading import read_plan

        folder = self.folder()
        if at := self.given.get("at"):
            from cpcplan.usecases.asking import as_committed

            folder = as_committed(folder, at[-1])
        return read_plan(folder)


# --- ids --------------------------------------------------------------------------------------


def _titled(which: Iterable[Action | Outcome]) -> Iterator[Candidate]:
    return (Candidate(each.id, each.title) for each in which)


def _all(plan: Plan) -> Iterator[Action | Outcome]:
    for outcome in plan.outcomes:
        yield outcome
        for key_action in outcome.key_actions:
            yield from key_action.with_parts()


def _ids(sought: Sought) -> Iterator[Candidate]:
    return _titled(_all(sought.plan()))


def _outcomes(sought: Sought) -> Iterator[Candidate]:
    return _titled(sought.plan().outcomes)


def _key_actions(sought: Sought) -> Iterator[Candidate]:
    return _titled(each for outcome in sought.plan().outcomes for each in outcome.key_actions)


_SAYS: Mapping[str, Mapping[str, Any]] = {
    "rag": {"rag": WORST},
    "request": {"timescale_requested": Timescale("", None)},
    "reschedule": {"timescale": Timescale("", None)},
    "refuse": {"timescale_refused": True},
    "complete": {"state": State.COMPLETE},
    "reopen": {"state": State.OPEN},
    "withdraw": {"state": State.WITHDRAWN},
    "carry-forward": {"state": State.CARRIED_FORWARD},
    "reported": {"reported": True},
    "lead": {},
    "note": {},
}
"""What an entry of each command says, as far as it decides which actions can have one."""


def _ids_to_record(sought: Sought) -> Iterator[Candidate]:
    """Actions of which today the command could record something: open ones, where it needs that."""
    entry = Update(today(), **_SAYS[sought.command])
    for outcome in sought.plan().outcomes:
        for key_action in outcome.key_actions:
            for action in key_action.with_parts():
                parent = None if action is key_action else key_action
                if objection(action, entry, key_action=parent, today=entry.date) is None:
                    yield Candidate(action.id, action.title)


def _ids_to_undo(sought: Sought) -> Iterator[Candidate]:
    return _titled(each for each in sought.plan().actions() if each.updates or each.added)


def _ids_measured(sought: Sought) -> Iterator[Candidate]:
    """Actions with a measure, those that one is about, and what they are part of."""
    plan = sought.plan()
    measured = {each.id for each in plan.actions() if each.success_measures}
    measured |= {
        named for each in plan.actions() for m in each.success_measures for named in m.speaks_of
    }
    for outcome in plan.outcomes:
        inside: list[Action] = []
        for key_action in outcome.key_actions:
            subs = [each for each in key_action.sub_actions if each.id in measured]
            if subs or key_action.id in measured:
                inside += [key_action, *subs]
        if inside:
            yield from _titled([outcome, *inside])


def _measures(sought: Sought) -> Iterator[Candidate]:
    for action in sought.plan().actions():
        for each in action.success_measures:
            yield Candidate(each.id, each.measure)


def _cycles(sought: Sought) -> Iterator[Candidate]:
    """The cycles of the action whose id has been typed."""
    found = sought.plan().find(sought.given["identifier"][0])
    if found:
        action, key_action = found
        told = story(action.updates, as_of=today())
        in_force = timescale_under(key_action, action, told, on=today()).timescale
        for cycle in in_force.cycles if in_force else ():
            yield Candidate(cycle.name)


# --- who, and words -----------------------------------------------------------------------------


def _lead_keys(sought: Sought) -> Iterator[Candidate]:
    typed = sought.given.get("keys", ())
    return (Candidate(each.key, each.name) for each in sought.plan().leads if each.key not in typed)


def _leads_and_agencies(sought: Sought) -> Iterator[Candidate]:
    leads = sought.plan().leads
    yield from (Candidate(lead.key, lead.name) for lead in leads)
    keys = {lead.key.casefold() for lead in leads}
    for agency in dict.fromkeys(lead.agency for lead in leads if lead.agency):
        if agency.casefold() not in keys:
            yield Candidate(agency, _names_of(leads, agency))


def _names_of(leads: Iterable[Lead], agency: str) -> str:
    return "agency: " + ", ".join(lead.name for lead in leads if lead.agency == agency)


def _recorders(sought: Sought) -> Iterator[Candidate]:
    plan = sought.plan()
    names = {lead.key: lead.name for lead in plan.leads}
    by = dict.fromkeys(entry.by for each in plan.actions() for entry in each.updates if entry.by)
    return (Candidate(each, names.get(each, "")) for each in by)


def _origins(sought: Sought) -> Iterator[Candidate]:
    return map(Candidate, dict.fromkeys(o for each in sought.plan().actions() for o in each.origin))


def _ratings(_: Sought) -> Iterator[Candidate]:
    return map(Candidate, Rating)


def _ratings_or_none(_: Sought) -> Iterator[Candidate]:
    return map(Candidate, (*Rating, "none"))


def _states(_: Sought) -> Iterator[Candidate]:
    return map(Candidate, State)


def _kinds(_: Sought) -> Iterator[Candidate]:
    from cpcplan.domain.questions import HISTORY_KINDS

    return map(Candidate, HISTORY_KINDS)


def _dates(_: Sought) -> Iterator[Candidate]:
    return map(Candidate, ("today", "last-meeting", "next-meeting"))


def _days(_: Sought) -> Iterator[Candidate]:
    return map(Candidate, ("today", "last-meeting"))


def _formats(_: Sought) -> Iterator[Candidate]:
    return iter([Candidate("html", "a page that prints"), Candidate("md", "Markdown")])


def _templates(sought: Sought) -> Iterator[Candidate]:
    from cpcplan.reports.render import templates

    found: dict[str, str] = {}
    for each in templates(sought.folder().path / "templates"):
        whose = "cpcplan’s own" if each.is_ours else "your own"
        found[each.name] = whose if found.get(each.name, whose) == whose else "yours and cpcplan’s"
    return (Candidate(name, whose) for name, whose in found.items())


def _commits(sought: Sought) -> Iterator[Candidate]:
    from cpcplan.storage import git

    repo = git.repository(sought.folder().path)
    return (Candidate(name, told) for name, told in git.latest(repo, _COMMITS))


def _shells(_: Sought) -> Iterator[Candidate]:
    from cpcplan.cli.completion.shells import SHELLS

    return (Candidate(name, shell.called) for name, shell in SHELLS.items())


# --- which where --------------------------------------------------------------------------------


def _nothing(_: Sought) -> Iterator[Candidate]:
    return iter(())


class Takes(NamedTuple):
    """What an argument or an option takes."""

    find: Callable[[Sought], Iterator[Candidate]] = _nothing
    kind: Kind = "words"
    with_commas: bool = False
    """Several, with commas between them."""


FREE = Takes()
_TAKES: Mapping[str, Takes] = {
    "plan": Takes(kind="folders"),
    "folder": Takes(kind="folders"),
    "output": Takes(kind="files"),
    "files": Takes(kind="files"),
    "at": Takes(_commits),
    "since_commit": Takes(_commits),
    "as_of": Takes(_dates),
    "since": Takes(_dates),
    "on": Takes(_days),
    "joined": Takes(_days),
    "lead": Takes(_leads_and_agencies, with_commas=True),
    "report lead": Takes(_leads_and_agencies),
    "add sub-action lead": Takes(_lead_keys),
    "add key-action lead": Takes(_lead_keys),
    "init lead": FREE,
    "keys": Takes(_lead_keys),
    "rag": Takes(_ratings_or_none, with_commas=True),
    "rating": Takes(_ratings),
    "outcome": Takes(_outcomes, with_commas=True),
    "add key-action outcome": Takes(_outcomes),
    "init outcome": FREE,
    "key_action": Takes(_key_actions, with_commas=True),
    "add sub-action key_action": Takes(_key_actions),
    "origin": Takes(_origins),
    "state": Takes(_states, with_commas=True),
    "kind": Takes(_kinds, with_commas=True),
    "history by": Takes(_recorders),
    "identifier": Takes(_ids_to_record),
    "show identifier": Takes(_ids),
    "history identifier": Takes(_ids),
    "measures identifier": Takes(_ids_measured),
    "undo identifier": Takes(_ids_to_undo),
    "cycle": Takes(_cycles),
    "name": Takes(_measures),
    "template": Takes(_templates),
    "form": Takes(_formats),
    "shell": Takes(_shells),
}
"""By the name of the parameter, behind that of its command where there it takes something else."""


def taken(command: str, parameter: str) -> Takes:
    """What a parameter of a command takes; free words where nobody can know them."""
    return _TAKES.get(f"{command} {parameter}") or _TAKES.get(parameter) or FREE
