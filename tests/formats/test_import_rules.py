"""The rules that every import keeps: all or nothing, skipping, twice the same, texts as they are."""

from __future__ import annotations

import fcntl
import json
import os
from contextlib import nullcontext

import pytest
from commanding import Commands, entity, lines, native

from annotator.formats.record import ReadOptions
from annotator.model.annotation import Layer
from annotator.model.errors import BadData, Unavailable
from annotator.store import annotations, articles, runs
from annotator.workflow import import_writing
from annotator.workflow.importing import import_files

GOOD = {"id": "good", "text": "fine"}


def rejected(commands: Commands, name: str = "docs.jsonl") -> list[dict]:
    path = commands.folder / f"{name}.rejected.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_bad_records_are_skipped_and_kept_verbatim_when_asked(commands: Commands) -> None:
    bad = ['{"id": "x",  "text": "no end"', '{ "id":7,"text":"é" }', json.dumps(native("abc", entities=[entity(0, 9), entity(-1, 2)]))]
    told = commands.load(lines(GOOD, "", *bad, {"id": "b", "text": "y"}), "--skip-invalid")
    assert told.code == 1
    assert "imported 2, skipped 3; see docs.jsonl.rejected.jsonl" in told.out
    assert "docs.jsonl:3: not valid JSON" in told.err
    assert commands.texts() == {"good": "fine", "b": "y"}
    found = rejected(commands)
    assert [row["line"] for row in found] == [3, 4, 5]
    assert [row["record"] for row in found] == bad
    assert found[1]["reason"] == "id: expected a string, got number; --ids-as-string takes it as one (got 7)"
    assert found[2]["reason"].count("entities[") == 2


def test_skipping_with_nothing_to_skip_is_an_ordinary_import(commands: Commands) -> None:
    told = commands.load(lines(GOOD), "--skip-invalid")
    assert (told.code, "skipped" in told.out) == (0, False)
    assert not (commands.folder / "docs.jsonl.rejected.jsonl").exists()


@pytest.mark.parametrize(
    ("name", "content", "records"),
    [
        ("t.csv", b'id,text\na,x\nb\n"c","y\nz",1\n', [(3, "b\n"), (4, '"c","y\nz",1\n')]),
        ("d.json", b'[{"id": "a", "text": "x"}, {"id": 5, "text": "\\ud800"}]', [(None, '{"id": 5, "text": "\\ud800"}')]),
        ("w.jsonl", '{"id": "a", "text": "x"}\n{"id": "b", "text": "é"}'.encode("latin-1"), [(2, None)]),
    ],
)
def test_rejected_records_of_every_format_are_kept(commands: Commands, name: str, content: bytes, records: list) -> None:
    assert commands.load(content, "--skip-invalid", name=name).code == 1
    assert commands.texts() == {"a": "x"}
    found = rejected(commands, name)
    assert [(row["line"], row.get("record")) for row in found] == records
    if records[0][1] is None:
        assert found[0]["record_base64"] == "eyJpZCI6ICJiIiwgInRleHQiOiAi6SJ9"


def test_rejected_records_are_not_read_back_with_their_folder(commands: Commands) -> None:
    commands.write("in/a.jsonl", lines(GOOD, "5"))
    assert commands.run("import", "in", "--skip-invalid").code == 1
    assert (commands.folder / "in" / "a.jsonl.rejected.jsonl").exists()
    commands.write("in/a.jsonl", lines(GOOD))
    told = commands.run("import", "in")
    assert (told.code, "0 new articles, 1 unchanged" in told.out) == (0, True)


