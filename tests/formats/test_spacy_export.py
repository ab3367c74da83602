"""What spaCy alone reads out of the export is our set without exactly what the export said is lost."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace

import pytest
from builders import marked
from commanding import Commands, entity, lines, native
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from annotator.formats import exporters
from annotator.formats.exporters import WriteOptions, Written
from annotator.model.annotation import AnnotationSet, Layer, Mention, State
from annotator.model.article import Article
from annotator.model.span import Span

Case = tuple[Article, AnnotationSet]
Place = tuple[str, str, int, int]

CASES: dict[str, Case] = {
    "emoji before a mention": marked("😀 [PERSON Ann Lee] left 😀[GPE Selwick]."),
    "emoji of several code points": marked("👩‍👩‍👧 [PERSON Ann] met 👩🏽‍🚒 [PERSON Bo]."),
    "no-break space": marked("The [ORG 10\u00a0Group] paid [DATE 10\u00a0May]."),
    "CRLF": marked("[PERSON Ann]\r\nleft [GPE Selwick]\r\n\r\n[ORG Delta Fund]"),
    "tab": marked("a\t[PERSON Ann]\tb [GPE Port\tSelwick]"),
    "two blanks": marked("x  [PERSON Ann  Lee]  left"),
    "newline in a mention": marked("The [ORG Delta\nFund] sent [ORG Red\r\nCross] trucks"),
    "quote across paragraphs": marked("[direct:q “We stay.\n\n“We wait.”] [cue:c said] [PERSON:p Ann].", "q cue c", "q speaker p"),
    "touching": marked("[GPE Port] [GPE Selwick] and [PERSON Ann][PERSON Lee]"),
    "nested": marked("The [ORG Bank of [GPE Selwick]] closed."),
    "nested with as many tokens": marked("The [ORG [GPE Selwick]] closed."),
    "discontinuous": marked("[PERSON:a Ann] and [PERSON:b Bo] [PERSON:a Lee]; [direct:q “Yes,”] she said, [direct:q “no.”]"),
    "no mentions": marked("Nothing happened."),
    "two events on one trigger": marked("[PERSON:a Ann] [PERSON:b Bo] [Attack:e [Die:f shot]]", "e target a", "f victim b"),
    "a repeated role": marked("[PERSON:a Ann] and [PERSON:b Bo] were [Attack:e hit]", "e target a", "e target b"),
    "an event as filler": marked("[Attack:e Bombs] [Die:f killed] [participant:p two people]", "f agent e", "f victim p"),
    "one filler of two events": marked("[PERSON:a Ann] was [Attack:e hit] and [Die:f died]", "e target a", "f victim a"),
    "right to left": marked("ذهب [PERSON علي حسن] إلى [GPE بغداد]."),
    "combining marks": marked("Zoe\u0308 met [PERSON Zoe\u0308 Ñandu] in [GPE A\u030arhus]."),
    "line separator": marked("one\u2028[PERSON Ann] two\x85[GPE Selwick]"),
    "blanks at the ends": marked("[PERSON Ann ]left[GPE \u00a0Selwick]"),
    "nothing but blanks": marked("Ann[PERSON  ] left"),
    "less than a token": marked("[GPE U.S.]-led forces, [PERSON Ann]Lee"),
}


def crossing() -> Case:
    """Two entities that overlap and neither holds the other; the first is longer."""
    article, found = marked("[PERSON:a Ann Lee Park] Road")
    other = Mention("b", Layer.ENTITY, "GPE", (Span(8, 17),), State.ADDED)
    return article, found.with_items({**found.mentions, "b": other}, {})


CASES["crossing"] = crossing()


def written(case: Case, *, graph: bool = False) -> tuple[Doc, Written]:
    """The document that spaCy reads out of the export, and what the export said of it."""
    buffer = io.BytesIO()
    said = exporters.get("spacy").write(iter([(*case, {"name": "tiny", "version": "1", "sha256": "0"})]), buffer, WriteOptions(graph=graph))
    (doc,) = DocBin().from_bytes(buffer.getvalue()).get_docs(Vocab())
    return doc, said


def ours(found: AnnotationSet, layer: Layer) -> Counter[Place]:
    """Every fragment of a layer: id, label, start, end."""
    return Counter((m.id, m.label or str(layer), f.start, f.end) for m in found.in_layer(layer) for f in m.fragments)


def theirs(doc: Doc, group: str) -> Counter[Place]:
    return Counter((span.id_, span.label_, span.start_char, span.end_char) for span in doc.spans[group])


GROUPS = [
    ("entity", Layer.ENTITY),
    ("quote_content", Layer.QUOTE),
    ("cue", Layer.CUE),
    ("trigger", Layer.EVENT),
    ("participant", Layer.PARTICIPANT),
]


@pytest.mark.parametrize("name", CASES)
def test_spacy_reads_the_text_and_every_fragment_but_those_told_to_be_changed(name: str) -> None:
    article, found = CASES[name]
    doc, said = written(CASES[name])
    assert doc.text == article.text
    for group, layer in GROUPS:
        missing, extra = ours(found, layer) - theirs(doc, group), theirs(doc, group) - ours(found, layer)
        changed = {kind: number for kind, number in said.lost.items() if kind.startswith(f"{group} fragments ")}
        assert missing.total() == sum(changed.values()), (missing, said.lost)
        assert extra.total() == missing.total() - changed.get(f"{group} fragments left out, being blank", 0)
        for name_, label, start, end in missing:
            words = article.text[start:end].strip()
            near = [place for place in extra if place[:2] == (name_, label) and words in article.text[place[2] : place[3]]]
            assert near or not words


@pytest.mark.parametrize("name", CASES)
def test_ents_are_the_contiguous_entities_that_a_longer_one_does_not_hide(name: str) -> None:
    _, found = CASES[name]
    doc, said = written(CASES[name])
    contiguous = {m.id for m in found.in_layer(Layer.ENTITY) if len(m.fragments) == 1}
    whole = [span for span in doc.spans["entity"] if span.id_ in contiguous]
    expected: list = []
    for span in sorted(whole, key=lambda s: (s.start - s.end, s.start)):
        if all(span.end <= other.start or other.end <= span.start for other in expected):
            expected.append(span)
    assert {(e.ent_id_, e.label_, e.start, e.end) for e in doc.ents} == {(s.id_, s.label_, s.start, s.end) for s in expected}
    assert said.lost["nested or overlapping entities left out of ents"] == len(whole) - len(expected)
    discontinuous = len(found.in_layer(Layer.ENTITY)) - len(contiguous)
    assert said.lost["discontinuous entities left out of ents"] == discontinuous
    assert not any(token.text.isspace() for ent in doc.ents for token in (ent[0], ent[-1]))


@pytest.mark.parametrize("name", CASES)
def test_fillers_stand_in_the_group_of_their_role(name: str) -> None:
    _, found = CASES[name]
    doc, said = written(CASES[name])
    by_role: Counter[tuple[str, str]] = Counter((key.role, key.target) for key in found.links if key.role != "cue")
    read = Counter((group.removeprefix("role:"), span.id_) for group in doc.spans if group.startswith("role:") for span in doc.spans[group])
    fragments = {m.id: len(m.fragments) for m in found.mentions.values()}
    assert read == Counter({(role, target): number * fragments[target] for (role, target), number in by_role.items()})
    assert said.lost["links of roles and cues to their quote or event"] == len(found.links)


def test_the_cases_lose_what_their_names_say() -> None:
    lost = {name: written(case)[1].lost for name, case in CASES.items()}
    nested = "nested or overlapping entities left out of ents"
    assert [lost[name][nested] for name in ("nested", "nested with as many tokens", "crossing", "touching")] == [1, 1, 1, 1]
    assert lost["touching"]["entity fragments widened to whole tokens"] == 2
    assert lost["less than a token"]["entity fragments widened to whole tokens"] == 2
    assert lost["blanks at the ends"]["entity fragments without the blanks at their ends"] == 2
    assert lost["nothing but blanks"]["entity fragments left out, being blank"] == 1
    assert lost["discontinuous"]["discontinuous entities left out of ents"] == 1
    for name in ("emoji before a mention", "CRLF", "two blanks", "newline in a mention", "right to left", "no mentions", "line separator"):
        assert not lost[name], name


@pytest.mark.parametrize("name", CASES)
def test_the_graph_on_request_has_every_link_and_note(name: str) -> None:
    article, found = CASES[name]
    first = next(iter(found.mentions), None)
    if first is not None:
        found = found.with_items({**found.mentions, first: replace(found.mentions[first], note="n")}, found.links)
    doc, said = written((article, found), graph=True)
    graph = doc.user_data["annotator"]
    assert {tuple(role) for role in graph["roles"]} == {(key.source, key.role, key.target) for key in found.links}
    assert graph["id"] == article.id
    assert {name for name, noted in graph["mentions"].items() if noted.get("note") == "n"} == ({first} if first else set())
    assert not any("links" in kind or "notes" in kind or "attributes" in kind for kind in said.lost)
    assert "annotator" not in written((article, found))[0].user_data


def test_a_language_that_spacy_lacks_is_cut_as_any() -> None:
    article, found = marked("[PERSON Ann] left")
    for language in ("zz", "en-GB", "EN_us"):
        doc, _ = written((replace(article, language=language), found))
        assert [ent.text for ent in doc.ents] == ["Ann"]


def test_strict_refuses_any_loss_and_writes_nothing(commands: Commands) -> None:
    whole = native("The Bank of Selwick closed.", entities=[entity(4, 19, "ORG")], annotator="gold")
    assert commands.load(lines(whole)).code == 0
    assert commands.run("export", "--format", "spacy", "--strict", "-o", "a.spacy").code == 0
    nested = native("The Bank of Selwick closed.", "d2", entities=[entity(4, 19, "ORG"), entity(12, 19, "GPE")], annotator="gold")
    assert commands.load(lines(nested)).code == 0
    told = commands.run("export", "--format", "spacy", "--strict", "-o", "b.spacy")
    assert told.code == 1
    assert "would lose 1 nested or overlapping entities left out of ents" in told.err
    assert sorted(path.name for path in commands.folder.glob("*.*")) == ["a.spacy", "docs.jsonl", "manifest.json"]
    told = commands.run("export", "--format", "spacy", "-o", "b.spacy")
    assert (told.code, "lost: 1 nested or overlapping entities left out of ents" in told.err) == (0, True)
