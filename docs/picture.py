"""Draws `docs/editor.svg`, the README's picture of the editor on the first shipped article: `python docs/picture.py`."""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path

from annotator.tui.app import AnnotatorApp
from annotator.workflow.importing import import_files
from annotator.workflow.preannotating import preannotate
from annotator.workflow.project import init_project
from annotator.workflow.shipped import shipped_articles

KEYS = ["space"] * 5 + ["n"] * 3


async def picture(folder: Path) -> str:
    """The editor at 120 by 32 after the keys, as SVG that needs nothing from elsewhere."""
    app = AnnotatorApp(folder, "ann1")
    async with app.run_test(size=(120, 32)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press(*KEYS)
        await pilot.pause()
        svg = app.export_screenshot(title="annotator")
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return svg.replace("<svg ", '<svg xml:space="preserve" ', 1).replace("Fira Code", "DejaVu Sans Mono")


def main() -> None:
    """Write the picture."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "project"
        with init_project(folder) as project:
            import_files(project, [shipped_articles()])
            preannotate(project, pipeline="builtin")
        target = Path(__file__).with_name("editor.svg")
        target.write_text(asyncio.run(picture(folder)), encoding="utf-8")


if __name__ == "__main__":
    main()
