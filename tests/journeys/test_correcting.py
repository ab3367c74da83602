"""Keys at a terminal of 120 by 40 change what `annotator export --set ann1` writes, exactly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from builders import handmade_project, proposed
from terminal import Terminal

from annotator.cli.main import call

ARTICLE = proposed(
    "[ORG:m1 Reuters] said [GPE:m2 Port] Selwick fell on [DATE:m3 Tuesday].\nRebels [Attack:m4 shelled] the [GPE:m5 port].",
    "m4 target m5",
)


def exported(folder: Path, capsys: pytest.CaptureFixture[str]) -> dict:
    """The one record of ann1, proposals included."""
    capsys.readouterr()
    assert call(["export", "--project", str(folder), "--set", "ann1", "--include-proposed", "--include-rejected"]) == 0
    return json.loads(capsys.readouterr().out)


def said(record: dict) -> list[str]:
    """What a record says, an item a line: id, label, words, state, and the roles of quotes and events."""
    words = {item["id"]: item["text"] for layer in ("entities", "participants", "quotes", "events") for item in record[layer]}
    lines = [f"{m['id']} {m['label']} {m['text']!r} {m['state']}" for m in record["entities"]]
    lines += [f"{m['id']} participant {m['text']!r} {m['state']}" for m in record["participants"]]
    for item in (*record["quotes"], *record["events"]):
        roles = ", ".join(f"{r['role']} {words[r['target']]!r} {r['state']}" for r in item["roles"])
        lines.append(f"{item['id']} {item['type']} {item['text']!r} {item['state']} [{roles}]")
    return lines


BEGUN = [
    "m1 ORG 'Reuters' proposed",
    "m2 GPE 'Port' proposed",
    "m3 DATE 'Tuesday' proposed",
    "m5 GPE 'port' proposed",
    "m4 Attack 'shelled' proposed [target 'port' proposed]",
]
STEPS = [
    # keys, and the lines of the record that change
    (" ", {"m1": "m1 ORG 'Reuters' accepted"}),
    (">", {"m2": "m2 GPE 'Port Selwick' edited"}),
    ("l", {"m2": "m2 LOC 'Port Selwick' edited"}),
    ("\tx", {"m3": "m3 DATE 'Tuesday' rejected"}),
    ("u", {"m3": "m3 DATE 'Tuesday' proposed"}),
    ("\tra\x1b[D\r", {
        "m4": "m4 Attack 'shelled' proposed [attacker 'Rebels' added, target 'port' proposed]",
        "m6": "m6 participant 'Rebels' added",
    }),
    (" ", {
        "m4": "m4 Attack 'shelled' accepted [attacker 'Rebels' added, target 'port' accepted]",
        "m5": "m5 GPE 'port' accepted",
    }),
    ("ffed", {"m7": "m7 Die 'fell' added []"}),
    ("Vqi", {"m8": "m8 indirect 'Reuters said Port Selwick fell on Tuesday.' added []"}),
]  # fmt: skip


def test_every_key_changes_the_export_as_expected(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with handmade_project(tmp_path / "project", ARTICLE) as made:
        folder = made.folder
    with Terminal("annotate", "--project", str(folder), "--as", "ann1", folder=tmp_path) as editor:
        editor.until(r"looked at 0 of 5")
        expected = {line.split()[0]: line for line in BEGUN}
        assert sorted(said(exported(folder, capsys))) == sorted(expected.values())
        for keys, changes in STEPS:
            editor.press(keys)
            expected |= changes
            wanted = sorted(expected.values())
            assert editor.until_true(lambda wanted=wanted: sorted(said(exported(folder, capsys))) == wanted), keys
        editor.press("\x11")
        assert editor.ended() == 0
