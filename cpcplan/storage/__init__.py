"""The plan's files: reading them, and saying where in them something stands."""

import os
import re
import sys
from importlib import import_module
from types import ModuleType
from typing import Any


def _load_without(needless: str, module: str, *names: str) -> None:
    """Load a module of pydantic with an empty stand-in for one that it would load, and that is of
    no use here. Where pydantic changes, nothing is lost but the time.
    """
    if needless in sys.modules:
        return
    stand_in = ModuleType(needless)
    for name in names:
        setattr(stand_in, name, tuple)
    sys.modules[needless] = stand_in
    try:
        import_module(module)
    except ImportError:
        pass
    finally:
        del sys.modules[needless]


class _Later:
    """A pattern that is compiled at its first use, and does what the compiled one does."""

    def __init__(self, *pattern: Any) -> None:
        self._pattern = pattern

    def __getattr__(self, name: str) -> Any:
        return getattr(re.compile(*self._pattern), name)


def _load_uncompiled(*modules: str) -> None:
    """Load modules whose patterns are compiled only where one is used."""
    later = ModuleType("re")
    vars(later).update(vars(re), compile=_Later)
    sys.modules["re"] = later
    try:
        for module in modules:
            import_module(module)
    finally:
        sys.modules["re"] = re


# Patterns of ratios, which a plan has none of, and of YAML's parser in Python, where that in C is
# used: they take longer to compile than a small plan takes to read.
_load_uncompiled("fractions", "yaml")
# No plugin of pydantic is wanted. Switched off or not, it loads all of `importlib.metadata` to look
# for them, which takes longer than reading a plan.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
_load_without("importlib.metadata", "pydantic.plugin._loader", "entry_points", "distributions")
# For comparing passwords, of which a plan has none, pydantic loads `secrets`, and that OpenSSL.
_load_without("secrets", "pydantic.types")
