"""The world in which a command is run, with one thing wrong in it, and that as real as can be."""

import os
import select
import signal
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import NamedTuple

from typed import PLAN, Command, outcome

REPOSITORY = Path(__file__).parent.parent
CPCPLAN = (sys.executable, "-m", "cpcplan")
PATIENCE = 90
"""Seconds after which a command hangs."""
FAKETIME = next(iter(sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))), None)
_SIGNALS = (signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


class Outcome(NamedTuple):
    """What became of a command."""

    command: Command
    world: str
    code: int
    out: str
    err: str
    was_stopped: bool = False
    """A signal ended it: what it was to write may be there or not."""

    def __str__(self) -> str:
        return f"exit {self.code}  [{self.world}]  cpcplan {self.command}"


class Setting(NamedTuple):
    """Where commands are run: the folder that holds the plan, and the environment."""

    top: Path
    environment: dict[str, str]


def begin(top: Path) -> Setting:
    """A plan in a git repository, in an environment that has nothing of the user's."""
    plan = top / "plan"
    for folder in (plan, top / "papers", top / "temporary", top / "extra"):
        folder.mkdir()
    (plan / "plan.yaml").write_text(PLAN, encoding="utf-8")
    for number in (1, 2):
        (plan / f"outcome-{number}.yaml").write_text(outcome(number), encoding="utf-8")
    (top / "gitconfig").write_text(
        "[user]\n\tname = Soak\n\temail = soak@example.invalid\n[gc]\n\tauto = 0\n", "utf-8"
    )
    (top / ".gitignore").write_text("/extra\n/temporary\n/gitconfig\n/papers/soak*\n", "utf-8")
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    environment = {
        **kept,
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(REPOSITORY),
        "TMPDIR": str(top / "temporary"),
        "GIT_CONFIG_GLOBAL": str(top / "gitconfig"),
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    for command in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "-m", "Begin")):
        subprocess.run(["git", *command], cwd=top, env=environment, check=True)
    return Setting(top, environment)


def draw(random: Random, command: Command) -> str:
    """The name of a world for a command."""
    if command.answers:
        return "terminal"
    names = ["sound", "stopped", "no git", "locale C", "pipe closed", "disk of stdout full"]
    weights = [50, 18 if command.token or command.undoes else 4, 4, 4, 5, 3]
    if not (command.token or command.undoes or command.kind in ("init", "silly")):
        names, weights = [*names, "20 columns"], [*weights, 8]
    if FAKETIME:
        names, weights = [*names, "clock jumps"], [*weights, 4]
    return random.choices(names, weights)[0]


def run(command: Command, world: str, setting: Setting, random: Random) -> Outcome:
    """Run a command in a world."""
    environment = {**setting.environment}
    if world == "no git":
        environment["PATH"] = "/nowhere"
    elif world == "locale C":
        environment |= {"LC_ALL": "C", "LANG": ""}
    elif world == "clock jumps" and FAKETIME:
        jump = random.choice(("-400d", "-1d", "+1d", "+40d"))
        environment |= {"LD_PRELOAD": str(FAKETIME), "FAKETIME": jump}
    setting = setting._replace(environment=environment)
    if world in ("terminal", "20 columns"):
        return _on_terminal(command, world, setting)
    if world == "stopped":
        return _stopped(command, setting, random)
    return _piped(command, world, setting)


def _piped(command: Command, world: str, setting: Setting) -> Outcome:
    out: int = subprocess.PIPE
    closing = []
    if world == "pipe closed":
        reading, out = os.pipe()
        os.close(reading)
        closing = [out]
    elif world == "disk of stdout full" and Path("/dev/full").exists():
        out = os.open("/dev/full", os.O_WRONLY)
        closing = [out]
    try:
        ran = subprocess.run(
            [*CPCPLAN, *command.words],
            cwd=setting.top,
            env=setting.environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.PIPE,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Outcome(command, world, -999, "", f"hangs for {PATIENCE} seconds")
    finally:
        for each in closing:
            os.close(each)
    return Outcome(command, world, ran.returncode, _text(ran.stdout), _text(ran.stderr))


def _text(said: bytes | None) -> str:
    return (said or b"").decode(errors="replace")


def _stopped(command: Command, setting: Setting, random: Random) -> Outcome:
    sent = random.choice(_SIGNALS)
    # Most of a command's time goes before it writes: half of the signals are to come later.
    delay = random.choice((random.uniform(0.0, 0.3), random.uniform(0.1, 0.5)))
    world = f"stopped by {sent.name}"
    with subprocess.Popen(
        [*CPCPLAN, *command.words],
        cwd=setting.top,
        env=setting.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        try:
            out, err = running.communicate(timeout=delay)
        except subprocess.TimeoutExpired:
            running.send_signal(sent)
            out, err = running.communicate(timeout=PATIENCE)
    said = _text(err)
    too_early = "KeyboardInterrupt" in said and "in run" not in said  # Python's own start
    was_stopped = running.returncode in (-sent, 130) or too_early
    return Outcome(command, world, running.returncode, _text(out), said, was_stopped)


def _on_terminal(command: Command, world: str, setting: Setting) -> Outcome:
    import fcntl
    import pty
    import struct
    import termios

    master, slave = pty.openpty()
    columns = 20 if world == "20 columns" else 80
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    os.write(master, command.answers.encode())
    with subprocess.Popen(
        [*CPCPLAN, *command.words],
        cwd=setting.top,
        env=setting.environment | {"TERM": "dumb"},
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
    ) as running:
        os.close(slave)
        shown = b""
        while select.select([master], [], [], PATIENCE)[0]:
            try:
                shown += os.read(master, 65536)
            except OSError:  # it has ended
                break
        os.close(master)
        code = running.wait(PATIENCE)
    return Outcome(command, world, code, _text(shown), _text(shown))
