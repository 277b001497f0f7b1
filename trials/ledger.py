"""What the commands of a soak said that they did, held against what is there."""

import re
import subprocess
from collections import Counter
from threading import Lock

from typed import TOKEN, Command
from worlds import CPCPLAN, Outcome, Setting

_ADDED = re.compile(r"add\d+x\d+z")
_OF_PLAN = re.compile(r"plan\.yaml|issued\.yaml|outcome-\d+\.yaml|templates")
_OURS_IN_GIT = re.compile(r"cpcplan-[0-9a-f]{16}\.(lock|last)")


class Broken(Exception):
    """A promise that was not kept."""


class Ledger:
    """Every outcome, and which tokens the plan must hold: once, or perhaps, or no more."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._lock = Lock()
        self._numbers: Counter[int] = Counter()
        self.outcomes: list[Outcome] = []
        self._looked_at = 0
        self._wrong: list[str] = []
        self._there: set[str] = set()
        self._perhaps: set[str] = set()
        self._gone: set[str] = set()
        self._unseen_undos = 0
        """How many entries may be gone without anybody having said which."""
        self._looks = 0

    def new_token(self, worker: int) -> str:
        """A word that no other command has."""
        self._numbers[worker] += 1
        return f"soak{worker}x{self._numbers[worker]}z"

    def since_last_look(self) -> list[Outcome]:
        """What was done since the plan was last found to be well."""
        return self.outcomes[self._looked_at :]

    def summary(self) -> str:
        """In one line, what was looked at."""
        return (
            f"{len(self.outcomes)} commands, {self._looks} looks at the plan; {len(self._there)} "
            f"entries there, {len(self._gone)} taken back"
        )

    def note(self, outcome: Outcome) -> None:
        """Take down what became of a command."""
        with self._lock:
            self.outcomes.append(outcome)
            self._wrong += [f"{what}: {outcome}\n{outcome.err}" for what in _faults(outcome)]
            command, token = outcome.command, outcome.command.token
            if command.undoes:
                self._note_undone(outcome)
            elif token and outcome.was_stopped:
                self._perhaps.add(token)
            elif token and _wrote(outcome):
                self._there.add(token)
            elif token:
                self._gone.add(token)

    def _note_undone(self, outcome: Outcome) -> None:
        if outcome.was_stopped or outcome.code == 74:
            self._unseen_undos += 1
        elif outcome.code == 0:
            found = TOKEN.findall(outcome.out.partition("\n")[2])
            self._gone |= set(found)
            self._unseen_undos += not found

    def look(self) -> None:
        """Look at everything, once no command runs. Raises Broken."""
        self._write_once_more()
        if self._wrong:
            raise Broken("\n".join(self._wrong))
        self._look_for_tokens()
        self._look_for_debris()
        self._look_with_check()
        self._looked_at, self._looks = len(self.outcomes), self._looks + 1

    def _write_once_more(self) -> None:
        """One more write clears away what killed ones left."""
        token = self.new_token(99)
        ran = self._cpcplan("note", "1.11", token)
        self.note(Outcome(Command("note", ("note", "1.11", token), frozenset((0,)), token),
                          "sound", ran.returncode, ran.stdout, ran.stderr))  # fmt: skip

    def _look_for_tokens(self) -> None:
        texts = [
            file.read_text(encoding="utf-8")
            for file in sorted((self._setting.top / "plan").glob("outcome-*.yaml"))
        ]
        found = Counter(t for text in texts for p in (TOKEN, _ADDED) for t in p.findall(text))
        if twice := [token for token, n in found.items() if n > 1]:
            raise Broken(f"written more than once: {twice}")
        expected = self._there - self._gone
        missing = sorted(expected - found.keys())
        if len(missing) > self._unseen_undos:
            raise Broken(f"said to be written, and lost: {missing}")
        self._unseen_undos -= len(missing)
        self._gone |= set(missing)
        if back := sorted(found.keys() & self._gone):
            raise Broken(f"refused or taken back, and there: {back}")
        if unknown := sorted(found.keys() - expected - self._perhaps):
            raise Broken(f"there, and nobody wrote it: {unknown}")
        # What may have been written is known now.
        self._there |= found.keys() & self._perhaps
        self._gone |= self._perhaps - found.keys()
        self._perhaps.clear()

    def _look_for_debris(self) -> None:
        plan, git = self._setting.top / "plan", self._setting.top / ".git"
        odd = [file.name for file in plan.iterdir() if not _OF_PLAN.fullmatch(file.name)]
        odd += [
            file.name
            for file in git.iterdir()
            if file.suffix in (".lock", ".holder", ".last")
            and not _OURS_IN_GIT.fullmatch(file.name)
        ]
        if odd:
            raise Broken(f"left behind: {odd}")

    def _look_with_check(self) -> None:
        import json

        ran = self._cpcplan("check", "--json")
        if ran.returncode or json.loads(ran.stdout)["errors"]:
            raise Broken(f"check finds errors: {ran.stdout}{ran.stderr}")
        for command in (("issued",), ("status", "--at", "HEAD"), ("history", "--json")):
            ran = self._cpcplan(*command)
            if ran.returncode:
                raise Broken(f"{command}: {ran.stderr}")
        fsck = subprocess.run(
            ["git", "fsck", "--no-dangling"], cwd=self._setting.top, capture_output=True,
            env=self._setting.environment, text=True, check=False,
        )  # fmt: skip
        if fsck.returncode:
            raise Broken(f"git fsck: {fsck.stderr}")

    def _cpcplan(self, *words: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [*CPCPLAN, *words],
            cwd=self._setting.top,
            env=self._setting.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )


def _wrote(outcome: Outcome) -> bool:
    """Whether the command says, by its exit code, that what it was to write is written."""
    if outcome.command.answers:
        return "1 recorded" in outcome.out
    return outcome.code in (0, 74) or (outcome.code == 6 and "--save" in outcome.command.words)


def _faults(outcome: Outcome) -> list[str]:
    """Which promises an outcome breaks by itself."""
    found, command = [], outcome.command
    if "Traceback" in outcome.out + outcome.err and not outcome.was_stopped:
        found.append("a traceback")
    is_answer = outcome.code == 1 and (outcome.out or outcome.world != "sound")
    if outcome.code and not (outcome.was_stopped or is_answer or outcome.err.strip()):
        found.append("nothing said of why")
    allowed = set(command.codes)
    if command.wants_git and outcome.world == "no git":
        allowed = (allowed - {0}) | {6}
    elif command.undoes and outcome.world == "no git":
        allowed |= {6}
    if outcome.world == "disk of stdout full" and allowed & {0, 1}:
        allowed |= {74}
    if not outcome.was_stopped and outcome.code not in allowed:
        found.append(f"exit code {outcome.code}, not {sorted(allowed)}")
    return found
