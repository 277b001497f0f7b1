"""Options that several commands share: each group of them stands in one place, as a NamedTuple."""

from collections.abc import Callable, Sequence
from inspect import Parameter, Signature, signature
from typing import Any

from cpcplan.errors import WrongUsage

_OWN_WAYS = ("plan", "at")
"""What is refused where it is looked up: a folder that is not there, a commit that git lacks."""


def sharing(*groups: type[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make a command of a function that takes a value of each group, and then arguments of its own.

    On the command line its own come first, then the options of each group.
    """

    def share(function: Callable[..., None]) -> Callable[..., None]:
        own = tuple(signature(function).parameters.values())[len(groups) :]
        return command(function, own, groups)

    return share


def command(
    function: Callable[..., None], own: Sequence[Parameter], groups: Sequence[type[Any]]
) -> Callable[..., None]:
    """The command with these arguments of its own and the options of each group.

    What is given as an empty text is refused here for all of them: taken for "not given", it would
    grant what nobody granted, and answer what nobody asked.
    """
    shared = [tuple(signature(group).parameters.values()) for group in groups]

    def carry_out(**given: Any) -> None:
        for option in options:
            _refuse_empty(option, given[option.name])
        values = [
            group(**{option.name: given.pop(option.name) for option in options})
            for group, options in zip(groups, shared, strict=True)
        ]
        function(*values, **given)

    options = [
        option.replace(kind=Parameter.KEYWORD_ONLY)
        for options in (own, *shared)
        for option in options
    ]
    carry_out.__signature__ = Signature(options)  # type: ignore[attr-defined]
    carry_out.__annotations__ = {option.name: option.annotation for option in options}
    carry_out.__name__, carry_out.__doc__ = function.__name__, function.__doc__
    return carry_out


def _refuse_empty(option: Parameter, given: object) -> None:
    texts = given if isinstance(given, list) else [given]
    if option.name in _OWN_WAYS or all(not isinstance(t, str) or t.strip() for t in texts):
        return
    what = _as_typed(option)
    or_not = "" if option.default is Parameter.empty else ", or leave it out"
    raise WrongUsage(f"{what} is empty: write what you mean by it{or_not}")


def _as_typed(option: Parameter) -> str:
    """The option or argument as the help has it: `--as-of DATE`, `ID`."""
    from typer.models import ArgumentInfo

    (said,) = option.annotation.__metadata__
    if isinstance(said, ArgumentInfo):
        return str(said.metavar).strip("[]")
    names = (said.default, *said.param_decls, f"--{option.name.replace('_', '-')}")
    name = next(name for name in names if isinstance(name, str) and name.startswith("--"))
    return f"{name} {said.metavar}"
