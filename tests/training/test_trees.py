from __future__ import annotations

from collections import Counter
from pathlib import Path

import spacy

from training import trees

CONLLU = """# newdoc id = GUM_news_port
# newpar
# text = They don't wait.
1	They	they	PRON	PRP	_	4	nsubj	_	_
2-3	don't	_	_	_	_	_	_	_	_
2	do	do	AUX	VBP	_	4	aux	_	_
3	n't	not	PART	RB	_	4	advmod:neg	_	_
4	wait	wait	VERB	VB	_	0	root	_	SpaceAfter=No
5	.	.	PUNCT	.	_	4	punct	_	_

# newpar
# text = Rain fell.
1	Rain	rain	NOUN	NN	_	2	nsubj	_	_
2	fell	fall	VERB	VBD	_	0	root	_	SpaceAfter=No
3	.	.	PUNCT	.	_	2	punct	_	_

# text = au lait
1-2	au	_	_	_	_	_	_	_	_
1	a	a	ADP	IN	_	3	case	_	_
2	le	le	DET	DT	_	3	det	_	_
3	lait	lait	NOUN	NN	_	0	root	_	_

"""


def read(folder: Path, dropped: Counter[str] | None = None) -> list[trees.Sentence]:
    path = folder / "few.conllu"
    path.write_text(CONLLU, encoding="utf-8")
    return list(trees.read(path, dropped))


def test_a_contraction_becomes_its_words_without_a_blank_between_them(tmp_path: Path) -> None:
    first = read(tmp_path)[0]
    assert [(word.form, word.spaced) for word in first.words] == [
        ("They", True),
        ("do", False),
        ("n't", True),
        ("wait", False),
        (".", True),
    ]


def test_a_sentence_whose_words_do_not_make_up_its_text_is_dropped_and_counted(tmp_path: Path) -> None:
    dropped = Counter[str]()
    assert len(read(tmp_path, dropped)) == 2
    assert sum(dropped.values()) == 1


def test_rare_subtypes_of_relations_are_cut_and_the_root_is_named_as_spacy_has_it(tmp_path: Path) -> None:
    assert [word.relation for word in read(tmp_path)[0].words] == ["nsubj", "aux", "advmod", "ROOT", "punct"]


def test_a_document_has_its_sentences_with_a_blank_line_between_paragraphs(tmp_path: Path) -> None:
    (doc,) = trees.documents(iter(read(tmp_path)), spacy.blank("en").vocab)
    assert doc.text == "They don't wait.\n\nRain fell. "
    assert [sent.text.strip() for sent in doc.sents] == ["They don't wait.", "Rain fell."]
    blank = next(token for token in doc if token.is_space)
    assert (blank.tag_, blank.head.text) == ("_SP", ".")
    assert [(token.head.text, token.dep_) for token in doc[6:9]] == [("fell", "nsubj"), ("fell", "ROOT"), ("fell", "punct")]


def test_long_documents_are_parted(tmp_path: Path) -> None:
    assert len(list(trees.documents(iter(read(tmp_path)), spacy.blank("en").vocab, per_document=1))) == 2
