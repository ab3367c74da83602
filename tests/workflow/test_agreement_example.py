"""The worked example of docs/agreement.md is what the program computes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from commanding import Commands
from compared import TEXT, file_of

from annotator.workflow.agreeing import Agreement, Part, Question, agreement

PAGE = (Path(__file__).parents[2] / "docs" / "agreement.md").read_text(encoding="utf-8")
ABSENT = "(absent)"


def example() -> dict[tuple[str, str], list[tuple[int, int, str]]]:
    """The table of the page: article and annotator → entities."""
    corpus = {}
    for article, *cells in re.findall(r"^\| (d\d) \| (.+?) \| (.+?) \| (.+?) \|$", PAGE, flags=re.MULTILINE):
        for name, cell in zip(("ann1", "ann2", "ann3"), cells, strict=True):
            if cell != ABSENT:
                found = re.findall(r"([A-Z]{3,}) ([A-Za-z ]+)", cell)
                corpus[article, name] = [(TEXT.index(words), TEXT.index(words) + len(words), label) for label, words in found]
    return corpus


@pytest.fixture
def found(commands: Commands) -> Agreement:
    assert commands.load(file_of(example())).code == 0
    with commands.open() as project:
        return agreement(project, Question(parts=frozenset({Part.ENTITY}), places=True, resamples=20))


def value(found: Agreement, name: str, variant: str) -> str:
    (result,) = [r for r in found.parts[0].results if (r.name, r.variant) == (name, variant)]
    assert result.score.value is not None
    return f"{result.score.value:.3f}"


def test_the_example_is_read_whole() -> None:
    assert len(example()) == 8
    assert example()["d3", "ann3"] == []


def test_the_figures_of_the_page_are_those_of_the_program(found: Agreement) -> None:
    for pair in ("ann1|ann2", "ann1|ann3", "ann2|ann3"):
        (row,) = re.findall(rf"^\| {pair.replace('|', ', ')} \| .* = (\d\.\d{{3}}) \|$", PAGE, flags=re.MULTILINE)
        assert value(found, "span_f1_exact", pair) == row
    for name, variant, sentence in (
        ("span_f1_exact", "micro", r"\(8 \+ 8\) = (\S+), with n = 16 over 3 articles"),
        ("span_f1_exact", "macro over pairs", r"mean of the last column: (\d\.\d+)\."),
        ("span_f1_overlap_label", "micro", r"2 · 5 / 16 = (\d\.\d+)\."),
        ("span_f1_exact", "label PERSON", r"among 8 marked, (\d\.\d+);"),
        ("span_f1_exact", "label GPE", r"once among 6, (\d\.\d+);"),
        ("span_f1_exact", "label LOC", r"LOC never, (\d\.\d+)\."),
        ("raw_agreement", "labels of matched mentions", r"have the same\s+label: (\d\.\d+)\."),
    ):
        assert value(found, name, variant) == re.search(sentence, PAGE)[1], (name, variant)  # type: ignore[index]


def test_the_disagreements_of_the_page_are_those_of_the_program(found: Agreement) -> None:
    assert 'GPE/LOC on Gaza City twice, "Ann" beside "Ann Lee" twice, GPE Gaza missed twice' in PAGE
    assert {group.what: count for group, count in found.disagreements.ordered()} == {
        "GPE/LOC on Gaza City": 2, "PERSON: Ann | Ann Lee": 2, "GPE: Gaza": 2,
    }  # fmt: skip
