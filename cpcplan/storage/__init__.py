"""The plan's files: reading them, and saying where in them something stands."""

import os
import sys
from importlib import import_module
from types import ModuleType


def _leave_out_plugins() -> None:
    """Load pydantic without looking for plugins of it: none is wanted here.

    Switched off or not, pydantic loads all of `importlib.metadata` to look for them, which takes
    longer than reading a plan. Its one module that does is given an empty stand-in instead; where
    that module changes, nothing is lost but the time.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    searched = "importlib.metadata"
    if searched in sys.modules:
        return
    stand_in = ModuleType(searched)
    stand_in.entry_points = stand_in.distributions = tuple  # type: ignore[attr-defined]
    sys.modules[searched] = stand_in
    try:
        import_module("pydantic.plugin._loader")
    except ImportError:
        pass
    finally:
        del sys.modules[searched]


_leave_out_plugins()
