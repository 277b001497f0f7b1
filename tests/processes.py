"""The program as a process of its own, where it must be one: it may hang, or lose a stream."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import IO

from conftest import REPOSITORY, Ran

Stream = int | IO[bytes] | None


def process(
    *command: str,
    folder: Path,
    out: Stream = subprocess.PIPE,
    err: Stream = subprocess.PIPE,
    before: Callable[[], object] | None = None,
    through: tuple[str, ...] = (),
    environment: Mapping[str, str] = MappingProxyType({}),
) -> Ran:
    """What a command comes to, typed in a folder. It is handed to the command `through`, and
    `before` is called in its process first.
    """
    ran = subprocess.run(
        [*through, sys.executable, "-m", "cpcplan", *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), **environment},
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=err,
        preexec_fn=before,
        check=False,
        timeout=60,
    )
    said = tuple((stream or b"").decode() for stream in (ran.stdout, ran.stderr))
    assert "Traceback" not in said[1], said[1]
    return Ran(ran.returncode, *said)


def without_rights() -> tuple[str, ...] | None:
    """What to go through, so that read-only means it; None where root can't give up its rights."""
    if os.name == "nt" or os.geteuid():
        return ()
    if not shutil.which("setpriv"):
        return None
    gone = "-dac_override,-dac_read_search"
    return ("setpriv", f"--bounding-set={gone}", f"--inh-caps={gone}", "--")
