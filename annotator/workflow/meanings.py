"""What each number of agreement says, and what it leaves out: a sentence each, for every report."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.workflow.agreeing import Part


@dataclass(frozen=True, slots=True)
class Meaning:
    """How a measure is called in reports, what it says and what it leaves out."""

    title: str
    says: str
    leaves_out: str


_CHANCE = "agreement by chance"
_ARGUMENTS = "canonical names; participants count by their fragments"

MEANINGS = {
    "span_f1_exact": Meaning("exact F1", "Share of entities that both marked with the same fragments and label.", f"near misses and {_CHANCE}"),
    "span_f1_overlap_label": Meaning(
        "overlap F1", "The same where any overlap within a label is enough, each entity matched once.", "how far boundaries differ"
    ),
    "span_f1_soft_dice_label": Meaning("Dice F1", "The same with partial credit by the characters that both share.", _CHANCE),
    "span_f1_exact_unlabelled": Meaning("exact F1, any label", "Share of equal fragments, whatever the label.", "labels"),
    "span_f1_overlap_unlabelled": Meaning("overlap F1, any label", "Share of overlapping entities, whatever the label.", "labels and boundaries"),
    "span_f1_soft_dice_unlabelled": Meaning("Dice F1, any label", "Shared characters of matched entities, whatever the label.", "labels"),
    "u_alpha_2016": Meaning("uα", "Agreement on where units lie and on their label, corrected for chance; n: characters marked.", "overlaps within one annotator, which are merged"),
    "bar_u_alpha_2016": Meaning("|uα", "Agreement on what is marked and what is not, corrected for chance; n: characters marked.", "labels"),
    "cu_alpha_2016": Meaning("cuα", "Agreement on the labels where units of several annotators meet, corrected for chance; n: characters marked.", "what only one marked"),
    "k_u_alpha_2016": Meaning("(k)uα", "Agreement on one label where units meet, corrected for chance; n: characters marked.", "what only one marked"),
    "krippendorff_alpha_nominal": Meaning("Krippendorff α", "Agreement on the labels of what was matched, corrected for chance.", "whatever was not matched"),
    "raw_agreement": Meaning("raw agreement", "Share of what was matched that has equal labels.", f"{_CHANCE}, and whatever was not matched"),
    "gwet_ac1": Meaning("Gwet AC1", "As α, with a chance that does not punish one frequent label.", "whatever was not matched"),
    "quote_f1_exact": Meaning("exact F1", "Share of quotes whose content both marked with the same fragments.", "type, cue and speaker"),
    "quote_f1_overlap": Meaning("overlap F1", "Share of quotes whose content overlaps, each matched once.", "boundaries, type, cue and speaker"),
    "agr_wiebe": Meaning("agr", "Share of one annotator's quotes that overlap any of the other's; x is first by name.", "boundaries, and how many match the same one"),
    "quote_element_dice": Meaning("Dice", "Shared characters of this element in quotes that overlap.", "quotes that only one marked"),
    "speaker_agreement": Meaning("same speaker", "Share of matched quotes whose speaker is the same by name, else by overlap.", "quotes that only one marked"),
    "event_f1 trigger_id": Meaning("trigger identification F1", "Share of equal triggers.", "types and arguments"),
    "event_f1 trigger_cls": Meaning("trigger classification F1", "Share of equal triggers with equal type.", "arguments, and near misses of the trigger"),
    "event_f1 argument_id": Meaning("argument identification F1", "Share of equal fillers of events of one type.", f"roles, and {_ARGUMENTS}"),
    "event_f1 argument_cls": Meaning("argument classification F1", "Share of equal fillers with equal role and event type.", _ARGUMENTS),
    "event_f1 argument_id_trigger_bound": Meaning(
        "argument identification F1, bound", "The same where the trigger must be equal too.", f"roles, and {_ARGUMENTS}"
    ),
    "event_f1 argument_cls_trigger_bound": Meaning("argument classification F1, bound", "The same where the trigger must be equal too.", _ARGUMENTS),
    "event_f1 best_match": Meaning("whole-event F1", "Events matched once each, worth the share of trigger, type and roles they have in common.", _CHANCE),
    "coref muc": Meaning("MUC F1", "Share of links within chains of equal canonical names.", "mentions alone in their chain"),
    "coref b_cubed": Meaning("B³ F1", "Overlap of the chains, a mention at a time.", _CHANCE),
    "coref ceaf_m": Meaning("CEAFm F1", "Mentions in chains that were matched one-to-one.", _CHANCE),
    "coref ceaf_e": Meaning("CEAFe F1", "Likeness of chains that were matched one-to-one.", _CHANCE),
    "semeval13 strict": Meaning("SemEval'13 strict F1", "Share of entities with equal boundaries and label.", f"near misses and {_CHANCE}"),
    "semeval13 exact": Meaning("SemEval'13 exact F1", "Share of entities with equal boundaries.", "labels"),
    "semeval13 partial": Meaning("SemEval'13 partial F1", "The same where a mere overlap counts half.", "labels, and how far boundaries differ"),
    "semeval13 ent_type": Meaning("SemEval'13 type F1", "Share of entities that overlap one of equal label.", "how far boundaries differ"),
    "gamma": Meaning("γ", "Agreement on where units lie and on their label in the best alignment, corrected for chance.", "gaps within a unit, whose fragments count as units"),
    "gamma_cat": Meaning("γcat", "Agreement on the labels of what the best alignment aligns, corrected for chance.", "where units lie, and what is not aligned"),
    "token_cohen_kappa all_tokens": Meaning("Cohen κ, all tokens", "Agreement on the label of each token, corrected for chance; high where most tokens have none.", "where one mention ends and the next begins; a diagnostic"),
    "token_cohen_kappa annotated_tokens_only": Meaning("Cohen κ, marked tokens", "The same over tokens that either marked; low, since both left out the rest.", "where one mention ends and the next begins; a diagnostic"),
    "conll_mean_f1": Meaning("CoNLL F1", "Mean of MUC, B³ and CEAFe over chains of equal canonical names.", "what the names are; only who is who counts"),
}  # fmt: skip


HEADLINES = {
    Part.ENTITY: ("span_f1_exact",),
    Part.QUOTE: ("quote_f1_exact", "quote_f1_overlap"),
    Part.EVENT: ("event_f1 trigger_cls", "event_f1 argument_cls"),
    Part.NAMES: ("conll_mean_f1",),
}
"""The numbers to report first, for each part."""


def meaning(name: str) -> Meaning:
    """What the measure of this name says; for one that has no sentence yet its name alone."""
    return MEANINGS.get(name, Meaning(name, "", ""))
