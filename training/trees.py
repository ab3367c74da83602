"""Universal Dependencies trees (CoNLL-U) as spaCy documents: tags, parts of speech, heads, labels, sentence starts."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

PER_DOCUMENT = 8
"""How many sentences stand in one document of the training data."""


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word; `head` is the index of its head in the sentence, its own for the root."""

    form: str
    part: str
    tag: str
    head: int
    relation: str
    spaced: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of one sentence, the document it is from, and whether a paragraph begins with it."""

    document: str
    words: tuple[Word, ...]
    begins_paragraph: bool


def read(path: Path, dropped: Counter[str] | None = None) -> Iterator[Sentence]:
    """The sentences of a `.conllu` or `.conllu.gz` file; one whose words don't make up its text is dropped and counted."""
    document, paragraph, lines = "", True, list[list[str]]()
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as source:
        for line in (*source, "\n"):
            if line.startswith("# newdoc id ="):
                document, paragraph = line.split("=", 1)[1].strip(), True
            elif line.startswith("# newpar"):
                paragraph = True
            elif line.strip() and not line.startswith("#"):
                lines.append(line.rstrip("\n").split("\t"))
            elif not line.strip() and lines:
                words = _words(lines)
                if words is None:
                    if dropped is not None:
                        dropped["sentences whose words don't make up their text"] += 1
                else:
                    yield Sentence(document, words, paragraph)
                paragraph, lines = False, []


def _words(lines: list[list[str]]) -> tuple[Word, ...] | None:
    """The syntactic words; the parts of a multi-word token must make up its surface form, its spacing is the last part's."""
    spaced: dict[int, bool] = {}
    surfaces: list[tuple[int, int, str]] = []
    rows = []
    for line in lines:
        name = line[0]
        if "-" in name:
            first, last = map(int, name.split("-"))
            surfaces.append((first, last, line[1]))
            spaced |= dict.fromkeys(range(first, last), False) | {last: "SpaceAfter=No" not in line[9]}
        elif "." not in name:
            rows.append(line)
            spaced.setdefault(int(name), "SpaceAfter=No" not in line[9])
    forms = {int(row[0]): row[1] for row in rows}
    if any("".join(forms[i] for i in range(first, last + 1)) != surface for first, last, surface in surfaces):
        return None
    return tuple(_word(row, spaced[int(row[0])]) for row in rows)


def _word(row: list[str], spaced: bool) -> Word:
    head = int(row[6]) - 1 if row[6] != "0" else int(row[0]) - 1
    # UD subtypes beyond these few are too rare to learn from so little text
    relation = row[7] if row[7] in KEPT_SUBTYPES else row[7].split(":")[0]
    return Word(row[1], row[3], row[4], head, "ROOT" if row[6] == "0" else relation, spaced)


KEPT_SUBTYPES = frozenset(
    "nsubj:pass csubj:pass aux:pass obl:agent nmod:poss acl:relcl compound:prt obl:unmarked nmod:unmarked nmod:desc".split()
)


def documents(sentences: Iterator[Sentence], vocab: Vocab, per_document: int = PER_DOCUMENT) -> Iterator[Doc]:
    """The sentences in documents of at most `per_document`, a blank line before each new paragraph."""
    group: list[Sentence] = []
    for sentence in sentences:
        if group and (len(group) == per_document or group[0].document != sentence.document):
            yield as_doc(group, vocab)
            group = []
        group.append(sentence)
    if group:
        yield as_doc(group, vocab)


def as_doc(sentences: list[Sentence], vocab: Vocab) -> Doc:
    """One document; the blank line between paragraphs is a token that hangs on the one before it, as spaCy has it."""
    words: list[Word] = []
    starts: list[bool | int | None] = []
    for sentence in sentences:
        offset = len(words)
        if words and sentence.begins_paragraph:
            words[-1] = _unspaced(words[-1])
            words.append(Word("\n\n", "SPACE", "_SP", offset - 1, "dep", False))
            starts.append(False)
            offset += 1
        words.extend(Word(w.form, w.part, w.tag, w.head + offset, w.relation, w.spaced) for w in sentence.words)
        starts.extend(i == 0 for i in range(len(sentence.words)))
    return Doc(
        vocab,
        words=[word.form for word in words],
        spaces=[word.spaced for word in words],
        tags=[word.tag for word in words],
        pos=[word.part if word.part != "_" else "X" for word in words],
        heads=[word.head for word in words],
        deps=[word.relation for word in words],
        sent_starts=starts,
    )


def _unspaced(word: Word) -> Word:
    return Word(word.form, word.part, word.tag, word.head, word.relation, False)
