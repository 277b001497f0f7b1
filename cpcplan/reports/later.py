"""A list that is made when somebody first reads it: few papers print an action's story, or the
timeline of an outcome, and of a large plan these take as long as the rest of its paper.
"""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar, overload

T = TypeVar("T")


class Later(Sequence[T], Generic[T]):
    """What `make` gives, made once and not before it is needed."""

    def __init__(self, make: Callable[[], Sequence[T]]) -> None:
        self._make = make
        self._made: Sequence[T] | None = None

    def _all(self) -> Sequence[T]:
        if self._made is None:
            self._made = self._make()
        return self._made

    def changed(self, change: Callable[[T], T]) -> "Later[T]":
        """The same list with every item changed, when it is read."""
        return Later(lambda: tuple(map(change, self._all())))

    def __repr__(self) -> str:
        return repr(tuple(self._all()))

    def __len__(self) -> int:
        return len(self._all())

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        return self._all()[index]
