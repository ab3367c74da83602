"""The stage that writes estimates beside the weights, and that the packaged ones belong together."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from spacy.language import Language

from annotator.nlp import trained
from annotator.nlp.confidence import FILE, KINDS, read_estimates
from training import calibrating, fitting
from training.fitting import Judged
from training.judged_sets import Source


def folder_with_weights(folder: Path, content: bytes = b"weights") -> Path:
    for name in ("ner", "parser", "tagger", "tok2vec"):
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / "model").write_bytes(content)
    return folder


def judged(count: int = 200) -> list[Judged]:
    chance = random.Random(1)
    return [
        Judged(f"a{number // 4}", "made", (f"label={number % 3}",), chance.random() < 0.3 * (number % 3) + 0.2) for number in range(count)
    ]


def test_what_was_written_is_read_back_as_the_same_chances(tmp_path: Path) -> None:
    estimate = fitting.fit(judged())
    folder = folder_with_weights(tmp_path)
    calibrating.write(dict.fromkeys(KINDS, estimate), folder)
    read = read_estimates(folder / FILE)
    assert read is not None
    for features in ((), ("label=0",), ("label=1",), ("label=2",), ("label=9",)):
        for kind in KINDS:
            assert abs(read[kind].of(features) - estimate.of(features)) < 0.01


def test_estimates_say_which_weights_they_were_fitted_for(tmp_path: Path) -> None:
    folder = folder_with_weights(tmp_path)
    calibrating.write(dict.fromkeys(KINDS, fitting.fit(judged())), folder)
    assert calibrating.fitted_for(folder) == calibrating.fingerprint(folder)
    folder_with_weights(tmp_path, b"retrained")
    assert calibrating.fitted_for(folder) != calibrating.fingerprint(folder)


def test_the_packaged_estimates_were_fitted_for_the_packaged_weights() -> None:
    assert calibrating.fitted_for(trained.FOLDER) == calibrating.fingerprint(trained.FOLDER), (
        "the pipeline was trained again: python -m training --data DIR --stages calibration"
    )


def test_the_stage_judges_fits_writes_and_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "FOLDS", 2)
    rows = {kind: judged(80) for kind in KINDS}
    told: list[str] = []

    def collected(nlp: Language, data: Path, sources: tuple[Source, ...]) -> dict[str, list[Judged]]:
        told.append(sources[0].name)
        return rows if len(told) == 1 else {"entity": judged(40)}

    folder = folder_with_weights(tmp_path)
    monkeypatch.setattr(calibrating, "collect", collected)
    table = calibrating.calibrate(Language(), tmp_path, folder)
    assert told == ["gum_train", "gum_dev"]
    assert set(json.loads((folder / FILE).read_text(encoding="utf-8"))["kinds"]) == set(KINDS)
    lines = table.splitlines()
    assert [line.split(" | ")[0].removeprefix("| ") for line in lines if line.startswith("| ")] == [
        "Folds that were not fitted", *KINDS, "GUM dev and the events of EWT dev", "entity",
    ]  # fmt: skip
    assert sum(int(cell.split(":")[0]) for cell in lines[2].split(" | ") if ":" in cell) == 80


def test_a_set_is_run_through_the_pipeline_and_judged(tmp_path: Path) -> None:
    from annotator.nlp.pipeline import built_in

    article = {"id": "x1", "text": "Ann Lee met him in Paris.", "entities": [{"start": 0, "end": 7, "label": "PER"}], "meta": {}}
    (tmp_path / "set.jsonl").write_text(json.dumps(article) + "\n", encoding="utf-8")
    source = Source("made", "set.jsonl", frozenset({"PERSON", "GPE"}), {"PER": "PERSON", "LOC": "GPE"})
    found = calibrating.collect(built_in(), tmp_path, [source])
    assert {kind: sorted(j.is_right for j in rows) for kind, rows in found.items()} == {"entity": [False, True]}
