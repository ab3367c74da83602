"""A Dask cluster proposes what one process does, and whatever it lacks is said in a sentence."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import project
from distributed import LocalCluster
from pipelines import package, ruler_folder

from annotator.cli.main import call
from annotator.model.article import Article
from annotator.model.errors import Unavailable
from annotator.nlp import cluster
from annotator.store import runs
from annotator.workflow.preannotating import preannotate
from annotator.workflow.project import Project, open_project

pytestmark = pytest.mark.xdist_group("dask")
STORY = "Ann Lee of the World Bank said on the second day: “We stay in Selwick.” Rebels attacked Selwick."
LABELS = {"Ann Lee": "PER", "World Bank": "ORG", "Selwick": "LOC"}


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("packages")
    package(folder, "en_fragile", "fragile")
    package(folder, "en_dying", "dies_once")
    package(folder, "en_various", "fragile")
    code = folder / "en_various" / "__init__.py"
    code.write_text(code.read_text().replace('"version": "2.0"', '"version": str(os.getpid())'))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join([str(folder), *sys.path]))
        patch.syspath_prepend(str(folder))
        yield folder


@pytest.fixture(scope="module")
def local(packages: Path) -> Iterator[LocalCluster]:
    with LocalCluster(n_workers=2, threads_per_worker=1, scheduler_port=0, dashboard_address=":0") as made:
        yield made


@pytest.fixture
def address(local: LocalCluster) -> str:
    # a test may have killed workers, which come back after some time
    local.wait_for_workers(2, timeout=60)
    return str(local.scheduler_address)


def exported(made: Project, target: Path) -> bytes:
    assert call(["export", "--project", str(made.folder), "--set", "model", "-o", str(target), "-q"]) == 0
    return target.read_bytes()


def set_counts(made: Project) -> dict[str, int]:
    return dict(made.store.rows("SELECT a.name, count(*) FROM annotation_set s JOIN article a ON a.id = s.article_id GROUP BY 1"))


def test_a_cluster_gives_the_same_bytes_as_one_process(tmp_path: Path, address: str) -> None:
    rules = ruler_folder(tmp_path / "rules", LABELS)
    texts = [f"{STORY} Number {n}." for n in range(150)]
    files = []
    for name, how in (("one", {"jobs": 0}), ("cluster", {"dask": address})):
        (tmp_path / name).mkdir()
        with project(tmp_path / name, *texts, proposals=False) as made:
            report = preannotate(made, pipeline=str(rules), **how)  # type: ignore[arg-type]
            assert (report.articles, report.proposed["quote"]) == (150, 150)
            files.append((exported(made, tmp_path / name / "out.jsonl"), report.proposed))
            assert runs.all(made.store)[0].detail.get("dask", "") == how.get("dask", "")
    assert files[0] == files[1]


def test_no_more_than_two_shards_a_worker_are_on_their_way(tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with project(tmp_path, *["Nothing happens."] * 10, proposals=False) as made:
        task = cluster.Task(str(ruler_folder(tmp_path / "rules", LABELS)), made.schema)
        taken = 0

        def batches() -> Iterator[list[Article]]:
            nonlocal taken
            for n in range(40):
                taken += 1
                yield [Article(f"a{n}", STORY)]

        with cluster.Cluster(task, address) as crew:
            for done, (sets, _) in enumerate(crew.propose(batches())):
                assert [found.article_id for found in sets] == [f"a{done}"]
                assert taken <= done + 1 + 2 * 2
        assert taken == 40


def test_an_article_that_a_pipeline_fails_on_is_named_and_the_rest_is_done_later(tmp_path: Path, address: str) -> None:
    with project(tmp_path, *["Nothing happens."] * 70, "They explode.", proposals=False) as made:
        with pytest.raises(Unavailable, match=r"en_fragile-2\.0 fails on the article 'a71': .*too hot"):
            preannotate(made, pipeline="en_fragile", dask=address)
        done = len(set_counts(made))
        assert 0 < done < 71


def test_workers_with_different_pipelines_are_refused(tmp_path: Path, address: str) -> None:
    with project(tmp_path, STORY, proposals=False) as made:
        with pytest.raises(Unavailable, match=r"the Dask worker tcp://\S+ has the pipeline en_en_various-\d+, others en_en_various-\d+"):
            preannotate(made, pipeline="en_various", dask=address)
        assert runs.all(made.store) == []


def test_a_worker_that_dies_once_costs_nothing(tmp_path: Path, address: str, packages: Path) -> None:
    with project(tmp_path, *["Nothing happens."] * 40, "They vanish once.", *["Nothing happens."] * 40, proposals=False) as made:
        report = preannotate(made, pipeline="en_dying", dask=address)
        assert report.articles == 81
        assert (packages / "died").exists()
        assert set_counts(made) == {f"a{n}": 1 for n in range(1, 82)}


def test_an_article_that_kills_workers_ends_the_run_with_a_sentence(
    tmp_path: Path, local: LocalCluster, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local.scheduler, "allowed_failures", 0)
    with project(tmp_path, *["Nothing happens."] * 20, "They vanish.", proposals=False) as made:
        with pytest.raises(Unavailable, match="one Dask worker after the other ended while it worked on articles 'a17' to 'a21'"):
            preannotate(made, pipeline="en_fragile", dask=address)
        assert set_counts(made) == {f"a{n}": 1 for n in range(1, 17)}


def test_a_run_killed_in_the_middle_goes_on_where_it_was(tmp_path: Path, address: str) -> None:
    with project(tmp_path, *["They linger."] * 200, proposals=False) as made:
        folder = str(made.folder)
    command = [sys.executable, "-m", "annotator", "preannotate", "--project", folder, "--pipeline", "en_fragile", "--dask", address]
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    with open_project(made.folder) as watched:
        until = time.monotonic() + 60
        while not set_counts(watched) and time.monotonic() < until:
            time.sleep(0.02)
        running.send_signal(signal.SIGKILL)
        running.wait(timeout=60)
        done = len(set_counts(watched))
        assert 0 < done < 200
        again = preannotate(watched, pipeline="en_fragile", dask=address)
        assert (again.articles, again.skipped) == (200 - done, done)
        assert set(set_counts(watched).values()) == {1}
        assert len(set_counts(watched)) == 200


def test_a_folder_that_is_not_on_the_workers_disk_is_said(tmp_path: Path, address: str, capsys: pytest.CaptureFixture[str]) -> None:
    with project(tmp_path, STORY, proposals=False) as made:
        assert call(["preannotate", "--project", str(made.folder), "--pipeline", "./nowhere", "--dask", address]) == 3
    said = capsys.readouterr().err
    assert f"there is no folder {Path('nowhere').resolve()}" in said
    assert "a folder must be on the disk of every worker, under the same path" in said


@pytest.mark.parametrize("what", ["annotator", "spaCy"])
def test_workers_of_another_version_are_refused(tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    here = {**cluster.versions(), what: "99.0"}
    monkeypatch.setattr(cluster, "versions", lambda: here)
    with (
        project(tmp_path, STORY, proposals=False) as made,
        pytest.raises(Unavailable, match=rf"the Dask worker tcp://\S+ has {what} [\d.]+, this machine 99\.0"),
    ):
        preannotate(made, pipeline="builtin", dask=address)


def test_an_address_where_nothing_answers_is_said_soon(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cluster, "CONNECTING", 0.5)
    with project(tmp_path, STORY, proposals=False) as made, socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        where = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        for _ in range(2):
            assert call(["preannotate", "--project", str(made.folder), "--dask", where]) == 3
            said = capsys.readouterr().err
            assert said.startswith(f"annotator: no Dask scheduler answers at {where}\n")
            assert "Traceback" not in said
            silent.listen()
        assert call(["preannotate", "--project", str(made.folder), "--dask", "nowhere"]) == 3
        assert "'nowhere' is no address of a Dask scheduler" in capsys.readouterr().err
        assert runs.all(made.store) == []


def test_a_cluster_without_workers_is_said(tmp_path: Path) -> None:
    with (
        project(tmp_path, STORY, proposals=False) as made,
        LocalCluster(n_workers=0, processes=False, scheduler_port=0, dashboard_address=":0", protocol="tcp") as empty,
        pytest.raises(Unavailable, match="has no workers"),
    ):
        preannotate(made, dask=empty.scheduler_address)


def test_without_dask_the_command_that_installs_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with project(tmp_path, STORY, proposals=False) as made:
        assert call(["preannotate", "--project", str(made.folder), "--dask", "tcp://127.0.0.1:8786"]) == 3
    assert "pip install 'annotator[dask]'" in capsys.readouterr().err


def test_jobs_and_dask_together_are_refused(tmp_path: Path) -> None:
    with project(tmp_path, STORY, proposals=False) as made:
        assert call(["preannotate", "--project", str(made.folder), "--dask", "tcp://127.0.0.1:8786", "--jobs", "2"]) == 2
