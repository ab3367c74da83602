"""Every case of a file of reference values through the public functions: `python benchmarks/agreement_reference.py FILE`.

A case has a measure, parameters, an input, expected values and a tolerance. Compared is every number that
the case expects; where it expects "undefined" there must be no value and a reason.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from annotator import compare
from annotator.compare import Argument, Dissimilarity, Event, Marked, PairAgreement, Quote, Score
from annotator.model.errors import AnnotatorError

Case = dict[str, Any]
Given = dict[str, Any]
Parameters = dict[str, Any]
Found = dict[str, Any]

SAMPLES = 500
_NOT_COMPARED = ("published", "readings", "sd_between_seeds", "gamma_cat_sd", "reason", "status")


def main() -> int:
    """Print each failure and the totals; the number returned is the exit code."""
    cases: list[Case] = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["cases"]
    inputs = {case["name"]: case["input"] for case in cases}
    failed = 0
    for case in cases:
        given = case["input"]
        faults = faults_of(case, inputs[given["same_input_as"]] if given["kind"] == "ref" else given)
        failed += bool(faults)
        for fault in faults:
            print(f"{case['name']}: {fault}")
    print(f"{len(cases) - failed} passed, {failed} failed")
    return 1 if failed else 0


def faults_of(case: Case, given: Given) -> list[str]:
    """What differs from the case's expected values."""
    if case["measure"] not in MEASURES:
        return [f"no measure is called {case['measure']}"]
    try:
        found = MEASURES[case["measure"]](given, case["params"])
    except (AnnotatorError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        return [f"{type(error).__name__}: {error}"]
    return differences(case["expected"], found, case["tolerance"], "")


def differences(expected: Any, found: Any, tolerance: float, where: str) -> list[str]:
    """The leaves of `expected` that `found` does not have, each as a sentence."""
    if isinstance(expected, dict):
        return _dict_differences(expected, found, tolerance, where)
    value = found.value if isinstance(found, Score) else found
    if expected is None:
        undefined = value is None and (not isinstance(found, Score) or found.reason)
        return [] if undefined else [f"{where} should be undefined, is {value}"]
    if isinstance(expected, bool | str):
        return [] if value == expected else [f"{where} should be {expected}, is {value}"]
    if isinstance(expected, list):
        pairs = zip(expected, found, strict=True)
        return [fault for n, (e, f) in enumerate(pairs) for fault in differences(e, f, tolerance, f"{where}[{n}]")]
    exact = where.rsplit(".", 1)[-1].startswith("n_")
    near = value is not None and abs(value - expected) <= (0 if exact else tolerance)
    return [] if near else [f"{where or 'value'} should be {expected} ± {tolerance}, is {value}"]


def _dict_differences(expected: dict[str, Any], found: Any, tolerance: float, where: str) -> list[str]:
    if expected.get("status") == "undefined":
        score = found["value"] if isinstance(found, Mapping) else found
        if not isinstance(score, Score) or score.defined or not score.reason:
            return [f"{where or 'value'} should be undefined with a reason, is {score}"]
    faults = []
    for key, each in expected.items():
        if key in _NOT_COMPARED:
            continue
        if key not in found:
            faults.append(f"{where}.{key} is missing")
        else:
            faults += differences(each, found[key], tolerance, f"{where}.{key}".lstrip("."))
    return faults


def ratings(given: Given) -> list[list[str | None]]:
    """One row a unit, from `[count, row]`."""
    return [row for count, row in given["units"] for _ in range(count)]


def continuum(annotators: dict[str, Any]) -> dict[str, list[tuple[Any, Any, str]]]:
    """Annotator → units."""
    return {name: [(start, end, label) for start, end, label in units] for name, units in annotators.items()}


def spans(given: Given) -> dict[str, dict[str, list[Marked]]]:
    """Article → annotator → mentions."""
    documents = given["documents"].items()
    return {article: {name: [Marked(((s, e),), label) for s, e, label in items] for name, items in by.items()} for article, by in documents}


def dissimilarity(parameters: Parameters) -> Dissimilarity:
    """The weights that the case names."""
    return Dissimilarity(parameters["alpha"], parameters["beta"], parameters["delta_empty"])


def coding(measure: Callable[[list[list[str | None]]], Score]) -> Callable[[Given, Parameters], Found]:
    """A measure of rating tables."""
    return lambda given, _: {"value": measure(ratings(given))}


def alpha_interval(given: Given, _: Parameters) -> Found:
    """Categories are numbers."""
    rows = ratings(given)
    return {"value": compare.krippendorff_alpha_interval(rows, {label: float(label) for row in rows for label in row if label})}


def alpha_ordinal(given: Given, _: Parameters) -> Found:
    """Categories are numbers in their order."""
    rows = ratings(given)
    order = sorted({label for row in rows for label in row if label is not None}, key=float)
    return {"value": compare.krippendorff_alpha_ordinal(rows, order)}


def ac1(given: Given, parameters: Parameters) -> Found:
    """AC1, with the schema's categories where the case names them."""
    return {"value": compare.gwet_ac1(ratings(given), parameters.get("categories", ()))}


def mean_pairwise(given: Given, _: Parameters) -> Found:
    """Every pair, and the mean; as one value only where no pair is undefined."""
    rows, names = ratings(given), given["annotators"]
    found = compare.mean_pairwise_cohen_kappa(rows)
    pairs = {f"{names[i]}-{names[j]}": {"value": score, "n_shared": score.units} for (i, j), score in found.pairs.items()}
    value = None if found.undefined_pairs else found.mean
    return {"value": value, "pairs": pairs, "mean_over_defined_pairs": found.mean, "n_defined_pairs": found.defined_pairs}


def alpha_u(given: Given, parameters: Parameters) -> Found:
    """α_U of one category or all."""
    score = compare.alpha_u_1995(
        continuum(given["annotators"]), given["length"], begin=given.get("begin", 0), category=parameters.get("category")
    )
    return {"value": score, "Do": score.observed, "De": score.expected}


def unit_alpha(name: str) -> Callable[[Given, Parameters], Found]:
    """One of the uα family, with the others beside it."""

    def found(given: Given, _: Parameters) -> Found:
        family = compare.u_alpha_family_2016(continuum(given["annotators"]), given["length"])
        both = {"u_alpha": family.u_alpha, "bar_u_alpha": family.bar_u_alpha, "cu_alpha": family.cu_alpha, "k_u_alpha": family.k_u_alpha}
        return {**both, "value": both.get(name), "coverage": family.k_coverage if name == "k_u_alpha" else family.coverage}

    return found


def gamma_disorder(given: Given, parameters: Parameters) -> Found:
    """The best alignment."""
    best = compare.best_alignment(continuum(given["annotators"]), dissimilarity(parameters))
    return {"value": best.disorder, "n_unitary_alignments": len(best.rows), "gamma_cat_observed_disorder": best.cat_disorder}


def gamma(given: Given, parameters: Parameters) -> Found:
    """γ and γcat by the sampler of the case."""
    found = compare.gamma(
        continuum(given["annotators"]), dissimilarity(parameters), sampler=parameters.get("sampler", "statistical"), samples=SAMPLES
    )
    return {"value": found.gamma, "gamma_cat": found.gamma_cat}


def gamma_given_samples(given: Given, parameters: Parameters) -> Found:
    """γ with the continua of the case."""
    sampled = [continuum(each) for each in given["sampled_continua"]]
    found = compare.gamma_given_samples(continuum(given["annotators"]), sampled, dissimilarity(parameters))
    return {"value": found.gamma, "observed_disorder": found.gamma.observed, "sample_disorders": list(found.sample_disorders)}


def span_f1(measure: Callable[[Any], PairAgreement]) -> Callable[[Given, Parameters], Found]:
    """Pairs, means, labels and articles of a span F1."""

    def found(given: Given, _: Parameters) -> Found:
        corpus = spans(given)
        agreement = measure(corpus)
        macro = agreement.macro_over_pairs
        out: Found = {"value": macro, "macro_over_pairs": macro, "micro": agreement.micro, "per_label": compare.per_label(corpus)}
        out["n_defined_pairs"] = len(agreement.pairs) - agreement.undefined_pairs
        out["per_document"] = {article: counts.f1 for article, counts in agreement.per_article.items()}
        out["pairs"] = {
            "|".join(pair): {"tp": c.tp, "n_a": c.n_a, "n_b": c.n_b, "n_docs": c.n_articles, "f1": c.f1}
            for pair, c in agreement.pairs.items()
        }
        return out | {"|".join(pair): counts.f1 for pair, counts in agreement.pairs.items()}

    return found


def semeval(given: Given, _: Parameters) -> Found:
    """All schemes, `ref` being the reference."""
    counts = compare.summed_schemes([compare.semeval13_scheme(by["ref"], by["other"]) for by in spans(given).values()])
    names = ("correct", "incorrect", "partial", "missed", "spurious", "f1")
    return {scheme: {name: getattr(each, name) for name in names} for scheme, each in counts.items()}


def order_invariance(given: Given, _: Parameters) -> Found:
    """Strict F1, and whether it is the same for shuffled mentions and swapped annotators."""
    shuffled = random.Random(0)
    values = []
    for turn in range(10):
        sides = [([*by["ref"]], [*by["other"]]) for by in spans(given).values()]
        for side in (side for pair in sides for side in pair):
            shuffled.shuffle(side)
        ordered = [pair[:: 1 if turn % 2 else -1] for pair in sides]
        values.append(compare.summed_schemes([compare.semeval13_scheme(a, b) for a, b in ordered])["strict"].f1)
    return {"strict_f1": values[0], "must_equal_under_permutation": len(set(values)) == 1}


def tokens(given: Given, _: Parameters) -> Found:
    """Both variants of token κ."""
    found = compare.token_cohen_kappa(*given["annotators"].values())
    return {
        "kappa_all_tokens": found.all_tokens,
        "kappa_annotated_tokens_only": found.annotated_tokens_only,
        "token_f1_ex_O": found.f1_without_outside,
    }


def event(data: dict[str, Any]) -> Event:
    """An event of the file."""
    arguments = frozenset(Argument(each["role"], (tuple(each["span"]),)) for each in data["args"])
    return Event((tuple(data["trigger"]),), data["type"], arguments)


def event_f1(given: Given, _: Parameters) -> Found:
    """Every criterion of every pair."""
    corpus = {article: {name: [event(each) for each in items] for name, items in by.items()} for article, by in given["documents"].items()}
    out: Found = {}
    for criterion in compare.CRITERIA:
        found = compare.over_pairs(corpus, lambda a, b, name=criterion: compare.event_f1(a, b)[name])  # type: ignore[misc]
        for pair, c in found.pairs.items():
            out.setdefault("|".join(pair), {})[criterion] = {"tp": c.tp, "n_a": c.n_a, "n_b": c.n_b, "f1": c.f1}
    return out


def quote(data: dict[str, Any]) -> Quote:
    """A quote of the file."""
    content, cue, source = (tuple((start, end) for start, end in data[name]) for name in ("content", "cue", "source"))
    return Quote(content, "", cue, source, frozenset([data["speaker"]] if data["speaker"] else []))


def quotes(given: Given) -> dict[str, dict[str, list[Quote]]]:
    """Article → annotator → quotes."""
    documents = given["documents"].items()
    return {article: {name: [quote(each) for each in items] for name, items in by.items()} for article, by in documents}


def agr(given: Given, _: Parameters) -> Found:
    """`agr` of every pair, by overlap and by equal content."""
    out: Found = {"exact_content": {}}
    for pair, (near, same, _elements) in compare.over_quote_pairs(quotes(given)).items():
        for table, found in ((out, near), (out["exact_content"], same)):
            table["|".join(pair)] = {"agr_x_y": found.agr_x_y, "agr_y_x": found.agr_y_x, "mean": found.mean}
    return out


def element_dice(given: Given, _: Parameters) -> Found:
    """Dice of the elements of the one pair."""
    ((_near, _same, elements),) = compare.over_quote_pairs(quotes(given)).values()
    return {name: found.mean for name, found in elements.items()}


def coreference(given: Given, _: Parameters) -> Found:
    """All measures of chains."""
    found = compare.coref_metrics(given["a"], given["b"])
    shares = {name: {"recall": each.recall, "precision": each.precision, "f1": each.f1} for name, each in found.items()}
    return {**shares, "conll_mean_f1": compare.conll_mean_f1(found)}


def bootstrap(given: Given, parameters: Parameters) -> Found:
    """The interval of nominal α, over units."""
    rows = ratings(given)
    counts = compare.nominal_statistics(compare.coded(rows).counts)
    found = compare.bootstrap_percentile_ci(counts, compare.nominal_alpha_of, level=parameters["level"])
    return {"low": found.low, "high": found.high, "point": compare.krippendorff_alpha_nominal(rows)}


MEASURES: dict[str, Callable[[Given, Parameters], Found]] = {
    "krippendorff_alpha_nominal": coding(compare.krippendorff_alpha_nominal),
    "krippendorff_alpha_ordinal": alpha_ordinal,
    "krippendorff_alpha_interval": alpha_interval,
    "cohen_kappa": coding(compare.cohen_kappa),
    "scott_pi": coding(compare.scott_pi),
    "fleiss_kappa": coding(compare.fleiss_kappa),
    "multi_kappa_davies_fleiss": coding(compare.multi_kappa_davies_fleiss),
    "mean_pairwise_cohen_kappa": mean_pairwise,
    "gwet_ac1": ac1,
    "alpha_U_1995": alpha_u,
    "u_alpha_2016": unit_alpha("u_alpha"),
    "bar_u_alpha_2016": unit_alpha("bar_u_alpha"),
    "cu_alpha_2016": unit_alpha("cu_alpha"),
    "k_u_alpha_2016": unit_alpha("k_u_alpha"),
    "u_alpha_family_2016": unit_alpha("family"),
    "gamma_observed_disorder": gamma_disorder,
    "gamma": gamma,
    "gamma_given_samples": gamma_given_samples,
    "span_f1_exact": span_f1(compare.span_f1_exact),
    "span_f1_exact_unlabelled": span_f1(compare.span_f1_exact_unlabelled),
    "span_f1_overlap_label": span_f1(compare.span_f1_overlap_label),
    "span_f1_overlap_unlabelled": span_f1(compare.span_f1_overlap_unlabelled),
    "span_f1_soft_dice_label": span_f1(compare.span_f1_soft_dice_label),
    "span_f1_soft_dice_unlabelled": span_f1(compare.span_f1_soft_dice_unlabelled),
    "semeval13_scheme": semeval,
    "span_strict_order_invariance": order_invariance,
    "token_cohen_kappa": tokens,
    "event_f1": event_f1,
    "agr_wiebe": agr,
    "quote_element_dice": element_dice,
    "coref_metrics": coreference,
    "bootstrap_percentile_ci": bootstrap,
}


if __name__ == "__main__":
    sys.exit(main())
