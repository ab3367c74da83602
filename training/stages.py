"""The stages from the data to a trained pipeline: words, syntax, names."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from annotator.nlp.trained import NAMES as NER
from training import augmenting, gazetteers, learning, named, scoring, sets, trees
from training.learning import Plan
from training.named import Passage

PLANS = {
    "syntax": Plan(steps=750, horizon=2600, words=1200, every=250, rate=0.002, dropout=0.15),
    "syntax, second leg": Plan(steps=1600, horizon=2000, words=1200, every=400, rate=0.0018, dropout=0.15, warmup=50, seed=2),
    "names": Plan(steps=2400, words=1000, every=200, rate=0.0015, dropout=0.3, seed=2),
}
"""The recogniser takes over the network of the syntax's first leg."""


def learn_syntax(data: Path, table: Path, out: Path, plans: tuple[Plan, Plan]) -> float:
    """Train tagger and parser in two legs; the best pipeline is in `out`, its LAS on GUM and EWT dev is returned.

    The second leg begins with the best weights of the first and a rate that falls to nothing.
    """
    nlp, dropped = spacy.blank("en"), Counter[str]()
    docs = list(trees.documents(sets.training_sentences(data, dropped), nlp.vocab))
    first, second = plans
    _leg(data, docs, learning.make("syntax", table, [Example(doc, doc) for doc in docs], first.seed), first, begun(out))
    return _leg(data, docs, learning.load(begun(out), second.seed), second, out)


def begun(out: Path) -> Path:
    """The folder of the first leg's pipeline."""
    return out.with_name(out.name + "_begun")


def _leg(data: Path, docs: list[Doc], made: Language, plan: Plan, out: Path) -> float:
    dev = dev_docs(data, made)

    def epoch(chance: random.Random) -> list[Example]:
        return [Example(made.make_doc(doc.text), doc) for doc in docs]

    def measure(pipeline: Language) -> tuple[float, str]:
        found = scoring.trees(pipeline, dev)
        return found["las"], " ".join(f"{name} {value:.1f}" for name, value in found.items())

    return learning.learn(made, epoch, plan, measure, out)


def dev_docs(data: Path, nlp: Language) -> list[Doc]:
    """The trees of GUM dev and EWT dev as documents."""
    paths = (data / "gum/gum_dev.conllu.gz", data / "ewt/ewt_dev.conllu.gz")
    return [doc for path in paths for doc in trees.documents(trees.read(path), nlp.vocab)]


def learn_names(data: Path, table: Path, lists: Path, syntax: Path, out: Path, plan: Plan) -> float:
    """Train the entity recogniser, which begins with the network of the pipeline in `syntax`; the best pipeline is in `out`.

    Returned is the mean of core F1 on GUM dev and core F1 over all reported sets.
    """
    blank = spacy.blank("en")
    examples = [named.example(blank, passage) for _, passage in sets.training_passages(data)]
    made = learning.make("names", table, examples, plan.seed)
    learning.take_over(made, NER, spacy.load(syntax))
    return names_leg(data, lists, made, plan, out)


def names_leg(data: Path, lists: Path, made: Language, plan: Plan, out: Path, augment: bool = True) -> float:
    """Train a recogniser that is made already."""
    passages = [passage for _, passage in sets.training_passages(data)]
    held_out = list(sets.held_out_articles(data))
    vary = augmenting.Names.read(lists, passages, gazetteers.abroad()).vary if augment else _as_it_is

    def epoch(chance: random.Random) -> list[Example]:
        return [named.example(made, vary(passage, chance)) for passage in passages]

    def measure(pipeline: Language) -> tuple[float, str]:
        found = scoring.names(pipeline, held_out)
        core = {name: rows["core"].f1 for name, rows in found.items()}
        # GUM dev is as large as the other five together and nearest to what is asked
        score = (core["gum_dev"] + sum(core.values()) / len(core)) / 2
        return score, f"{score:.1f} " + " ".join(f"{name} {value:.1f}" for name, value in core.items())

    return learning.learn(made, epoch, plan, measure, out)


def _as_it_is(passage: Passage, chance: random.Random) -> Passage:
    return passage
