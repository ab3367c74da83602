"""The screens of agreement as plain text, compared with `golden/agreement/NAME_WIDTHxHEIGHT.txt`.

Where a difference is meant: `GOLDEN_WRITE=1 pytest tests/tui/test_agreement_golden.py && git diff tests/tui/golden`.
"""

from __future__ import annotations

import os
from pathlib import Path

from disagreeing import three_people
from pressing import AtKeys, looking

from annotator.tui.agreement.figures import Figures
from annotator.tui.agreement_app import AgreementApp

GOLDEN = Path(__file__).parent / "golden" / "agreement"
SIZES = ((120, 40), (80, 24))
SCREENS = {
    "figures": ("down", "right", "right"),
    "arguments": ("tab", "tab", "tab", "tab"),
    "trend": ("t",),
    "notes": ("w",),
    "groups": ("d", "down"),
    "place": ("d", "enter"),
    "speaker": ("d", "l", "l", "enter"),
    "help": ("?",),
}


async def test_screens_are_as_in_their_files(tmp_path: Path, dated: object) -> None:
    three_people(tmp_path / "project").store.close()
    different = []
    async with looking(tmp_path, size=SIZES[0]) as looked:
        for name, keys in SCREENS.items():
            await begin_anew(looked)
            await looked.press(*keys)
            for size in SIZES:
                await looked.pilot.resize_terminal(*size)
                await looked.pilot.pause()
                shown = "\n".join(line.rstrip() for line in looked.screen.split("\n")) + "\n"
                path = GOLDEN / f"{name}_{size[0]}x{size[1]}.txt"
                if os.environ.get("GOLDEN_WRITE"):
                    path.write_text(shown, encoding="utf-8")
                elif not path.exists() or path.read_text(encoding="utf-8") != shown:
                    different.append(f"{path.name} differs:\n{shown}")
    assert not different, "\n".join(different)


async def begin_anew(looked: AtKeys[AgreementApp]) -> None:
    """Go back to the figures, as they were at first, on the large screen."""
    figures_screen = looked.app.agreement_screen
    while looked.app.screen is not figures_screen:
        await looked.press("escape")
    assert figures_screen.figures is not None
    figures_screen.figures = Figures(figures_screen.figures.sight, figures_screen.figures.listing)
    await looked.pilot.resize_terminal(*SIZES[0])
    figures_screen.again()
    await looked.pilot.pause()


def test_every_golden_file_is_of_a_screen() -> None:
    assert {path.name for path in GOLDEN.glob("*.txt")} == {f"{name}_{w}x{h}.txt" for name in SCREENS for w, h in SIZES}
