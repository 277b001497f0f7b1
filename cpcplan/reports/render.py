"""From a view to text, through a Jinja template: ours, or one of the committee's own.

Templates run in Jinja's sandbox. They see the view and nothing else: no file but other templates,
no module, no clock. Whatever text of the plan a template prints is escaped for its format before
it gets there (Markdown) or as it is printed (HTML).
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from cpcplan.errors import NotInPlan, TemplateFault
from cpcplan.reports.escaping import (
    css_text,
    escaped,
    html_of,
    in_markdown,
    lines,
    own_markdown,
    picture,
    seen,
)
from cpcplan.reports.view import PaperView

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

FORMATS = ("md", "html")
_OF_A_LOOP = frozenset(("first", "index", "last", "length"))
_NAME = r"[\w-]+\.(?:md|html)\.j2"


class Found(NamedTuple):
    """A template that there is: its name and format, its file, and whether it is ours."""

    name: str
    format: str
    file: Path
    is_ours: bool


def our_templates() -> Path:
    """The folder of our own templates: in the package once installed, else beside it."""
    inside = Path(__file__).parent.parent / "templates"
    return inside if inside.is_dir() else inside.parent.parent / "templates"


def templates(own: Path) -> tuple[Found, ...]:
    """Every template that `report` can use, those of the folder `own` before ours of that name."""
    found: dict[tuple[str, str], Found] = {}
    for folder, is_ours in ((own, False), (our_templates(), True)):
        for file in sorted(folder.glob("*.j2")) if folder.is_dir() else ():
            if re.fullmatch(_NAME, file.name) and file.is_file():
                name, form, _ = file.name.rsplit(".", 2)
                if not (is_ours and name in ("base", "parts")):
                    found.setdefault((name, form), Found(name, form, file, is_ours))
    return tuple(sorted(found.values()))


def source(name: str, form: str) -> str:
    """The text of our template of that name. Raises NotInPlan where there is none."""
    file = our_templates() / f"{name}.{form}.j2"
    if not re.fullmatch(_NAME, file.name) or not file.is_file():
        raise NotInPlan(f"there is no template {name} for {form}: cpcplan report --list names all")
    return file.read_text(encoding="utf-8")


def beginning(name: str, form: str) -> str:
    """A template of one's own to begin with: ours of that name, its blocks to be filled.

    Raises NotInPlan where there is none.
    """
    blocks = dict.fromkeys(re.findall(r"{% block (\w+) %}", source(name, form)))
    blocks.pop("main", None)
    named = ", ".join(blocks)
    last = next(reversed(blocks), "main")
    return f"""\
{{# A template of your own. What it does not say is taken from cpcplan's {name}; write a block
   here to say it another way. The blocks are {named}.
   In a block, {{{{ super() }}}} prints ours. What a template can print: docs/templates.md. #}}
{{% extends "cpcplan/{name}.{form}.j2" %}}
{{% block {last} %}}
{{{{ super() }}}}
{{% endblock %}}
"""


def render(view: PaperView, form: str, own: Path) -> str:
    """The paper as text. Raises NotInPlan where there is no such template, TemplateFault (with file
    and line) where it is at fault.
    """
    from jinja2 import TemplateError

    name = f"{view.template}.{form}.j2"
    there = templates(own)  # by their names to the letter, whatever the system takes for one
    if not any(each[:2] == (view.template, form) for each in there):
        known = ", ".join(dict.fromkeys(found.name for found in there))
        raise NotInPlan(f"there is no template {view.template} for {form}; there are {known}")
    # A page is escaped, and what cannot be seen in it written out, where it is printed.
    shown = view if form == "html" else escaped(view, in_markdown)
    environment = _environment(form, own)
    try:
        text = environment.get_template(name).render(paper=shown)
    except TemplateError as error:
        raise TemplateFault(f"{_place(error, own, name)}: {error.message or error}") from None
    except TemplateFault:
        raise
    except Exception as error:  # noqa: BLE001 - a template may do whatever Python can refuse
        raise TemplateFault(f"{_place(error, own, name)}: {error}") from None
    return text if form == "html" else re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


class _Fields(dict[type, frozenset[str]]):
    """The fields of each kind of view; of anything else none."""

    def __missing__(self, kind: type) -> frozenset[str]:
        found = self[kind] = frozenset(getattr(kind, "_fields", ()))
        return found


def _once() -> Callable[..., str]:
    """What a template calls `once`: what a macro says of the same values, made once."""
    from jinja2.runtime import Macro

    made: dict[tuple[Any, ...], str] = {}

    def once(macro: Macro, *values: Any) -> str:
        if type(macro) is not Macro:  # nothing else is called behind the sandbox's back
            raise TypeError("once() takes a macro, and then what to give it")
        key = (macro.name, id(macro), *values)
        found = made.get(key)
        if found is None:
            found = made[key] = macro(*values)
        return found

    return once


def _environment(form: str, own: Path) -> "SandboxedEnvironment":
    from jinja2 import FunctionLoader, StrictUndefined
    from jinja2.runtime import LoopContext
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    fields = _Fields()

    class Environment(ImmutableSandboxedEnvironment):
        """The sandbox, with a short way to what is asked for most and is safe: the fields of a
        view, and where a loop is.
        """

        def getattr(self, obj: Any, attribute: str) -> Any:
            kind = type(obj)
            if kind is LoopContext:
                if attribute in _OF_A_LOOP:
                    return getattr(obj, attribute)
            elif attribute in fields[kind]:
                return getattr(obj, attribute)
            return super().getattr(obj, attribute)

    def load(name: str) -> tuple[str, str, None] | None:
        file = _file_of(name, own)
        return (_text_of(file), str(file), None) if file else None

    environment = Environment(
        loader=FunctionLoader(load),
        undefined=StrictUndefined,
        autoescape=form == "html",
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=seen if form == "html" else None,
    )
    environment.globals = {
        name: environment.globals[name] for name in ("range", "dict", "namespace", "cycler")
    }
    environment.globals["once"] = _once()
    environment.filters["css"] = css_text
    environment.filters["markdown"] = html_of if form == "html" else own_markdown
    if form == "html":
        environment.filters["picture"] = picture
        environment.filters["lines"] = lines
    return environment


def _text_of(file: Path) -> str:
    """A template's text, without the mark that Notepad puts before it."""
    data = file.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise TemplateFault(
            f"{file}:{line}: this file is not UTF-8: in your editor, save it again with the "
            "encoding UTF-8"
        ) from None


def _file_of(name: str, own: Path) -> Path | None:
    """The file of a template; `cpcplan/NAME` is ours, whatever the folder `own` has."""
    ours = name.removeprefix("cpcplan/")
    if not re.fullmatch(_NAME, ours):
        return None
    folders = (our_templates(),) if ours != name else (own, our_templates())
    for folder in folders:
        file = folder / ours
        if file.is_file() and file.resolve().parent == folder.resolve():
            return file
    return None


def _place(error: BaseException, own: Path, name: str) -> str:
    """File and line of the template that an error comes from."""
    line = getattr(error, "lineno", None)
    file = getattr(error, "filename", None)
    trace = error.__traceback__
    while trace is not None and line is None:
        shown = trace.tb_frame.f_code.co_filename
        if shown.endswith(".j2"):
            file, found = shown, trace.tb_lineno
            if trace.tb_next is None or not _goes_on(trace.tb_next):
                line = found
        trace = trace.tb_next
    return f"{file or _file_of(name, own) or name}:{line or 1}"


def _goes_on(trace: Any) -> bool:
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith(".j2"):
            return True
        trace = trace.tb_next
    return False
