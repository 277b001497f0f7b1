"""The demo: a made-up committee's plan, and two years of what happened to it, replayed through the
same functions that the commands call, a commit each.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple, cast

from cpcplan.domain.model import KeyAction, Plan, SubAction
from cpcplan.errors import CannotBeDone, GitRefused, NotWritten
from cpcplan.storage import git
from cpcplan.storage.folder import Folder
from cpcplan.storage.reading import read_plan
from cpcplan.storage.salvage import parse
from cpcplan.storage.source import Source
from cpcplan.storage.tree import Tree
from cpcplan.storage.write import replace
from cpcplan.usecases.adding import add_action
from cpcplan.usecases.issuing import issue
from cpcplan.usecases.joining import resolve
from cpcplan.usecases.recording import found_in, record
from cpcplan.usecases.reporting import Wanted
from cpcplan.usecases.saving import save
from cpcplan.usecases.undoing import newest_entry, take_back
from cpcplan.usecases.writing import Said

STORY = Path(__file__).parent / "demo"
"""The plan as agreed, and `events.yaml`: what happened to it."""
_AGREED = date(2024, 9, 17)
Event = Mapping[str, Tree]


class Demo(NamedTuple):
    """What was made: a repository, the plan folder in it, how many events, and the last day."""

    folder: Folder
    plan: Plan
    events: int
    last_day: date


def demo(top: Path, shown_from: Path, *, told: Callable[[int, int], None]) -> Demo:
    """Make the demo in a new or empty folder, as a git repository of its own. `told` hears after
    each event how many are done, and of how many.

    Raises CannotBeDone where something is in the folder, GitRefused, NotWritten.
    """
    if top.exists() and (not top.is_dir() or any(top.iterdir())):
        named = top.name or top
        raise CannotBeDone(f"{named} is there already: name a folder that is not, or is empty")
    folder = Folder(top / "plan", shown_from)
    with _whole_or_not_at_all(top, folder):
        return _made(top, folder, told)


@contextmanager
def _whole_or_not_at_all(top: Path, folder: Folder) -> Iterator[None]:
    was_there = top.exists()
    try:
        yield
    except BaseException:  # Ctrl-C too: half a demo is in the way of the next
        for made in (folder.path, top / ".git", folder.papers):
            shutil.rmtree(made, ignore_errors=True)
        if not was_there:
            with suppress(OSError):
                top.rmdir()
        raise


def _made(top: Path, folder: Folder, told: Callable[[int, int], None]) -> Demo:
    try:
        top.mkdir(parents=True, exist_ok=True)
        repo = git.begin(top)
        shutil.copytree(STORY / "plan", folder.path)
    except OSError as error:
        raise NotWritten(f"{top.name} cannot be made: {error.strerror or error}") from None
    for setting, value in _SETTINGS.items():
        git.run(repo, "config", setting, value)
    save(folder, dated=_AGREED)
    events = _events()
    for number, event in enumerate(events, start=1):
        _replay(folder, repo, event)
        told(number, len(events))
    plan = read_plan(folder)
    return Demo(folder, plan, len(events), max(_day(event) for event in events))


_SETTINGS = {
    "user.name": "CPC Lead Officer",
    "user.email": "lead.officer@strathlarrow.invalid",
    "commit.gpgSign": "false",
    "core.autocrlf": "false",
    "core.hooksPath": ".git/hooks",
    "core.excludesFile": "",
}


def _events() -> Sequence[Event]:
    text = (STORY / "events.yaml").read_text(encoding="utf-8")
    return cast("Sequence[Event]", parse(Source("events.yaml", text))[0])


def _day(event: Event) -> date:
    """The day on which an event was written down."""
    return date.fromisoformat(str(event.get("recorded") or event["date"]))


def _replay(folder: Folder, repo: git.Repository, event: Event) -> None:
    day = _day(event)
    if "merge" in event:
        _merge(folder, repo, event)
        return
    if "issue" in event:
        wanted = Wanted(str(event["issue"]), "html", meeting=str(event["meeting"]))
        issue(folder, lambda _: day, lambda _: wanted, today=day, dated=day)
        return
    message = None
    if "add" in event:
        fields = {k: v for k, v in event.items() if k not in ("add", "to", "id", "date")}
        _add(folder, event, cast("Said", {**fields, "added": event["date"]}))
    elif "undo" in event:
        plan = read_plan(folder)
        action, _ = found_in(plan, str(event["undo"]))
        take_back(folder, newest_entry(folder, plan, action), today=day)
    elif "edit" in event:
        message = str(event["why"])
        _edit(folder, event)
    else:
        fields = {k: v for k, v in event.items() if k not in ("id", "recorded")}
        record(folder, lambda _: (str(event["id"]), cast("Said", fields)), today=day)
    save(folder, message, dated=day)


def _add(folder: Folder, event: Event, fields: Said) -> None:
    number = str(event["id"])
    ordered = {key: fields[key] for key in _ADDED if key in fields}
    kind = SubAction if event["add"] == "sub-action" else KeyAction
    to = str(event["to"])
    add_action(folder, kind, to, lambda _: ordered, identifier=number, today=_day(event))


_ADDED = ("title", "points", "leads", "timescale", "added", "origin")


def _edit(folder: Folder, event: Event) -> None:
    """A correction made by hand."""
    file = folder.path / str(event["edit"])
    before = file.read_bytes()
    old, new = str(event["from"]).encode(), str(event["to"]).encode()
    replace(file, before, before.replace(old, new, 1))


def _merge(folder: Folder, repo: git.Repository, event: Event) -> None:
    """Two people record at the same time, each on a branch; then their work is joined."""
    branch = str(event["merge"])
    git.run(repo, "branch", branch)
    _replay_all(folder, repo, event["ours"])
    git.run(repo, "checkout", "--quiet", branch)
    git.run(repo, "config", "user.name", "Service Manager – Housing")
    _replay_all(folder, repo, event["theirs"])
    git.run(repo, "config", "user.name", _SETTINGS["user.name"])
    git.run(repo, "checkout", "--quiet", "main")
    try:
        git.run(repo, "merge", "--no-ff", "--no-commit", branch)
    except GitRefused:
        resolve(folder, [])
    save(folder, f"Merge what was recorded in {branch}", dated=_day(event))
    git.run(repo, "branch", "--quiet", "--delete", branch)


def _replay_all(folder: Folder, repo: git.Repository, events: Tree) -> None:
    for event in cast("Iterable[Event]", events):
        _replay(folder, repo, event)
