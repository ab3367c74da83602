"""The whole screen as plain text, compared with `golden/NAME_WIDTHxHEIGHT.txt`.

Where a difference is meant, write the files anew and read what changed:
`GOLDEN_WRITE=1 pytest tests/tui/test_golden.py && git diff tests/tui/golden`.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from builders import proposed, span_of
from pressing import Made, at_work

GOLDEN = Path(__file__).parent / "golden"
SIZES = ((120, 40), (80, 24))


def crossing() -> Made:
    """Entities that nest and two that cross."""
    text = "The [ORG:a Ministry of Ports of [GPE:b Corvania]] met the [ORG:c [PERSON:d Marrow] Council of [GPE:e Selwick]] on Tuesday."
    article, annotations = proposed(text)
    crossed = replace(annotations.mentions["a"], id="x", label="LOC", fragments=(span_of(article.text, "Corvania met the Marrow"),))
    return article, annotations.with_items({**annotations.mentions, "x": crossed}, annotations.links)


QUOTES = proposed(
    "[direct:q “We stay in the town as long as there is bread, and as long as the wells hold water,”] [cue:c said]"
    " [PERSON:ann Ann Lee], who has run the bakery by the harbour since her father gave it up,"
    " [direct:q “and when there is none left we will walk to the river and wait there for the boats.”] She added"
    " [indirect:i that the mayor had promised her flour, that it had not come, and that nobody had told her why or when it would].\n\n"
    "[direct:s “No,”] [cue:k said] the [participant:m mayor], who called it [mixed:o a [direct:p “plain lie”] that]\nhelped nobody.",
    "q cue c",
    "q speaker ann",
    "s cue k",
    "s speaker m",
)
EVENTS = proposed(
    "[ORG:reb Rebels] [Attack:hit shelled] the port of [GPE:sel Selwick] on [DATE:tue Tuesday] with [WEAPON:arm mortars],"
    " [Die:die killing] [CARDINAL:two two] [participant:men fishermen]. [GPE:cor Corvania] [Condemn:con condemned] the shelling.",
    "hit attacker reb",
    "hit target sel",
    "hit time tue",
    "hit instrument arm",
    "die victim men",
    "die count two",
    "die agent hit",
    "con speaker cor",
    "con against hit",
)
COLLIDING = proposed(
    "[Attack:a A] [Attack:b B] [Attack:c C] [Attack:d D] [Attack:e E] [Attack:f F] on [DATE:g 1] [DATE:h 2] [DATE:i 3] of May, and on at"
    " the edge [WORK_OF_ART:j X]."
)
WIDE = proposed(
    "東京 [GPE:tok 東京都] and [PERSON:fam 👩‍👩‍👧] met [PERSON:ren Rene\u0301] at [ORG:caf cafe\u0301] 👍🏽 in [GPE:fla 🇳🇴].\n\n"
    "שלום [PERSON:heb דנה לוי] said مرحبا to [ORG:arb الميناء] today.\n\n"
    "[direct:quo “東京東京東京東京東京東京東京東京東京東京東京東京東京東京東京東京東京東京東京東京東京東京東京東京”]."
)
CONTROLS = proposed(
    "Tab\there, a [ORG:esc Fi\x1b[31mrm], bell \x07, delete \x7f, C1 \x9b31m, [PERSON:bid A\u202enn], soft\u00adhyphen,"
    " zero\u200bwidth, no\u00a0break, [@click=app.quit]markup[/].\rA lone carriage return.\r\n\r\nAnd [GPE:win Selwick] after CRLF.\x85End."
)
LONG = proposed(
    " ".join(f"Sentence {n} tells of [ORG:o{n} Firm{n}] and of much that happened later there." for n in range(60))
    + " [direct:q “The end of it all”] [cue:c said] he.",
    "q cue c",
)
SCREENS: dict[str, tuple[Made, tuple[str, ...]]] = {
    "crossing": (crossing(), ()),
    "quotes": (QUOTES, ("tab", "space")),
    "events": (EVENTS, ("tab",)),
    "events_second": (EVENTS, ("tab", "space", "tab", "tab", "enter")),
    "events_read": (EVENTS, ("tab", "m")),
    "events_explain": (EVENTS, ("tab", "m", "m")),
    "quotes_explain": (QUOTES, ("m", "m")),
    "colliding": (COLLIDING, ()),
    "wide": (WIDE, ("tab",)),
    "controls": (CONTROLS, ()),
    "long": (LONG, ("f", "Z", "end", "b", "b")),
    "event_types": (EVENTS, ("e",)),
    "roles": (EVENTS, ("tab", "r")),
    "fillers": (EVENTS, ("tab", "r", "v")),
    "removing": (EVENTS, ("tab", "R")),
    "details": (EVENTS, ("tab", "enter", "p")),
    "selecting": (EVENTS, ("right", "v", "right", "right")),
    "leaping": (LONG, ("f", "f")),
    "items": (EVENTS, ("F",)),
    "comment": (EVENTS, ("c", "o", "k")),
    "help": (EVENTS, ("?",)),
    "queue": (EVENTS, ("Q",)),
}


@pytest.mark.parametrize("names", [tuple(SCREENS)[n::3] for n in range(3)], ids=["first", "second", "third"])
async def test_screens_are_as_in_their_files(tmp_path: Path, names: Sequence[str]) -> None:
    different = []
    for name in names:
        (article, annotations), keys = SCREENS[name]
        async with at_work(tmp_path / name, (article, annotations), size=SIZES[0]) as work:
            await work.press(*keys)
            for size in SIZES:
                await work.pilot.resize_terminal(*size)
                await work.pilot.pause()
                shown = "\n".join(line.rstrip() for line in work.screen.split("\n")) + "\n"
                path = GOLDEN / f"{name}_{size[0]}x{size[1]}.txt"
                if os.environ.get("GOLDEN_WRITE"):
                    path.write_text(shown, encoding="utf-8")
                elif not path.exists() or path.read_text(encoding="utf-8") != shown:
                    different.append(f"{path.name} differs:\n{shown}")
    assert not different, "\n".join(different)


def test_every_golden_file_is_of_a_screen() -> None:
    assert {path.name for path in GOLDEN.glob("*.txt")} == {f"{name}_{w}x{h}.txt" for name in SCREENS for w, h in SIZES}
