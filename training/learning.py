"""The training loop: batches of a number of words, a learning rate that falls to nothing, the best averaged weights kept."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.training import Example
from thinc.api import Adam, Config, fix_random_seed

from annotator.nlp.matrix_products import use_matmul

CONFIGS = Path(__file__).with_name("configs")


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast to learn: `steps` batches of about `words` words, measured each `every` steps."""

    steps: int
    words: int = 1200
    every: int = 250
    rate: float = 0.0015
    dropout: float = 0.2
    seed: int = 1
    warmup: int = 150
    horizon: int | None = None
    """The step at which the rate would be nothing, `steps` when left out."""


def make(name: str, table: Path, examples: Iterable[Example], seed: int) -> Language:
    """The pipeline of `configs/NAME.cfg`, its labels taken from the examples."""
    fix_random_seed(seed)
    config = Config().from_disk(CONFIGS / f"{name}.cfg", overrides={"paths.table": str(table)})
    nlp = spacy.util.load_model_from_config(config, auto_fill=True)
    shown = list(examples)
    nlp.initialize(lambda: shown)
    return use_matmul(nlp)


def load(folder: Path, seed: int) -> Language:
    """A pipeline that an earlier leg left, ready to learn on: the same whether or not that leg ran in this process."""
    nlp = use_matmul(spacy.load(folder))
    fix_random_seed(seed)
    return nlp


def take_over(nlp: Language, component: str, source: Language) -> None:
    """Let the network under a component begin with the weights of the network that another pipeline has learnt."""
    learnt = source.get_pipe("tok2vec").model  # type: ignore[attr-defined]
    begun = nlp.get_pipe(component).model.get_ref("tok2vec").layers[0]  # type: ignore[attr-defined]
    pairs = zip(*([node for node in model.walk() if node.param_names] for model in (learnt, begun)), strict=True)
    for theirs, ours in pairs:
        for name in theirs.param_names:
            if theirs.get_param(name).shape != ours.get_param(name).shape:
                raise ValueError(f"{theirs.name} {name} has another shape in {component}")
            ours.set_param(name, theirs.get_param(name).copy())


Epoch = Callable[[random.Random], list[Example]]
Measure = Callable[[Language], tuple[float, str]]


def learn(nlp: Language, epoch: Epoch, plan: Plan, measure: Measure, out: Path) -> float:
    """Train `nlp` on what `epoch` gives each time round; the weights that measure best are in the folder `out`, their score is returned."""
    optimizer = Adam(plan.rate, beta1=0.9, beta2=0.999, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    best, losses, began = -1.0, dict[str, float](), time.monotonic()
    for step, batch in enumerate(_batches(epoch, plan), start=1):
        optimizer.learn_rate = plan.rate * rate_at(step, plan)
        nlp.update(batch, drop=plan.dropout, sgd=optimizer, losses=losses)
        optimizer.step_schedules()
        if step % plan.every == 0 or step == plan.steps:
            with nlp.use_params(optimizer.averages):
                score, line = measure(nlp)
                if score > best:
                    best = score
                    nlp.to_disk(out)
            report = " ".join(f"{name} {loss:.0f}" for name, loss in losses.items())
            _say(f"{step:6} {time.monotonic() - began:6.0f} s  {line}  loss {report}{'  *' if score == best else ''}")
            losses.clear()
    return best


def rate_at(step: int, plan: Plan) -> float:
    """The share of the full rate at a step: up during the warm-up, then straight down to nothing."""
    if step < plan.warmup:
        return step / plan.warmup
    end = (plan.horizon or plan.steps) + 1
    return max(0.0, (end - step) / (end - plan.warmup))


def _batches(epoch: Epoch, plan: Plan) -> Iterator[list[Example]]:
    chance, made = random.Random(plan.seed), 0
    while made < plan.steps:
        examples = epoch(chance)
        chance.shuffle(examples)
        for batch in in_batches(examples, plan.words):
            yield batch
            made += 1
            if made == plan.steps:
                return


def in_batches(examples: list[Example], words: int) -> Iterator[list[Example]]:
    """The examples in their order, in batches of at least `words` words, but for the last."""
    batch: list[Example] = []
    size = 0
    for example in examples:
        batch.append(example)
        size += len(example.predicted)
        if size >= words:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
