"""The README's commands as they are written, on articles of one's own, with a person at the editor in between."""

from __future__ import annotations

import json
import os
import re
import shlex
from pathlib import Path

import pytest
from builders import TEXT
from terminal import Terminal

from annotator.cli.main import call
from annotator.tui.keys import load_keymap
from annotator.workflow.checking import schema_for

README = Path(__file__).parents[2] / "README.md"


def commands() -> list[list[str]]:
    """The indented commands of the tour, comments left out, joined ones apart."""
    found = re.findall(r"^ {8}(annotator .*)$", README.read_text(encoding="utf-8"), re.MULTILINE)
    return [shlex.split(part, comments=True) for line in found for part in line.split("&&")]


def annotate(arguments: list[str], folder: Path) -> None:
    """What a person does at the editor: corrects a little, then calls both articles done and leaves."""
    with Terminal(*arguments, folder=folder) as editor:
        editor.until(r"looked at 0 of \d+")
        editor.press(" x")
        editor.until("rejected; u brings it back")
        editor.press("AA")
        editor.until("this was the last unfinished article")
        editor.press("\x11")
        assert editor.ended() == 0


def test_from_articles_to_checked_gold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    articles = [{"id": "a1", "text": TEXT, "source": "wire"}, {"id": "a2", "text": TEXT + " More.", "source": "wire"}]
    (tmp_path / "articles.jsonl").write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    said: dict[str, str] = {}
    for command in commands():
        match command:
            case ["cd", folder]:
                os.chdir(folder)
            case ["annotator", "annotate", *rest]:
                annotate(["annotate", *rest], Path.cwd())
            case ["annotator", verb, *rest]:
                assert call([verb, *rest]) == 0, capsys.readouterr()
                said[verb] = capsys.readouterr().out
    assert list(said) == ["init", "import", "preannotate", "status", "adjudicate", "export", "check", "backup", "doctor"]
    assert (tmp_path / "myproject" / "train.spacy").stat().st_size and (tmp_path / "backup.db").stat().st_size
    gold = [json.loads(line) for line in (tmp_path / "myproject" / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [record["text"] for record in gold] == [article["text"] for article in articles]
    assert [record["set"]["status"] for record in gold] == ["done", "done"]
    kept = [item["state"] for record in gold for layer in ("entities", "quotes", "events") for item in record[layer]]
    assert len(kept) > 10
    assert set(kept) == {"accepted"}
    assert "0 faults" in said["check"]


def test_the_keys_that_it_rebinds_can_be_loaded_and_hide_no_label(tmp_path: Path) -> None:
    found = re.search(r"```toml\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    path = tmp_path / "keys.toml"
    path.write_text(found[1], encoding="utf-8")
    keymap = load_keymap(path)
    assert (keymap.by_key["space"], keymap.by_key["Z"], keymap.by_key["f8"]) == ("accept", "accept", "next_article")
    assert "N" not in keymap.by_key
    assert not {label.key for label in schema_for(None).entities} & keymap.by_key.keys()
