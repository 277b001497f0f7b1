"""The program, as `cpcplan` and as `python -m cpcplan`: what is set up before anything is loaded,
and how it ends.
"""

import gc
import os
import sys

_NOT_WRITTEN = 74
"""The exit code where the answer cannot be written (a full disk): what systems call EX_IOERR."""


def run() -> None:
    """Carry out the command line, and end with its exit code."""
    # A command is over before garbage could matter, and looking for some doubles the time that
    # reading a large plan takes.
    gc.disable()
    if not sys.stdout.isatty():
        # Other programs are promised UTF-8, whatever this computer's own encoding is.
        for stream in (sys.stdout, sys.stderr):
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure:
                reconfigure(encoding="utf-8")
    from cpcplan.cli.app import main

    try:
        code = main(sys.argv[1:])
        sys.stdout.flush()
    except OSError as error:
        sys.stderr.write(f"cpcplan: the answer cannot be written: {error.strerror or error}\n")
        code = _NOT_WRITTEN
    sys.stderr.flush()
    # All is written: taking a large plan apart value by value would only keep the user waiting.
    os._exit(code)


if __name__ == "__main__":
    run()
