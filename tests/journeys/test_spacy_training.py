"""spaCy's own `debug data` finds no fault in an export of two hundred articles."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import Any

from commanding import Commands, lines
from spacy.cli.init_config import init_config

from annotator.workflow.shipped import shipped_articles

COPIES = 18


def beginning(record: dict[str, Any]) -> dict[str, Any]:
    """The first paragraphs of an article with what was proposed in them."""
    end = record["text"].index("\n\n", 500)
    layers = ("entities", "participants", "quotes", "events")
    inside = {layer: [item for item in record[layer] if item["end"] <= end] for layer in layers}
    names = {item["id"] for items in inside.values() for item in items}
    for item in (*inside["quotes"], *inside["events"]):
        item["roles"] = [role for role in item["roles"] if role["target"] in names]
        if item.get("cue") and item["cue"]["end"] > end:
            item["cue"] = None
    return record | inside | {"text": record["text"][:end], "text_sha256": None}


def accepted(record: dict[str, Any], copy: int) -> dict[str, Any]:
    """The proposals of an article as finished work on another one that ends differently: one copy ann1's, the others gold."""
    header = (
        {"annotator": "ann1", "kind": "human", "status": "done"} if copy == 0 else {"annotator": "gold", "kind": "gold", "status": "done"}
    )
    return record | {"id": f"{record['id']}-{copy:02}", "text": f"{record['text']}\n\nReport number {copy}.\n", "set": header}


def test_two_hundred_articles_are_fit_to_train_on(commands: Commands) -> None:
    assert commands.run("import", shipped_articles(), "-q").code == 0
    assert commands.run("preannotate", "--pipeline", "builtin", "-q").code == 0
    assert commands.run("export", "--set", "model", "-o", "proposed.jsonl", "-q").code == 0
    proposed = (commands.folder / "proposed.jsonl").read_text(encoding="utf-8").replace('"state":"proposed"', '"state":"accepted"')
    records = [accepted(beginning(json.loads(line)), copy) for line in proposed.splitlines() for copy in range(COPIES)]
    assert commands.load(lines(*records), "-q").code == 0
    for name, output in (("gold", "train.spacy"), ("ann1", "dev.spacy")):
        told = commands.run("export", "--set", name, "--format", "spacy", "-o", output)
        assert told.code == 0
    counts = {name: entry["counts"] for name, entry in json.loads((commands.folder / "manifest.json").read_text())["files"].items()}
    assert counts["train.spacy"]["articles"] == 12 * (COPIES - 1) >= 200

    init_config(lang="en", pipeline=["ner"], optimize="efficiency", silent=True).to_disk(commands.folder / "config.cfg")
    command = [sys.executable, "-m", "spacy", "debug", "data", "config.cfg", "--paths.train", "train.spacy", "--paths.dev", "dev.spacy"]
    environment = os.environ | {"PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"}
    done = subprocess.run(command, cwd=commands.folder, env=environment, capture_output=True, text=True, timeout=180, check=False)
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert "✘" not in said
    assert "204 training docs" in said and "12 evaluation docs" in said
    assert "No entities consisting of or starting/ending with whitespace" in said
    assert "No overlap between training and evaluation data" in said
    labels = re.search(r"(\d+) label\(s\)", said)
    assert labels is not None
    assert int(labels[1]) >= 5