def test_an_import_that_fails_in_its_sets_leaves_nothing(commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    records = [native("Ann left.", f"d{n}", entities=[entity()]) for n in range(600)]
    source = commands.write("docs.jsonl", lines(*records))
    really_put = import_writing._SetWriter._put
    done: list[str] = []

    def stop_at_the_550th(self: import_writing._SetWriter, found: annotations.AnnotationSet, *rest: object) -> None:
        if len(done) == 550:
            raise KeyboardInterrupt
        done.append(found.article_id)
        really_put(self, found, *rest)

    with commands.open() as project:
        monkeypatch.setattr(import_writing._SetWriter, "_put", stop_at_the_550th)
        with pytest.raises(KeyboardInterrupt):
            import_files(project, [source])
        assert len(done) == 550
        assert articles.count(project.store) == 0
        for table in ("article", "annotation_set", "mention", "edit_log", "import"):
            assert project.store.row(f"SELECT count(*) FROM {table}") == (0,)
        monkeypatch.undo()
        assert import_files(project, [source]).new == 600


def test_articles_of_an_import_that_was_killed_are_invisible_and_go_with_the_next(commands: Commands) -> None:
    with commands.open() as project:
        import_id = articles.begin_import(project.store, source="x", format="jsonl")
        articles.add(project.store, import_id, [articles.Article("good", "half"), articles.Article("other", "half")])
        assert articles.count(project.store) == 0
    assert commands.load(lines(GOOD)).code == 0
    assert commands.texts() == {"good": "fine"}


def test_two_imports_at_once_are_kept_apart(commands: Commands) -> None:
    handle = os.open(commands.project, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        told = commands.load(lines(GOOD))
        assert (told.code, "another import into this project is running" in told.err) == (3, True)
        assert commands.load(lines(GOOD), "--dry-run").code == 0
    finally:
        os.close(handle)
    assert commands.load(lines(GOOD)).code == 0


def test_a_file_that_changes_while_it_is_read_is_refused(commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    source = commands.write("docs.jsonl", lines(GOOD))
    really_write = import_writing.write_import

    def write_after_a_change(*given: object, **named: object) -> None:
        source.write_text(lines({"id": "good", "text": "other"}))
        really_write(*given, **named)

    monkeypatch.setattr("annotator.workflow.importing.write_import", write_after_a_change)
    told = commands.run("import", source)
    assert (told.code, "docs.jsonl was changed while it was read" in told.err) == (1, True)
    assert commands.texts() == {}


def test_the_same_again_adds_nothing_and_says_so(commands: Commands) -> None:
    content = lines(native(entities=[entity()]), GOOD)
    assert "imported 2 new articles, 0 unchanged" in commands.load(content).out
    with commands.open() as project:
        before = "\n".join(project.store.db.conn.iterdump())
    told = commands.load(content)
    assert told.code == 0
    assert "imported 0 new articles, 2 unchanged" in told.out
    assert "sets: 0 new, 1 unchanged, 0 replaced" in told.out
    with commands.open() as project:
        assert "\n".join(project.store.db.conn.iterdump()) == before


def test_a_model_s_set_is_taken_in_once_as_a_finished_run(commands: Commands) -> None:
    record = native(entities=[entity(state="proposed")]) | {"set": {"annotator": "en_test-1.0", "kind": "model"}}
    assert commands.load(lines(record)).code == 0
    assert "1 unchanged" in commands.load(lines(record)).out
    with commands.open() as project:
        (run,) = runs.all(project.store)
        assert (run.name, run.version, run.articles) == ("en_test", "1.0", 1)
        assert run.finished_at is not None
        found = annotations.newest_model_set(project.store, "d1")
        assert found is not None
        assert found.annotator == "en_test-1.0"


TEXTS = [
    "a\r\nb\rc\n",
    "  x \t",
    "e\u0301 \u1100\u1161 \u212b",
    "\ufeffx",
    "a\u2028b\x0bc\x0c\x85",
    "\U0001f468\u200d\U0001f469",
    "\u05d0\u202e",
    "\ue000\ufffe",
]


@pytest.mark.parametrize("text", TEXTS)
def test_texts_are_kept_to_the_character_in_every_format(commands: Commands, text: str) -> None:
    quoted = text.replace('"', '""')
    assert commands.load(lines({"id": "jsonl", "text": text})).code == 0
    assert commands.load(json.dumps([{"id": "json", "text": text}]), name="x.json").code == 0
    assert commands.load(f'id,text\r\ncsv,"{quoted}"\r\n'.encode(), name="x.csv").code == 0
    assert commands.load(b"\xef\xbb\xbf" + text.encode(), name="txt.txt").code == 0
    assert commands.texts() == dict.fromkeys(("jsonl", "json", "csv", "txt"), text)


def test_nfc_carries_offsets_along_or_refuses(commands: Commands) -> None:
    text = "Zoe\u0308 ran, Ann sat"
    record = native(text, entities=[entity(0, 4, text="Zoe\u0308"), entity(10, 13, "ORG", text="Ann")])
    assert commands.load(lines(record), "--normalize", "nfc").code == 0
    found = commands.set_of("d1", "ann1")
    assert commands.texts() == {"d1": "Zoë ran, Ann sat"}
    assert found is not None
    assert {m.text("Zoë ran, Ann sat") for m in found.mentions.values()} == {"Zoë", "Ann"}
    told = commands.load(lines(native(text, "d2", entities=[entity(0, 3)])), "--normalize", "nfc")
    assert "entities[0]: 0–3 begins or ends inside characters that --normalize or --newlines makes one" in told.err
    assert (told.code, list(commands.texts())) == (1, ["d1"])


def test_line_feeds_carry_offsets_along_or_refuse(commands: Commands) -> None:
    record = native("a\r\nAnn\r\nleft", entities=[entity(3, 6, text="Ann"), entity(1, 12, "ORG")])
    assert commands.load(lines(record), "--newlines", "lf").code == 0
    found = commands.set_of("d1", "ann1")
    assert commands.texts() == {"d1": "a\nAnn\nleft"}
    assert found is not None
    assert sorted((m.start, m.end) for m in found.mentions.values()) == [(1, 10), (2, 5)]
    told = commands.load(lines(native("a\r\nAnn", "d2", entities=[entity(2, 6)])), "--newlines", "lf")
    assert (told.code, "begins or ends inside characters" in told.err) == (1, True)


def test_a_set_that_was_changed_between_check_and_writing_is_not_overwritten(commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    assert commands.load(lines({"id": "d1", "text": "Ann left Selwick."})).code == 0
    source = commands.write("docs.jsonl", lines(native(entities=[entity()])))
    other = commands.write("other.jsonl", lines(native(entities=[entity(9, 16, "GPE")])))
    really_write = import_writing.write_import

    def write_after_another(project: object, *given: object, **named: object) -> None:
        monkeypatch.setattr("annotator.workflow.importing.write_import", really_write)
        monkeypatch.setattr("annotator.workflow.importing._alone", lambda _: nullcontext())
        import_files(project, [other], options=ReadOptions())
        really_write(project, *given, **named)

    monkeypatch.setattr("annotator.workflow.importing.write_import", write_after_another)
    with commands.open() as project:
        with pytest.raises(BadData, match="changed meanwhile"):
            import_files(project, [source])
        found = annotations.load(project.store, "d1", "ann1")
        assert found is not None
        assert [m.label for m in found.in_layer(Layer.ENTITY)] == ["GPE"]


def test_a_full_disk_or_locked_store_is_told_as_such(commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise Unavailable("annotations.db: database or disk is full", "is the disk full, or the folder read-only?")

    monkeypatch.setattr("annotator.store.articles.add", full)
    told = commands.load(lines(GOOD))
    assert (told.code, "disk is full" in told.err) == (3, True)
    assert commands.texts() == {}
