"""Other programs that keep lists of what is to be done, given as many tasks in the same words.

Each is measured where it is installed. What it reads is written before, and so is what it keeps for
itself (todoman's cache), and neither is timed.
"""

import json
import re
import shutil
import subprocess
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from timing import Timed

_NOTHING_DUE = "2020-09-30"


class Task(NamedTuple):
    """A sub-action as other programs can hold it."""

    id: str
    outcome: str
    title: str
    due: str | None
    leads: tuple[tuple[str, str], ...]
    """Key and name of each."""
    told: tuple[Mapping[str, Any], ...]
    """Its updates, oldest first, as `history --json` has them."""


def _answer(cpcplan: str, plan: Path, question: str) -> dict[str, list[dict[str, Any]]]:
    """What a question is answered as JSON."""
    command = [cpcplan, question, "--json", "--plan", str(plan)]
    found = subprocess.run(command, check=True, capture_output=True)
    told: dict[str, list[dict[str, Any]]] = json.loads(found.stdout)
    return told


def tasks_of(cpcplan: str, plan: Path) -> list[Task]:
    """Every sub-action of a plan, with its story."""
    told = defaultdict(list)
    for update in reversed(_answer(cpcplan, plan, "history")["updates"]):
        told[update["id"]].append(update)
    actions = _answer(cpcplan, plan, "list")["actions"]
    return [
        Task(
            each["id"],
            each["outcome"],
            each["title"],
            each["timescale"]["due"],
            tuple((lead["key"], lead["name"]) for lead in each["leads"]),
            tuple(told[each["id"]]),
        )
        for each in actions
    ]


class Peer(NamedTuple):
    """Another program: what it is called by, how it says its version, and how it is set up."""

    name: str
    program: str
    version: str
    set_up: Callable[[str, Sequence[Task], Path], dict[str, Timed]]
    is_slow: bool = False
    """Takes minutes for a plan of 10,000."""

    def found(self) -> tuple[str, str] | None:
        """The program, and its version; None where it is not installed, or another one is that is
        called the same.
        """
        path = shutil.which(self.program)
        if path is None:
            return None
        said = subprocess.run([path, "--version"], check=False, capture_output=True, text=True)
        version = re.match(self.version, said.stdout)
        return (path, version[1]) if version else None


def _taskwarrior(program: str, tasks: Sequence[Task], folder: Path) -> dict[str, Timed]:
    ours = [
        {
            "uuid": _uid(task),
            "status": "pending",
            "entry": "20180901T000000Z",
            "description": task.title,
            "project": task.outcome,
            "tags": [_word(key) for key, _ in task.leads],
            "annotations": [
                {"entry": f"{_figures(each['date'])}T000000Z", "description": _words(each)}
                for each in task.told
            ],
            **({"due": f"{_figures(task.due)}T000000Z"} if task.due else {}),
        }
        for task in tasks
    ]
    (folder / "tasks.json").write_text(json.dumps(ours), encoding="utf-8")
    settings = folder / "taskrc"
    settings.write_text("verbose=label,blank\nconfirmation=no\n", encoding="utf-8")
    (folder / "data").mkdir()
    environment = {"TASKRC": str(settings), "TASKDATA": str(folder / "data")}
    Timed((program, "import", str(folder / "tasks.json")), environment).run()
    return {
        f"`task {report}`": Timed((program, report), environment) for report in ("overdue", "list")
    }


def _todoman(program: str, tasks: Sequence[Task], folder: Path) -> dict[str, Timed]:
    held = folder / "lists" / "plan"
    held.mkdir(parents=True)
    for task in tasks:
        told = "\n".join(f"{each['date']} {_words(each)}" for each in task.told)
        lines = [
            *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//cpcplan//benchmark//EN", "BEGIN:VTODO"),
            *(f"UID:{_uid(task)}", "DTSTAMP:20180901T000000Z", "STATUS:NEEDS-ACTION"),
            f"SUMMARY:{_escaped(task.title)}",
            *([f"DUE;VALUE=DATE:{_figures(task.due)}"] if task.due else []),
            *([f"DESCRIPTION:{_escaped(told)}"] if told else []),
            *("END:VTODO", "END:VCALENDAR", ""),
        ]
        file = held / f"{_uid(task)}.ics"
        file.write_text("\r\n".join(lines), encoding="utf-8", newline="")
    settings = folder / "config.py"
    settings.write_text(
        f'path = "{folder}/lists/*"\ncache_path = "{folder}/cache.sqlite3"\n'
        'default_list = "plan"\n',
        encoding="utf-8",
    )
    listing = Timed((program, "list"), {"TODOMAN_CONFIG": str(settings)})
    listing.run()  # makes its cache
    return {"`todo list`": listing}


_ALERTS = {"red": "red", "amber": "yellow", "green": "green"}


def _taskjuggler(program: str, tasks: Sequence[Task], folder: Path) -> dict[str, Timed]:
    leads = {key: name for task in tasks for key, name in task.leads}
    lines = ['project plan "Plan" 2018-01-01 - 2027-01-01 {}']
    lines += [f"resource {_word(key)} {_quoted(name)}" for key, name in leads.items()]
    by_outcome = defaultdict(list)
    for task in tasks:
        by_outcome[task.outcome].append(task)
    for outcome, theirs in by_outcome.items():
        lines.append(f"task {_word(outcome)} {_quoted(f'Outcome {outcome}')} {{")
        for task in theirs:
            lines += _juggled(task)
        lines.append("}")
    lines.append(
        'taskreport plan "plan" { formats html columns id, name, end, responsible, alert, journal '
        "journalmode journal }"
    )
    project = folder / "plan.tjp"
    project.write_text("\n".join(lines) + "\n", encoding="utf-8")
    command = (program, "--silent", "--no-color", "--output-dir", str(folder), str(project))
    return {"HTML report": Timed(command)}


def _juggled(task: Task) -> Iterable[str]:
    yield f"task {_word(task.id)} {_quoted(task.title)} {{"
    yield f"start 2018-09-01 end {task.due or _NOTHING_DUE}"
    if task.leads:
        yield f"responsible {', '.join(_word(key) for key, _ in task.leads)}"
    for each in task.told:
        alert = f"alert {_ALERTS[each['rag']]} " if "rag" in each else ""
        said = f"summary {_quoted(each.get('why', ''))} details {_quoted(each.get('next', ''))}"
        yield f'journalentry {each["date"]} "Update" {{ {alert}{said} }}'
    yield "}"


PEERS = (
    Peer("Taskwarrior", "task", r"(2\.[\d.]+|3\.[\d.]+)", _taskwarrior),
    Peer("todoman", "todo", r"todoman, version ([\d.]+)", _todoman),
    Peer("TaskJuggler", "tj3", r"tj3 \(TaskJuggler\) ([\d.]+)", _taskjuggler, is_slow=True),
)


def _uid(task: Task) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, task.id))


def _word(text: str) -> str:
    """A name that every program takes."""
    return "_" + re.sub(r"\W", "_", text)


def _figures(day: str) -> str:
    return day.replace("-", "")


def _words(update: Mapping[str, Any]) -> str:
    return " ".join(update[key] for key in ("why", "note", "next") if key in update)


def _escaped(text: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\n", "\\n")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
