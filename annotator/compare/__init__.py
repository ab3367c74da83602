"""What two sets agree on: every measure a pure function over plain values.

`mentions` says what of an annotation set is compared. `spans`, `semeval`, `quotes`, `events` and
`coreference` count what annotators share, `ratings` and `kappa` compare categories, `unitizing`,
`unit_alpha` and `gamma_agreement` where units lie. `bootstrap` gives intervals.
The tallies take articles one by one and give every measure of a layer with its interval.
"""

from __future__ import annotations

from annotator.compare.alignment import Alignment, Dissimilarity, best_alignment
from annotator.compare.bootstrap import FEW_ARTICLES, RESAMPLES, Interval, bootstrap_percentile_ci, interval, resampled_sums
from annotator.compare.contrast import HEADLINE_FORMULAS, HEADLINE_WIDTH, Compared, Estimate, Grouped, compared, headline_counts
from annotator.compare.coreference import conll_mean_f1, coref_metrics
from annotator.compare.differences import (
    Difference,
    Differences,
    Element,
    Kind,
    entity_differences,
    event_differences,
    name_differences,
    quote_differences,
)
from annotator.compare.entity_changes import Change, Changes
from annotator.compare.entity_tally import EntityTally
from annotator.compare.events import CRITERIA, best_match_f1, event_f1, matched_triggers
from annotator.compare.gamma_agreement import Gamma, gamma, gamma_given_samples, gamma_observed_disorder
from annotator.compare.gamma_tally import GammaTally
from annotator.compare.kappa import (
    PairwiseKappa,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    mean_pairwise_cohen_kappa,
    multi_kappa_davies_fleiss,
    scott_pi,
)
from annotator.compare.mentions import (
    Argument,
    Event,
    Marked,
    Quote,
    chains_in,
    chains_of,
    entities_of,
    events_of,
    named_of,
    quotes_of,
    with_labels,
)
from annotator.compare.pair_tally import ChainTally, EventTally, QuoteTally
from annotator.compare.pairs import PairAgreement, over_pairs, pairs_of
from annotator.compare.quotes import (
    agr_wiebe,
    agr_wiebe_exact,
    matched_quotes,
    over_quote_pairs,
    quote_element_dice,
    quote_f1_exact,
    quote_f1_overlap,
    same_speaker,
)
from annotator.compare.ratings import (
    coded,
    krippendorff_alpha_interval,
    krippendorff_alpha_nominal,
    krippendorff_alpha_ordinal,
    nominal_alpha_of,
    nominal_statistics,
)
from annotator.compare.results import Result
from annotator.compare.score import Counts, DuplicateMention, Score, f1_of
from annotator.compare.semeval import SchemeCounts, semeval13_scheme, summed_schemes
from annotator.compare.semeval_batch import semeval13_over
from annotator.compare.spans import (
    confusion,
    per_label,
    span_f1_exact,
    span_f1_exact_unlabelled,
    span_f1_overlap_label,
    span_f1_overlap_unlabelled,
    span_f1_soft_dice_label,
    span_f1_soft_dice_unlabelled,
)
from annotator.compare.token_tally import TokenTally
from annotator.compare.tokens import TokenKappa, token_cohen_kappa, token_labels
from annotator.compare.unit_alpha import (
    UnitAlphas,
    bar_u_alpha_2016,
    cu_alpha_2016,
    k_u_alpha_2016,
    u_alpha_2016,
    u_alpha_family_2016,
)
from annotator.compare.unitizing import alpha_u_1995

__all__ = [
    "CRITERIA",
    "FEW_ARTICLES",
    "HEADLINE_FORMULAS",
    "HEADLINE_WIDTH",
    "RESAMPLES",
    "Alignment",
    "Argument",
    "ChainTally",
    "Change",
    "Changes",
    "Compared",
    "Counts",
    "Difference",
    "Differences",
    "Dissimilarity",
    "DuplicateMention",
    "Element",
    "EntityTally",
    "Estimate",
    "Event",
    "EventTally",
    "Gamma",
    "GammaTally",
    "Grouped",
    "Interval",
    "Kind",
    "Marked",
    "PairAgreement",
    "PairwiseKappa",
    "Quote",
    "QuoteTally",
    "Result",
    "SchemeCounts",
    "Score",
    "TokenKappa",
    "TokenTally",
    "UnitAlphas",
    "agr_wiebe",
    "agr_wiebe_exact",
    "alpha_u_1995",
    "bar_u_alpha_2016",
    "best_alignment",
    "best_match_f1",
    "bootstrap_percentile_ci",
    "chains_in",
    "chains_of",
    "coded",
    "cohen_kappa",
    "compared",
    "confusion",
    "conll_mean_f1",
    "coref_metrics",
    "cu_alpha_2016",
    "entities_of",
    "entity_differences",
    "event_differences",
    "event_f1",
    "events_of",
    "f1_of",
    "fleiss_kappa",
    "gamma",
    "gamma_given_samples",
    "gamma_observed_disorder",
    "gwet_ac1",
    "headline_counts",
    "interval",
    "k_u_alpha_2016",
    "krippendorff_alpha_interval",
    "krippendorff_alpha_nominal",
    "krippendorff_alpha_ordinal",
    "matched_quotes",
    "matched_triggers",
    "mean_pairwise_cohen_kappa",
    "multi_kappa_davies_fleiss",
    "name_differences",
    "named_of",
    "nominal_alpha_of",
    "nominal_statistics",
    "over_pairs",
    "over_quote_pairs",
    "pairs_of",
    "per_label",
    "quote_differences",
    "quote_element_dice",
    "quote_f1_exact",
    "quote_f1_overlap",
    "quotes_of",
    "resampled_sums",
    "same_speaker",
    "scott_pi",
    "semeval13_over",
    "semeval13_scheme",
    "span_f1_exact",
    "span_f1_exact_unlabelled",
    "span_f1_overlap_label",
    "span_f1_overlap_unlabelled",
    "span_f1_soft_dice_label",
    "span_f1_soft_dice_unlabelled",
    "summed_schemes",
    "token_cohen_kappa",
    "token_labels",
    "u_alpha_2016",
    "u_alpha_family_2016",
    "with_labels",
]
