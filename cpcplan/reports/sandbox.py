"""Where templates run: Jinja's sandbox, with what our papers need and nothing more.

A template sees the view and nothing else: no file but other templates, no module, no clock.
Whatever text of the plan it prints is escaped for its format before it gets there (Markdown) or as
it is printed (HTML).
"""

from collections.abc import Callable
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined
from jinja2.compiler import CodeGenerator
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from cpcplan.reports.escaping import css_text, lines, picture, seen
from cpcplan.reports.introduction import html_of, own_markdown
from cpcplan.reports.later import Later

_OF_A_LOOP = frozenset(("first", "index", "last", "length"))
_GLOBALS = ("range", "dict", "namespace", "cycler")
Load = Callable[[str], tuple[str, str, None] | None]
"""The text and the file of a template by its name; None where there is none."""


def environment(form: str, load: Load) -> "Environment":
    """What runs the templates of a format. It prints texts of the view escaped, knows `once` and
    the filters of docs/templates.md, and takes a name that there is not as a mistake.
    """
    is_page = form == "html"
    made = Environment(
        loader=FunctionLoader(load),
        undefined=StrictUndefined,
        autoescape=is_page,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=seen if is_page else None,
    )
    made.globals = {name: made.globals[name] for name in _GLOBALS} | {"once": _Once()}
    del made.filters["attr"]  # before Jinja 3.1.6 it reaches what the sandbox wraps
    del made.filters["striptags"]  # what it gives of escaped text is escaped no more
    made.filters["css"] = css_text
    made.filters["markdown"] = html_of if is_page else own_markdown
    if is_page:
        made.filters |= {"picture": picture, "lines": lines}
    return made


class _Once:
    """What a template calls `once`: what a macro says of the same values, made once."""

    def __init__(self) -> None:
        # A key holds the macro itself, so that no other takes its place, and what kind each value
        # is: `1` and `true` are equal, and so is a text to the same text that is marked as safe.
        self._made: dict[tuple[Any, ...], str] = {}

    def __call__(self, macro: Macro, *values: Any) -> str:
        if type(macro) is not Macro:  # nothing else is called behind the sandbox's back
            raise TypeError("once() takes a macro, and then what to give it")
        kinds = tuple(map(type, values))
        if tuple in kinds:  # what is in it may be equal, and yet print in another way
            return macro(*values)
        key = (macro, *kinds, *values)
        try:
            found = self._made.get(key)
        except TypeError:  # a list, or what else can change
            return macro(*values)
        if found is None:
            found = self._made[key] = macro(*values)
        return found


class _Fields(dict[type, frozenset[str]]):
    """What may be read of each kind of thing: the fields of a view; of most others nothing."""

    def __missing__(self, kind: type) -> frozenset[str]:
        found = self[kind] = frozenset(getattr(kind, "_fields", ()))
        return found


_FIELDS = _Fields({LoopContext: _OF_A_LOOP})


def _is_page(frame: Any) -> bool:
    """Whether it is sure, while a template is made ready, that its values are to be escaped."""
    return bool(frame.eval_ctx.autoescape and not frame.eval_ctx.volatile)


class Printing(CodeGenerator):
    """What a page prints goes through `Environment.printed`. Jinja's own way, which is as safe,
    escapes the same words anew each time.
    """

    def _output_child_pre(self, node: Any, frame: Any, finalize: Any) -> None:
        if _is_page(frame):
            self.write("environment.printed(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: Any, frame: Any, finalize: Any) -> None:
        if _is_page(frame):
            self.write(")")
        else:
            super()._output_child_post(node, frame, finalize)


class Environment(ImmutableSandboxedEnvironment):
    """The sandbox, with a short way to what is asked for most and is safe: the fields of a
    view, where a loop is, and what a macro of the templates says.
    """

    code_generator_class = Printing

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._texts: dict[str, str] = {}

    def printed(self, value: Any) -> str:
        """A value as it stands in a page, escaped; a text that stands there often, once."""
        if type(value) is Markup:  # what a macro or a filter has made ready
            return value
        if type(value) is not str:
            return escape(seen(value))
        found = self._texts.get(value)
        if found is None:
            found = self._texts[value] = str(escape(seen(value)))
        return found

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of a view, where a loop is, or a macro; of anything else what the sandbox
        allows.
        """
        if attribute in _FIELDS[type(obj)]:
            return getattr(obj, attribute)
        if type(obj) is TemplateModule and type(found := vars(obj).get(attribute)) is Macro:
            return found
        return super().getattr(obj, attribute)

    def call(self, context: Context, obj: Any, /, *args: Any, **named: Any) -> Any:
        """What a macro says, anew or `once`; of anything else what the sandbox allows."""
        kind = type(obj)
        if kind is not Macro and kind is not _Once:
            return super().call(context, obj, *args, **named)
        named.pop("_block_vars", None)
        named.pop("_loop_vars", None)
        if kind is _Once:
            return obj(*args, **named)
        return obj(context.eval_ctx, *args, **named)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """As in the sandbox, and of a list that is made later nothing."""
        return type(obj) is not Later and super().is_safe_attribute(obj, attr, value)
