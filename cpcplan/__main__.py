"""The program, as `cpcplan` and as `python -m cpcplan`: what is set up before anything is loaded,
and how it ends.
"""

import codecs
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


_NEAREST = dict(zip("–—‐‑−‘’“”…→•■▲●○✓×»·", "-----''\"\"~>*#^*o+x>.", strict=True))
"""What stands in for a character that a terminal lacks. Beside each mark there is a word."""


def _nearest(error: UnicodeError) -> tuple[str, int]:
    """What a terminal shows for characters that its own alphabet lacks: the nearest, or "?"."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    from unicodedata import combining, normalize

    def shown(character: str) -> str:
        plain = normalize("NFD", character)[:1]
        found = plain if plain.isascii() else "?"
        return _NEAREST.get(character) or ("" if combining(character) else found)

    lacking = error.object[error.start : error.end]
    return "".join(map(shown, lacking)), error.end


def _set_up_streams() -> None:
    """Whatever this computer's own encoding and line ends are, other programs are promised UTF-8
    and those of Unix, and a terminal gets what it can show. A stream that was closed is nobody's.
    """
    codecs.register_error("cpcplan.nearest", _nearest)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure and stream.isatty():
            reconfigure(errors="cpcplan.nearest")
        elif reconfigure:
            reconfigure(encoding="utf-8", errors="replace", newline="\n")
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure:
        # What is typed and cannot be read is asked for again, never written as something else; a
        # computer that says ASCII has no other letters, and those of UTF-8 do no harm there.
        is_ascii = codecs.lookup(sys.stdin.encoding).name == "ascii"
        reconfigure(errors="strict", encoding="utf-8" if is_ascii else sys.stdin.encoding)


def run() -> None:
    """Carry out the command line, and end with its exit code."""
    # A command is over before garbage could matter, and looking for some doubles the time that
    # reading a large plan takes.
    gc.disable()
    _set_up_streams()
    try:
        from cpcplan.cli.streams import make_patient

        out = make_patient()
        if len(sys.argv) == 1 and "_CPCPLAN_TAB" in os.environ:  # a shell asks, on Tab
            from cpcplan.cli.completion.answer import main
        else:
            from cpcplan.cli.app import main
        code = main(sys.argv[1:])
        sys.stdout.flush()
        if code in _DONE and out and (why := out.lost):
            from cpcplan.cli.app import writes

            done = ". What was to be written is written" if writes(sys.argv[1:]) else ""
            sys.stderr.write(f"cpcplan: the answer cannot be written: {why}{done}\n")
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
