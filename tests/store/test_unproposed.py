"""Which articles wait for a model is counted and read in the store, a few at a time."""

from __future__ import annotations

from pathlib import Path

from builders import project

from annotator.model.annotation import AnnotationSet, Kind
from annotator.model.article import Article
from annotator.store import annotations as sets
from annotator.store import articles, runs, unproposed
from annotator.store.unproposed import Wanted
from annotator.workflow.project import Project

MODEL = "en_test-1.0"


def propose_for(made: Project, *article_ids: str) -> None:
    """Save empty proposals by the model for these articles."""
    run_id = runs.begin(made.store, name="en_test", version="1.0", detail={})
    found = [AnnotationSet(article_id, MODEL, Kind.MODEL) for article_id in article_ids]
    sets.add_model_sets(made.store, run_id, found, schema=made.schema)


def waiting(made: Project, model: str, *, again: bool = False) -> list[str]:
    last = unproposed.count(made.store, model).last
    return [article.id for article in unproposed.stream(made.store, model, last=last, again=again)]


def test_articles_wait_until_a_run_of_the_model_has_a_set_on_them(tmp_path: Path) -> None:
    with project(tmp_path, *[f"Text {n}." for n in range(150)], proposals=False) as made:
        every = [f"a{n}" for n in range(1, 151)]
        assert waiting(made, MODEL) == every
        propose_for(made, "a2", "a70", "a150")
        rest = [name for name in every if name not in ("a2", "a70", "a150")]
        assert unproposed.count(made.store, MODEL) == Wanted(147, 3, 150)
        assert waiting(made, MODEL) == rest
        assert waiting(made, MODEL, again=True) == every
        assert unproposed.count(made.store, MODEL, again=True) == Wanted(150, 0, 150)
        assert unproposed.count(made.store, "en_other-1.0") == Wanted(150, 0, 150)


def test_what_is_saved_while_it_is_read_comes_once_and_what_is_imported_meanwhile_not_at_all(tmp_path: Path) -> None:
    with project(tmp_path, *[f"Text {n}." for n in range(150)], proposals=False) as made:
        last = unproposed.count(made.store, MODEL).last
        import_id = articles.begin_import(made.store, source="later", format="test")
        articles.add(made.store, import_id, [Article("later", "Later.")])
        articles.finish_import(made.store, import_id)
        seen = []
        for article in unproposed.stream(made.store, MODEL, last=last):
            seen.append(article.id)
            propose_for(made, article.id)
        assert seen == [f"a{n}" for n in range(1, 151)]
        assert waiting(made, MODEL) == ["later"]


def test_an_unfinished_import_has_no_articles_yet(tmp_path: Path) -> None:
    with project(tmp_path, "One.", proposals=False) as made:
        import_id = articles.begin_import(made.store, source="open", format="test")
        articles.add(made.store, import_id, [Article("b1", "Two.", "de")])
        assert unproposed.count(made.store, MODEL).articles == 1
        assert unproposed.languages(made.store) == {"en": 1}
        articles.finish_import(made.store, import_id)
        assert unproposed.languages(made.store) == {"de": 1, "en": 1}
