"""Options that several commands share: each group of them stands in one place, as a NamedTuple."""

from collections.abc import Callable, Sequence
from inspect import Parameter, Signature, signature
from typing import Any


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
    """The command with these arguments of its own and the options of each group."""
    shared = [tuple(signature(group).parameters.values()) for group in groups]

    def carry_out(**given: Any) -> None:
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
