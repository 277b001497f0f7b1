"""From a view to text, through a Jinja template: ours, or one of the committee's own. What is wrong
with a template is told with its file and line.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from cpcplan.errors import NotInPlan, TemplateFault
from cpcplan.reports.escaping import escaped, in_markdown
from cpcplan.reports.view import PaperView

_SHARED = ("base", "parts")
"""What our templates are made of: no papers."""
_NAME = r"[\w-]{1,60}\.(?:md|html)\.j2"
"""As long as every file system takes it, in whatever letters."""


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
                if _file_of(file.name, own) == file and not (is_ours and name in _SHARED):
                    found.setdefault((name, form), Found(name, form, file, is_ours))
    return tuple(sorted(found.values()))


def source(name: str, form: str) -> str:
    """The text of our template of that name. Raises NotInPlan where there is none."""
    file = our_templates() / f"{name}.{form}.j2"
    if name in _SHARED or not re.fullmatch(_NAME, file.name) or not file.is_file():
        raise NotInPlan(f"there is no template {name} for {form}: cpcplan report --list names all")
    return _text(file)


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
    from cpcplan.reports.sandbox import environment

    name = f"{view.template}.{form}.j2"
    known = [found.name for found in templates(own) if found.format == form]
    if view.template not in known:
        there_are = f"there are {', '.join(known)}"
        raise NotInPlan(f"there is no template {view.template} for {form}; {there_are}")
    # A page is escaped, and what cannot be seen in it written out, where it is printed.
    shown = view if form == "html" else escaped(view, in_markdown)

    def load(wanted: str) -> tuple[str, str, None] | None:
        file = _file_of(wanted, own)
        return (_text(file), str(file), None) if file else None

    try:
        text = environment(form, load).get_template(name).render(paper=shown)
    except TemplateFault:
        raise
    except Exception as error:  # noqa: BLE001 - a template may do whatever Python can refuse
        raise TemplateFault(f"{_place(error, own, name)}: {_said(error)}") from None
    return text if form == "html" else re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


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


def _text(file: Path) -> str:
    """The text of a template; Windows' Notepad may have put a mark before it.

    Raises TemplateFault where it is no text in UTF-8.
    """
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise TemplateFault(
            f"{file}:{line}: this file is not UTF-8: in your editor, save it again with the "
            "encoding UTF-8"
        ) from None
    except OSError as error:
        raise TemplateFault(f"{file}:1: it cannot be read: {error.strerror or error}") from None


def _said(error: Exception) -> str:
    """What is wrong with a template, in a line."""
    from jinja2 import TemplateError, TemplateNotFound

    if isinstance(error, RecursionError):
        return "it prints or extends itself, again and again"
    if isinstance(error, TemplateNotFound):
        return f"there is no template {error.name} to be had here"
    if isinstance(error, TemplateError) and error.message:
        return error.message
    return str(error) or type(error).__name__


def _place(error: BaseException, own: Path, name: str) -> str:
    """File and line of the template that an error comes from."""
    from jinja2 import TemplateError

    line = file = None
    if isinstance(error, TemplateError):  # others may have a line too, of what is no template
        line, file = getattr(error, "lineno", None), getattr(error, "filename", None)
    if line is None and (passed := list(_passed(error))):
        file, line = passed[-1]
        if isinstance(error, RecursionError):  # where it gives up is chance
            file, line = max(passed, key=passed.count)
    return f"{file or _file_of(name, own) or name}:{line or 1}"


def _passed(error: BaseException) -> Iterator[tuple[str, int]]:
    """File and line of each place in templates that an error came through, the innermost last."""
    trace = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(".j2"):
            yield file, trace.tb_lineno
        trace = trace.tb_next
