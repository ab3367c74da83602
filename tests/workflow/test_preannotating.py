"""Any spaCy pipeline proposes, in worker processes, and a run that ends early goes on where it was."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from builders import TEXT, project, schema
from pipelines import package, ruled, ruler_folder

from annotator.cli.main import call
from annotator.model.annotation import AnnotationSet, Layer
from annotator.model.article import Article
from annotator.model.errors import Unavailable
from annotator.nlp.tasks import Proposer, Task
from annotator.store import annotations as sets
from annotator.store import runs
from annotator.workflow.preannotating import preannotate
from annotator.workflow.project import Project, open_project

STORY = "Ann Lee of the World Bank said on the second day: “We stay in Selwick.”"


def proposals(made: Project, article_id: str = "a1") -> AnnotationSet:
    found = sets.newest_model_set(made.store, article_id)
    assert found is not None
    return found


def exported(made: Project, target: Path) -> bytes:
    assert call(["export", "--project", str(made.folder), "--set", "model", "-o", str(target), "-q"]) == 0
    return target.read_bytes()


def set_counts(made: Project) -> dict[str, int]:
    return dict(made.store.rows("SELECT a.name, count(*) FROM annotation_set s JOIN article a ON a.id = s.article_id GROUP BY 1"))


def test_labels_of_other_schemes_are_mapped_and_the_rest_is_counted(tmp_path: Path) -> None:
    labels = {"Ann Lee": "PER", "World Bank": "ORG", "second": "ORDINAL", "Selwick": "GPE", "day": "WHATEVER"}
    with project(tmp_path, STORY, proposals=False) as made:
        report = preannotate(made, pipeline=str(ruler_folder(tmp_path / "rules", labels)), jobs=0)
        found = proposals(made)
    entities = {(m.label, m.text(STORY)) for m in found.in_layer(Layer.ENTITY)}
    assert entities == {("PERSON", "Ann Lee"), ("ORG", "World Bank"), ("GPE", "Selwick")}
    assert report.unmapped == {"WHATEVER": 1}
    assert report.ignored == {"ORDINAL": 1}
    assert report.proposed["entity"] == 3


def test_every_proposal_says_which_pipeline_version_and_component_made_it(tmp_path: Path) -> None:
    with project(tmp_path, STORY, proposals=False) as made:
        report = preannotate(made, pipeline=str(ruler_folder(tmp_path / "rules", {"Ann Lee": "PER"})), jobs=0)
        found = proposals(made)
    assert report.pipeline == found.annotator == "en_rules-3.1"
    made_by = {(m.layer, m.origin.annotator, m.origin.component, m.origin.score) for m in found.mentions.values() if m.origin}
    assert (Layer.ENTITY, "en_rules-3.1", "entity_ruler", None) in made_by
    assert (Layer.QUOTE, "en_rules-3.1", "quotes", None) in made_by
    assert len({annotator for _, annotator, _, _ in made_by}) == 1


def test_a_pipeline_without_sentences_gets_them_and_its_entities_speak(tmp_path: Path) -> None:
    text = "Rain fell in Selwick. Ann Lee said: “We stay.”"
    with project(tmp_path, text, proposals=False) as made:
        preannotate(made, pipeline=str(ruler_folder(tmp_path / "rules", {"Ann Lee": "PERSON"})), jobs=0)
        found = proposals(made)
        (run,) = runs.all(made.store)
    (entity,) = found.in_layer(Layer.ENTITY)
    (quote,) = found.in_layer(Layer.QUOTE)
    assert [link.target for link in found.links_from(quote.id) if link.role == "speaker"] == [entity.id]
    assert run.detail["components"][0] == "annotator_sentences"


def test_scored_spans_are_proposed_with_their_component_and_score(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path / "packages"))
    name = package(tmp_path / "packages", "en_scored", "scored")
    text = "Reuters asked Ann Lee. Officials said: “We stay in Selwick.”"
    with project(tmp_path, text, proposals=False) as made:
        report = preannotate(made, pipeline=name, jobs=0)
        found = proposals(made)
    entities = {m.text(text): m for m in found.in_layer(Layer.ENTITY)}
    scores = {what: (m.label, m.origin.component, m.origin.score) for what, m in entities.items() if m.origin}
    assert scores == {"Ann Lee": ("PERSON", "scored", 0.625), "Officials": ("ORG", "scored", 0.75)}
    assert report.unmapped == {"AGENCY": 1}
    speakers = [link.target for link in found.links.values() if link.role == "speaker"]
    assert speakers == [entities["Officials"].id]


def test_what_has_proposals_of_this_version_is_passed_over(tmp_path: Path) -> None:
    with project(tmp_path, TEXT, STORY) as made:
        assert preannotate(made, pipeline="builtin", jobs=0).skipped == 2
        assert len(runs.all(made.store)) == 1
        first = ruler_folder(tmp_path / "first", {"Ann Lee": "PER"}, version="1.0")
        second = ruler_folder(tmp_path / "second", {"Ann Lee": "PER"}, version="1.1")
        assert preannotate(made, pipeline=str(first), jobs=0).articles == 2
        assert preannotate(made, pipeline=str(second), jobs=0).articles == 2
        assert preannotate(made, pipeline=str(second), jobs=0, again=True).articles == 2
        assert set_counts(made) == {"a1": 4, "a2": 4}


def test_any_number_of_processes_gives_the_same_bytes(tmp_path: Path) -> None:
    texts = [f"{STORY} Number {n}." for n in range(70)]
    files = []
    for jobs in (0, 1, 2):
        folder = tmp_path / str(jobs)
        folder.mkdir()
        with project(folder, *texts, proposals=False) as made:
            report = preannotate(made, pipeline="builtin", jobs=jobs, batch_size=7 + jobs)
            assert report.articles == 70
            files.append((exported(made, folder / "out.jsonl"), report.proposed))
    assert files[0] == files[1] == files[2]
    assert files[0][0].count(b"\n") == 70


def test_no_pipeline_is_loaded_into_the_process_that_writes_the_store(tmp_path: Path) -> None:
    with project(tmp_path, STORY, proposals=False):
        pass
    code = (
        "import sys; from pathlib import Path; from annotator.workflow.project import open_project;"
        "from annotator.workflow.preannotating import preannotate;"
        f"report = preannotate(open_project(Path({str(tmp_path / 'project')!r})), pipeline='builtin');"
        "print(report.articles, 'spacy' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["1", "False"]


@pytest.mark.parametrize("jobs", [0, 1])
def test_a_pipeline_that_fails_names_the_article_and_keeps_what_was_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path / "packages"))
    name = package(tmp_path / "packages", "en_fragile", "fragile")
    texts = ["Nothing happens."] * 70 + ["They explode.", "They explode too."]
    with project(tmp_path, *texts, proposals=False) as made:
        with pytest.raises(Unavailable, match=r"en_fragile-2\.0 fails on the article 'a71': .*too hot"):
            preannotate(made, pipeline=name, jobs=jobs)
        done = len(set_counts(made))
        assert 0 < done < 71
        assert set_counts(made) == {f"a{n}": 1 for n in range(1, done + 1)}
        (run,) = runs.all(made.store)
        assert run.finished_at is None


def test_after_a_killed_worker_the_next_run_does_the_rest_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path / "packages"))
    name = package(tmp_path / "packages", "en_fragile", "fragile")
    with project(tmp_path, *["Nothing happens."] * 70, "They vanish.", proposals=False) as made:
        with pytest.raises(Unavailable, match="the pipeline's process was killed by SIGKILL"):
            preannotate(made, pipeline=name)
        done = len(set_counts(made))
        assert 0 < done < 71
        code = tmp_path / "packages" / name / "__init__.py"
        code.write_text(code.read_text().replace("SIGKILL", "SIGCHLD"))
        report = preannotate(made, pipeline=name)
        assert (report.articles, report.skipped) == (71 - done, done)
        assert set_counts(made) == {f"a{n}": 1 for n in range(1, 72)}


@pytest.mark.parametrize(
    ("signal_sent", "code", "jobs"), [(signal.SIGINT, 130, 1), (signal.SIGKILL, -signal.SIGKILL, 1), (signal.SIGKILL, -signal.SIGKILL, 2)]
)
def test_a_run_stopped_in_the_middle_goes_on_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, signal_sent: signal.Signals, code: int, jobs: int
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path / "packages"))
    name = package(tmp_path / "packages", "en_fragile", "fragile")
    with project(tmp_path, *["They linger."] * 200, proposals=False) as made:
        folder = str(made.folder)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "annotator", "preannotate", "--project", folder, "--pipeline", name, "--jobs", str(jobs)]
    # a session of its own is what a terminal makes: Ctrl+C reaches the worker too
    running = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True)
    with open_project(made.folder) as watched:
        until = time.monotonic() + 60
        while not set_counts(watched) and time.monotonic() < until:
            time.sleep(0.02)
        if signal_sent is signal.SIGINT:
            os.killpg(running.pid, signal_sent)
        else:
            running.kill()
        _, said = running.communicate(timeout=60)
        done = len(set_counts(watched))
        assert running.returncode == code
        assert 0 < done < 200
        if signal_sent is signal.SIGINT:
            assert said == f"annotator: stopped; proposals for {done} of 200 articles are saved\n  the same command goes on from there\n"
        again = preannotate(watched, pipeline=name, jobs=jobs)
        assert (again.articles, again.skipped) == (200 - done, done)
        assert set(set_counts(watched).values()) == {1}
        assert len(set_counts(watched)) == 200


@pytest.mark.parametrize("damage", ["config", "component", "nothing"])
def test_a_broken_pipeline_is_refused_and_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str], damage: str) -> None:
    folder = tmp_path / "rules"
    if damage == "nothing":
        folder.mkdir()
    else:
        ruler_folder(folder, {"Ann Lee": "PER"})
        target = {"config": folder / "config.cfg", "component": folder / "entity_ruler" / "patterns.jsonl"}[damage]
        target.write_text("{[no", encoding="utf-8")
    with project(tmp_path, STORY, proposals=False) as made:
        assert call(["preannotate", "--project", str(made.folder), "--pipeline", str(folder)]) == 3
        assert runs.all(made.store) == []
        assert set_counts(made) == {}
    said = capsys.readouterr().err
    assert said.startswith(f"annotator: {folder}")
    assert "Traceback" not in said


def test_a_pipeline_that_is_not_installed_says_what_installs_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with project(tmp_path, STORY, proposals=False) as made:
        assert call(["preannotate", "--project", str(made.folder), "--pipeline", "en_core_web_sm", "--jobs", "0"]) == 3
    assert "python -m spacy download en_core_web_sm" in capsys.readouterr().err


_TRANSFORMER = '[components.transformer]\nfactory = "{}"\n'
_LISTENER = '[components.ner]\nfactory = "ner"\n\n[components.ner.model]\n@architectures = "{}"\n'


@pytest.mark.parametrize(
    ("component", "config", "sentence", "hint"),
    [
        ("transformer", _TRANSFORMER.format("transformer"), "needs spacy-transformers, which is not", "pip install spacy-transformers"),
        (
            "transformer",
            _TRANSFORMER.format("curated_transformer"),
            "needs spacy-curated-transformers",
            "install spacy-curated-transformers",
        ),
        (
            "ner",
            _LISTENER.format("spacy-transformers.TransformerListener.v1"),
            "needs spacy-transformers",
            "pip install spacy-transformers",
        ),
        ("ner", _LISTENER.format("spacy.NewThing.v9"), "needs a function 'spacy.NewThing.v9'", "pip install --upgrade spacy"),
        (
            "transformer",
            _TRANSFORMER.format("house_rules"),
            "needs a component 'house_rules'",
            "install the package whose code registers it",
        ),
    ],
)
def test_a_pipeline_that_needs_what_is_not_installed_says_which_command_brings_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], component: str, config: str, sentence: str, hint: str
) -> None:
    folder = ruler_folder(tmp_path / "rules", {"Ann Lee": "PER"})
    known = (folder / "config.cfg").read_text()
    (folder / "config.cfg").write_text(known.replace('["entity_ruler"]', f'["{component}","entity_ruler"]') + "\n" + config)
    with project(tmp_path, STORY, proposals=False) as made:
        assert call(["preannotate", "--project", str(made.folder), "--pipeline", str(folder), "--jobs", "0"]) == 3
        assert runs.all(made.store) == []
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 2
    assert said[0].startswith(f"annotator: {folder} {sentence}")
    assert hint in said[1]


def test_a_pipeline_made_for_another_spacy_says_so_and_works(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = ruler_folder(tmp_path / "rules", {"Ann Lee": "PER"})
    meta = json.loads((folder / "meta.json").read_text())
    (folder / "meta.json").write_text(json.dumps({**meta, "spacy_version": ">=9.0,<9.1"}))
    with project(tmp_path, STORY, proposals=False) as made:
        report = preannotate(made, pipeline=str(folder), jobs=0)
    assert report.note.startswith("en_rules was made for spaCy >=9.0,<9.1, this is 3.")
    assert report.proposed["entity"] == 1
    assert capfd.readouterr().err == ""


def test_a_pipeline_for_another_language_than_the_articles_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "rules"
    ruled("de", {"Ann Lee": "PER"}).to_disk(folder)
    with project(tmp_path, STORY, STORY, proposals=False) as made:
        assert call(["preannotate", "--project", str(made.folder), "--pipeline", str(folder), "--jobs", "0"]) == 0
    assert capsys.readouterr().out.startswith("de_ruled-1.0 is for texts in de, but of 2 articles there are 2 in en\n")


def test_a_pipeline_that_has_no_memory_left_names_the_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path / "packages"))
    name = package(tmp_path / "packages", "en_greedy", "fragile")
    code = tmp_path / "packages" / name / "__init__.py"
    code.write_text(code.read_text().replace('ValueError("too hot\\nto handle")', "MemoryError"))
    with project(tmp_path, "They explode.", proposals=False) as made, pytest.raises(Unavailable) as raised:
        preannotate(made, pipeline=name, jobs=0)
    assert raised.value.message.endswith("fails on the article 'a1': MemoryError")
    assert "need less memory" in raised.value.hint


def test_what_is_forgotten_after_each_batch_changes_no_proposal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    task = Task(str(ruler_folder(tmp_path / "rules", {"Ann Lee": "PER", "World Bank": "ORG", "Selwick": "LOC"})), schema())
    batches = [[Article(f"a{n}-{i}", f"{STORY} Numb{n}x{i} is new.") for i in range(8)] for n in range(3)]
    found, grown = [], []
    for warm in (10**6, 0):
        monkeypatch.setattr("annotator.nlp.tasks._WARM", warm)
        proposer = Proposer(task)
        strings = proposer._loaded.nlp.vocab.strings
        drafts, sizes = [], []
        for batch in batches:
            drafts.append(proposer.propose(batch))
            sizes.append(len(strings))
        found.append(drafts)
        grown.append(sizes[-1] - sizes[0])
    assert found[0] == found[1]
    # the first batch is always remembered, since components may look things up when they are first used
    assert grown[0] >= 16
    assert grown[1] == 0
