"""Makes the pictures of the documents anew: what a terminal and a browser show of the demo.

    python docs/pictures/make.py [FOLDER]

Needs the test extras and a Chromium (`chromium` on the path); writes status.png and report.png into
the folder, which is the one of this file unless another is named.
"""

import io
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from rich.console import Console
from rich.text import Text

ON = "2026-09-15"
COLUMNS = 100
_SCREEN = """<!DOCTYPE html><html lang="en-GB"><meta charset="utf-8"><title>status</title>
<style>body {{ margin: 0; padding: 14px 18px; background: #fff; width: max-content; }}
pre {{ margin: 0; font: 14px/1.3 "DejaVu Sans Mono", Consolas, monospace; }}
{stylesheet}</style><pre>{code}</pre></html>"""


def main(folder: Path) -> None:
    """Make the demo, look at it, and photograph what is seen."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("no `chromium` is on the path: it takes the pictures")
    with tempfile.TemporaryDirectory() as work:
        demo = Path(work) / "demo"
        cpcplan("demo", str(demo))
        plan = ("--plan", str(demo / "plan"), "--as-of", ON)
        screen = Path(work) / "status.html"
        screen.write_text(as_page(on_a_terminal("status", *plan)), encoding="utf-8")
        cpcplan("report", *plan, "-o", str(Path(work) / "report.html"))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
            )
            photograph(browser, screen, folder / "status.png", selector="body")
            photograph(browser, Path(work) / "report.html", folder / "report.png")
            browser.close()


def cpcplan(*arguments: str) -> None:
    """Carry out a command. Raises CalledProcessError where it fails."""
    command = [sys.executable, "-m", "cpcplan", *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def on_a_terminal(*arguments: str) -> str:
    """What a command shows on a terminal, with its colours. POSIX only."""
    import pty

    master, slave = pty.openpty()
    with os.fdopen(slave, "wb") as screen:
        subprocess.run(
            [sys.executable, "-m", "cpcplan", *arguments],
            check=True,
            stdout=screen,
            env=os.environ | {"COLUMNS": str(COLUMNS), "TERM": "xterm-256color"},
        )
    shown = b""
    try:
        while found := os.read(master, 65536):
            shown += found
    except OSError:  # nothing is left, and nobody holds the other end
        pass
    os.close(master)
    return shown.decode().replace("\r\n", "\n")


def as_page(shown: str) -> str:
    """A page that looks as the terminal did."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO())
    console.print(Text.from_ansi(shown))
    return console.export_html(code_format=_SCREEN)


def photograph(browser: Browser, page: Path, file: Path, *, selector: str = "") -> None:
    """A picture of a page's beginning, or of the one thing in it that the selector names."""
    shown = browser.new_page(viewport={"width": 1000, "height": 1180}, device_scale_factor=1)
    shown.goto(page.as_uri())
    if selector:
        shown.locator(selector).screenshot(path=file)
    else:
        shown.screenshot(path=file)
    shown.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
