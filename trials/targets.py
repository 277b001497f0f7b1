"""What is fuzzed: each target takes any bytes, and nothing but what is documented may come of them.

A target is silent where all is well, and raises where the program would have shown a traceback or
a law is broken. Nothing here needs a fuzzer: `fuzz.py` drives them, and tests try them on examples.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from fuzz_reading import issued_file, outcome_file, plan_file
from fuzz_words import dates, personal, timescale, typed
from fuzz_writing import markdown, merge, paper, splice

TARGETS: Mapping[str, Callable[[bytes], None]] = MappingProxyType(
    {
        target.__name__.replace("_", "-"): target
        for target in (
            outcome_file, plan_file, issued_file, timescale, dates, personal, typed, splice, merge,
            markdown, paper,
        )
    }
)  # fmt: skip
