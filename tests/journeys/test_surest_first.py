"""From proposals with scores to work in their order, at the prompt: `preannotate --min-score`, export, `annotate --order`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from builders import project
from commanding import Commands

from annotator.store import annotations as sets
from annotator.store import runs
from annotator.workflow.session import Session

SURE = "President Barack Obama met officials in Paris on Tuesday. Obama left Paris on Wednesday."
UNSURE = "Ploof Grand said the Kelp battle of Ruff was a Fight. Zed Mint Arrest met Oolong."


@pytest.fixture
def commands(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Commands:
    project(tmp_path, SURE, UNSURE, SURE + "\n\n" + UNSURE, proposals=False).store.close()
    return Commands(tmp_path, capsys, monkeypatch)


def report(commands: Commands, *options: str) -> dict[str, Any]:
    told = commands.run("preannotate", "--pipeline", "builtin", "--jobs", "0", "--json", *options)
    assert told.code == 0, told.err
    found: dict[str, Any] = json.loads(told.out)
    return found


def scores(commands: Commands) -> list[float]:
    told = commands.run("export", "--set", "model", "-q")
    assert told.code == 0, told.err
    records = [json.loads(line) for line in told.out.splitlines()]
    items = [item for record in records for layer in ("entities", "quotes", "events") for item in record.get(layer, ())]
    roles = [role for item in items for role in item.get("roles", ())]
    return [item["origin"]["score"] for item in (*items, *roles)]


def test_a_least_score_leaves_out_what_is_lower_and_says_how_much(commands: Commands) -> None:
    whole = report(commands)
    every = scores(commands)
    assert all(0 < score < 1 for score in every)
    least = sorted(every)[len(every) // 2]
    some = report(commands, "--min-score", str(least))
    assert (some["articles"], some["skipped"]) == (3, 0), "another least score asks for other proposals"
    kept = scores(commands)
    assert kept
    assert min(kept) >= least
    assert len(kept) < len(every)
    for layer in ("entity", "quote", "event", "cue", "participant"):
        assert some["proposed"].get(layer, 0) + some["unsure"].get(layer, 0) == whole["proposed"].get(layer, 0)
    assert sum(some["unsure"].values()) > 0


def test_the_same_least_score_again_has_nothing_to_do_and_another_one_has(commands: Commands) -> None:
    assert [report(commands, *options)["articles"] for options in (["--min-score", "0.6"], ["--min-score", "0.6"], [], [])] == [3, 0, 3, 0]
    assert report(commands, "--min-score", "0.6")["articles"] == 3, "the newest proposals were made with another one"
    with commands.open() as made:
        assert [run.detail["min_score"] for run in runs.all(made.store)] == [0.6, 0.0, 0.6]


def test_lower_proposals_leave_an_opened_article_unless_somebody_touched_them(commands: Commands) -> None:
    report(commands)
    with commands.open() as made:
        opened = Session.open(made, "a2", "ann1")
        before = len(opened.annotations.mentions)
    report(commands, "--min-score", "0.95")
    with commands.open() as made:
        left = Session.open(made, "a2", "ann1")
        newest = sets.newest_model_set(made.store, "a2")
    assert newest is not None
    assert left.refreshed
    assert len(left.annotations.mentions) == len(newest.mentions) < before


def test_what_is_left_out_is_told_in_words(commands: Commands) -> None:
    told = commands.run("preannotate", "--pipeline", "builtin", "--jobs", "0", "--min-score", "0.9")
    assert told.code == 0
    assert "left out by --min-score: " in told.out


@pytest.mark.parametrize("given", ["1.5", "-0.1", "half"])
def test_a_least_score_is_a_share(commands: Commands, given: str) -> None:
    told = commands.run("preannotate", "--min-score", given)
    assert told.code == 2
    assert "--min-score" in told.err


def test_an_order_that_is_none_is_refused_with_those_there_are(commands: Commands) -> None:
    told = commands.run("annotate", "--order", "best")
    assert told.code == 2
    assert all(order in told.err for order in ("sequential", "uncertain", "certain", "random"))
