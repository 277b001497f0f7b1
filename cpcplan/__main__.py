"""The program, as `cpcplan` and as `python -m cpcplan`: what is set up before anything is loaded,
and how it ends.
"""

import gc
import os
import sys
from contextlib import suppress

_NOT_WRITTEN = 74
"""The exit code where the answer cannot be written (a full disk), or a file that was there a
moment ago cannot be used: what systems call EX_IOERR.
"""
_STOPPED = 130
_DONE = (0, 1)
"""What a command ends with that has done what was asked."""


def _set_up_streams() -> None:
    """Whatever this computer's own encoding is, other programs are promised UTF-8, and a terminal
    that lacks a character shows "?" for it. A stream that was closed is nobody's.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123
    is_terminal = sys.stdout.isatty()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace", **({} if is_terminal else {"encoding": "utf-8"}))


def run() -> None:
    """Carry out the command line, and end with its exit code."""
    # A command is over before garbage could matter, and looking for some doubles the time that
    # reading a large plan takes.
    gc.disable()
    _set_up_streams()
    try:
        from cpcplan.cli.streams import make_patient

        out = make_patient()
        from cpcplan.cli.app import main

        code = main(sys.argv[1:])
        sys.stdout.flush()
        if code in _DONE and out and (why := out.lost):
            sys.stderr.write(
                f"cpcplan: the answer cannot be written: {why}. What was to be recorded is "
                "recorded\n"
            )
            code = _NOT_WRITTEN
    except KeyboardInterrupt:  # before there was a command to stop
        sys.stderr.write("cpcplan: stopped\n")
        code = _STOPPED
    except OSError as error:
        why = error.strerror or str(error)
        sys.stderr.write(f"cpcplan: {error.filename or 'a file'} cannot be used: {why}\n")
        code = _NOT_WRITTEN
    with suppress(OSError):
        sys.stderr.flush()
    # All is written: taking a large plan apart value by value would only keep the user waiting.
    os._exit(code)


if __name__ == "__main__":
    run()
