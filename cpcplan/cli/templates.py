"""Templates of the committee's own: which there are, and beginning one."""

from cpcplan.cli.options import Asked
from cpcplan.cli.sheet import Cell, Column, Sheet
from cpcplan.errors import CannotBeDone, NotWritten, WrongUsage


def listed(question: Asked) -> Sheet:
    """Which templates there are, ours and the committee's own."""
    from cpcplan.reports.render import templates

    found = templates(question.folder.path / "templates")
    page = Sheet()
    rows: list[list[Cell | str]] = [
        [
            each.name,
            each.format,
            "cpcplan’s own" if each.is_ours else question.folder.name(each.file),
        ]
        for each in found
    ]
    page.table((Column("Template"), Column("Format"), Column("Where", wraps=True)), rows)
    return page


def begun(question: Asked, name: str, template: str, form: str) -> Sheet:
    """Begin a template of the committee's own that extends ours; what is said of it.

    Raises WrongUsage, NotInPlan, CannotBeDone and NotWritten.
    """
    from cpcplan.reports.render import beginning, templates
    from cpcplan.storage.naming import alike, refuse_unfit
    from cpcplan.storage.write import create

    text = beginning(template, form)
    folder = question.folder.path / "templates"
    file = folder / f"{name}.{form}.j2"
    if not name.replace("-", "").replace("_", "").isalnum():
        raise WrongUsage(f"“{name}” cannot be a template’s name: letters, figures and - alone")
    refuse_unfit(file.name)
    if file.exists():
        raise CannotBeDone(f"{question.folder.name(file)} is there already")
    known = next((each.name for each in templates(folder) if alike(each.name) == alike(name)), name)
    if known != name:
        raise WrongUsage(f"“{name}” and “{known}” are one name on Windows and Macs: choose another")
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise NotWritten(f"{folder.name} cannot be made: {error.strerror or error}") from None
    create(file, text.encode())
    page = Sheet()
    page.line(f"Written to {question.folder.name(file)}: change its blocks, then")
    page.line(f"cpcplan report --template {name} --format {form}")
    return page
