"""Fuzz what the program reads, writes and shows, guided by the code that each input reaches.

    python trials/fuzz.py [TARGET …] --seconds N

Needs atheris, which is no dependency of the project: `pip install atheris`. Each target runs in a
process of its own; the input that broke one is named, and `--replay FILE` tries it again.
"""

import argparse
import pkgutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
sys.path.insert(0, str(REPOSITORY))

_SLOW = 10
"""Seconds that one input may take; longer is a fault."""
_MEGABYTES = 2048
_LONGEST = 4096
"""Bytes of an input."""


def main() -> int:
    """Fuzz one target here, or several in processes of their own."""
    wanted = _arguments()
    if wanted.replay:
        from targets import TARGETS

        TARGETS[wanted.targets[0]](Path(wanted.replay).read_bytes())
        return 0
    if wanted.here:
        return _fuzz(wanted.targets[0], wanted.seconds, Path(wanted.corpus))
    return _all(wanted.targets, wanted.seconds, Path(wanted.corpus or tempfile.mkdtemp()))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("targets", nargs="*", metavar="TARGET", help="all, unless named")
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--corpus", help="a folder to keep what is found in, and to go on from")
    parser.add_argument("--replay", metavar="FILE", help="try one input again")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _all(targets: list[str], seconds: int, corpus: Path) -> int:
    from targets import TARGETS

    broken = []
    for name in targets or TARGETS:
        print(f"== {name}: {seconds} s", flush=True)
        again = [sys.executable, __file__, name, "--seconds", str(seconds), "--here"]
        ran = subprocess.run([*again, "--corpus", str(corpus / name)], check=False)
        broken += [name] if ran.returncode else []
    print(f"broken: {', '.join(broken)}; see {corpus}" if broken else "all is well")
    return bool(broken)


def _fuzz(name: str, seconds: int, corpus: Path) -> int:
    import atheris

    with atheris.instrument_imports(include=["cpcplan"]):
        _import_all()  # those too that are imported only where they are used
        from targets import TARGETS
    corpus.mkdir(parents=True, exist_ok=True)
    begun = corpus.with_name(f"{name}-seeds")
    begun.mkdir(exist_ok=True)
    for number, data in enumerate(seeds(name)):
        (begun / str(number)).write_bytes(data)
    words = corpus.with_name(f"{name}.dict")
    words.write_text("".join(_dictionary()), encoding="ascii")
    told = [
        f"-max_total_time={seconds}", f"-timeout={_SLOW}", f"-rss_limit_mb={_MEGABYTES}",
        f"-max_len={_LONGEST}", f"-dict={words}", f"-artifact_prefix={corpus.parent}/{name}-broke-",
        "-print_final_stats=0", "-verbosity=0",
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *told, str(corpus), str(begun)], TARGETS[name])
    atheris.Fuzz()
    return 0


def _import_all() -> None:
    import cpcplan

    for module in pkgutil.walk_packages(cpcplan.__path__, "cpcplan."):
        if module.name != "cpcplan.__main__":
            import_module(module.name)


def seeds(name: str) -> Iterator[bytes]:
    """What a target begins with: the shipped plan, the styles of the tests, the documents."""
    from fuzz_reading import APART, ENTRY, SOUND_OUTCOME, SOUND_PLAN

    files = [
        *(REPOSITORY / "plan").glob("outcome-*.yaml"),
        *(REPOSITORY / "tests/storage/styles").glob("*.yaml"),
    ]
    outcomes = [SOUND_OUTCOME.encode(), *(file.read_bytes()[:_LONGEST] for file in files)]
    apart = APART.encode()
    if name in ("outcome-file", "splice"):
        yield from outcomes
        yield apart.join((outcomes[0], str(ENTRY["why"]).encode(), b"Soon"))
    elif name == "plan-file":
        yield SOUND_PLAN.encode()
        yield (REPOSITORY / "plan/plan.yaml").read_bytes()[:_LONGEST]
    elif name == "issued-file":
        yield b"- date: 2019-06-04\n  template: progress\n  commit: 0a0a0a0a\n  paper: a.html\n"
    elif name == "merge":
        sides = [SOUND_OUTCOME.replace("Nobody is free", words) for words in ("x", "y: z", "#")]
        yield APART.join((SOUND_OUTCOME, *sides[:2])).encode()
        more = "          - {date: 2019-04-01, rag: green, why: y}\n"
        yield APART.join((SOUND_OUTCOME, SOUND_OUTCOME + more, SOUND_OUTCOME)).encode()
    elif name in ("timescale", "dates"):
        page = (REPOSITORY / "docs/timescales.md").read_text(encoding="utf-8")
        yield from (words.encode() for words in page.split("`")[1::2] if len(words) < 80)
        yield from (b"8w", b"30 days", b"2 months", b"today", b"last-meeting")
    elif name == "personal":
        page = (REPOSITORY / "docs/personal-details.md").read_text(encoding="utf-8")
        yield from (words.encode() for words in page.split("`")[1::2] if len(words) < 80)
    else:
        for number in range(13):
            yield apart.join((b"x" * number, b"green", b"2019-04-01", b"*why* <b> [x](y) `z`"))


_WORDS = """
id title key_actions sub_actions success_measures measure for leads timescale text due points
updates date rag red amber green why next readings reported state complete open printed added
origin evidence agreed note timescale_requested timescale_refused yes nhs 2019-02-30 2019-03-12
1.11 monthly quarterly annually then ongoing by end of 2018/19 Q1 March Sept winter every months
years twice to be confirmed progress template commit
"""
_SIGNS = (
    ": ", "- ", "\n  ", "\n    - ", "---", "...", "{", "}", "[", "]", "\x1f", "<br>", "|", "\r\n",
    "\ufeff", "\x85", "\u2028", "–", "’", "&a", "*a", "!!", "#",
)  # fmt: skip


def _dictionary() -> Iterator[str]:
    """What a plan gives a meaning to, as libFuzzer reads it."""
    for word in (*_WORDS.split(), *_SIGNS):
        escaped = "".join(f"\\x{byte:02x}" for byte in word.encode())
        yield f'"{escaped}"\n'


if __name__ == "__main__":
    sys.exit(main())
