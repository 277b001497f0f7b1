"""issued.yaml: which papers were issued, oldest first; read, and added to at its end."""

from typing import cast

from cpcplan.domain.model import Issued
from cpcplan.errors import CannotBeDone, IssuedUnreadable
from cpcplan.storage import plan_shapes
from cpcplan.storage.decode import faults, validate
from cpcplan.storage.folder import ISSUED_FILE, Folder, unreadable
from cpcplan.storage.render import Entry, Layout, block_item
from cpcplan.storage.salvage import parse, salvage
from cpcplan.storage.source import BOM, Source, decode


def issued(folder: Folder) -> tuple[Issued, ...]:
    """The papers that were issued, in the order of the file; none where there is no such file.

    Raises IssuedUnreadable with all that is wrong with it.
    """
    file = folder.path / ISSUED_FILE
    name = folder.name(file)
    papers: tuple[Issued, ...] | None = ()
    try:
        source, wrong = decode(name, folder.read(file))
    except FileNotFoundError:
        return ()
    except OSError as error:
        source, wrong = None, [unreadable(name, file, error)]
    if source is not None:
        read = salvage(source)
        papers, flaws = validate(plan_shapes.issued_file(), plan_shapes.IssuedShape, read.tree)
        wrong = [*read.faults, *faults(read, flaws)]
    if wrong:
        raise IssuedUnreadable(tuple(wrong), is_on_disk=folder.revision is None)
    return papers or ()


def with_paper(text: str, entry: Entry) -> str:
    """The text of issued.yaml with one entry more at its end.

    Raises CannotBeDone where the list is not laid out in lines from the left, as it is written.
    """
    body = text.removeprefix(BOM)
    line_end = "\r\n" if "\r\n" in body else "\n"
    if body and not body.endswith("\n"):
        body += line_end
    longer = body + block_item(entry, 0, Layout(line_end=line_end))
    before = parse(Source(ISSUED_FILE, body))[0] if body.strip() else []
    after, found = parse(Source(ISSUED_FILE, longer))
    if found or after != [*cast("list[object]", before or []), dict(entry)]:
        raise CannotBeDone(
            f"nothing can be added at the end of {ISSUED_FILE}: write each paper on lines of its "
            "own, after `- `. Nothing was issued"
        )
    return f"{BOM if text.startswith(BOM) else ''}{longer}"
