"""`python -m training --data DIR --out annotator/nlp/en_news_sm`: from the sets to the packaged pipeline in one command."""

from __future__ import annotations

import argparse
import dataclasses
import sys
from pathlib import Path

import annotator.nlp.word_features  # noqa: F401  (it registers the embedding layer)
from annotator.nlp.matrix_products import use_matmul
from annotator.nlp.pipeline import built_in
from training import calibrating, card, packaging, reporting, stages, wordtable
from training.learning import Plan

LISTS = Path(__file__).with_name("lists")
STAGES = ("table", "syntax", "names", "package", "calibration")


def main() -> None:
    """Run the stages asked for, all by default; what a stage makes is in the folder `--work` for the next."""
    options = _options()
    work: Path = options.work
    work.mkdir(parents=True, exist_ok=True)
    table = work / "words.npz"
    plans = {name: _plan(plan, options) for name, plan in stages.PLANS.items()}
    if "table" in options.stages:
        wordtable.write(table, LISTS)
    if "syntax" in options.stages:
        stages.learn_syntax(options.data, table, work / "syntax", (plans["syntax"], plans["syntax, second leg"]))
    if "names" in options.stages:
        learnt = stages.begun(work / "syntax")
        stages.learn_names(options.data, table, LISTS, learnt, work / "names", plans["names"])
    if "package" in options.stages:
        nlp = use_matmul(packaging.assemble(work / "syntax", work / "names"))
        report = reporting.report(nlp, options.data)
        size = packaging.write(nlp, table, options.out, card.written(report, plans), report.as_json())
        sys.stdout.write(report.as_text() + f"\n{options.out}: {size:,} bytes\n")
    if "calibration" in options.stages:
        sys.stdout.write(calibrating.calibrate(built_in(options.out), options.data, options.out) + "\n")


def _plan(plan: Plan, options: argparse.Namespace) -> Plan:
    """The plan with the steps and seed that were asked for."""
    return dataclasses.replace(plan, steps=min(plan.steps, options.steps or plan.steps), seed=plan.seed + options.seed)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with the sets (gum/, ewt/, pud/, …)")
    parser.add_argument("--out", type=Path, default=Path("annotator/nlp/en_news_sm"), help="the folder of the packaged pipeline, made anew")
    parser.add_argument("--work", type=Path, default=Path("build/training"), help="where the stages leave what they made")
    parser.add_argument("--stages", nargs="+", choices=STAGES, default=STAGES, help="only these stages")
    parser.add_argument("--seed", type=int, default=0, help="added to the seeds of the plans")
    parser.add_argument("--steps", type=int, help="at most so many steps, for a trial")
    return parser.parse_args()


if __name__ == "__main__":
    main()
