"""What the figures of work with and without proposals mean, in sentences, for every report."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.compare import Estimate
from annotator.workflow.agreeing import Part
from annotator.workflow.bias import MARKS, MINUTES, Bias, Contrast, Topic
from annotator.workflow.meanings import meaning

LEAVES_OUT = (
    "What this leaves out: which work is right. Proposals raise agreement when they spare slips and also when they carry two people to"
    " the same mistake; compare both with gold (--against gold). Which article was bare for whom was drawn by chance, so that"
    " articles and people even out with numbers; sets from before bare serving count as with proposals."
)
_PARTS = {Part.ENTITY: "entities", Part.QUOTE: "quotes", Part.EVENT: "events", Part.NAMES: "canonical names"}


def title(contrast: Contrast) -> str:
    """How a measure is called in reports."""
    return contrast.measure if contrast.part is None else f"{_PARTS[contrast.part]}, {meaning(contrast.measure).title}"


def sentences(found: Bias) -> list[str]:
    """What the figures say: one sentence for each that has a difference, then what they can't say."""
    said = [sentence for contrast in found.contrasts for sentence in _said(contrast)]
    return [*said, LEAVES_OUT]


def _said(contrast: Contrast) -> Iterator[str]:
    """What one measure says; where no two people had the same article bare, what one bare one of two says."""
    if contrast.difference.score.defined:
        yield _sentence(contrast, contrast.difference, _WORDS[_kind(contrast)], "between work with and without proposals")
    elif contrast.to_mixed is not None and contrast.to_mixed.score.defined:
        yield _sentence(contrast, contrast.to_mixed, _MIXED, "between two with proposals and one of each")


def _sentence(contrast: Contrast, difference: Estimate, words: tuple[str, str], between: str) -> str:
    value, low, high = difference.score.value or 0.0, difference.interval.low, difference.interval.high
    digits = 3 if contrast.part else 1
    within = "" if low is None or high is None else f", 95 % interval {signed(low, digits)} to {signed(high, digits)}"
    figure = f"({signed(value, digits)}{within})"
    if not is_told(difference):
        return f"{title(contrast)}: no difference {between} can be told {figure}."
    return f"{title(contrast)}: {words[value < 0]} {figure}."


def is_told(difference: Estimate) -> bool:
    """Whether the interval of the difference leaves out 0."""
    low, high = difference.interval.low, difference.interval.high
    return low is not None and high is not None and (low > 0 or high < 0)


def signed(value: float, digits: int) -> str:
    """A difference with its sign."""
    return f"{round(value, digits) + 0.0:+.{digits}f}".replace("-", "−")


def _kind(contrast: Contrast) -> str:
    return contrast.measure if contrast.topic is Topic.WORK else contrast.topic


_MIXED = (
    "two annotators who both had proposals agree more than where one of them had none",
    "two annotators who both had proposals agree less than where one of them had none",
)
_WORDS = {
    Topic.PAIRS: ("annotators agree more where both had proposals", "annotators agree less where both had proposals"),
    Topic.MODEL: (
        "with proposals on the screen the work is nearer to the model's than without: people keep what they are shown",
        "with proposals on the screen the work is farther from the model's than without",
    ),
    MARKS: ("people mark more with proposals", "people mark less with proposals"),
    "marks per 100 words": ("people mark more with proposals", "people mark less with proposals"),
    MINUTES: ("an article takes longer with proposals", "an article takes less time with proposals"),
}
