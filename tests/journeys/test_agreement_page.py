"""`annotator agreement --html FILE`: one page with what the report prints, heat maps, trends and the disagreements in their sentence."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest
from commanding import Commands, lines
from compared import ANN, file_of, records, said
from paged import seen

HOSTILE = "</p><script>document.title='run'</script><img src=x onerror=\"document.title='run'\">\u202e"


@pytest.fixture
def three(commands: Commands) -> Commands:
    assert commands.load(file_of()).code == 0
    return commands


def written(commands: Commands, *options: str) -> str:
    told = commands.run("agreement", "--html", "report.html", *options)
    assert (told.code, told.out) == (0, ""), told.err
    assert "wrote report.html" in told.err
    return (commands.folder / "report.html").read_text(encoding="utf-8")


def words(html: str) -> str:
    return " ".join("".join(seen(html).words).split())


def test_the_page_has_the_figures_of_the_report(three: Commands) -> None:
    html = written(three)
    shown = words(html)
    for sentence in (
        "3 annotators: ann1 (2), ann2 (3), ann3 (2)",
        "only 3 shared articles: below 10 an interval is too narrow to be trusted",
        "left out: 1 articles that nobody else did, by ann1",
        "0.375",
        "Share of entities that both marked with the same fragments and label. Leaves out: near misses and agreement by chance.",
        "undefined: neither annotator marked anything",
        "nobody marked any",
        "Per label", "Per pair", "ann1|ann2", "exact F1 by pair and label", "exact F1 over time", "Labels that met on what was matched",
        "Boundaries, seen from each annotator", "SemEval'13 partial F1", "cuα",
    ):  # fmt: skip
        assert sentence in shown, sentence
    assert re.search(r'<td class="h6" title="n 7">0\.57</td>', html), "ann1 and ann2 over all labels"


def test_disagreements_stand_side_by_side_in_their_sentence(three: Commands) -> None:
    html = written(three)
    shown = words(html)
    for sentence in ("Entities another label 2", "GPE/LOC on Gaza City 2", "PERSON: Ann | Ann Lee 2", "GPE: Gaza 2"):
        assert sentence in shown
    assert "<bdi>Ann Lee left </bdi><mark>Gaza City</mark><bdi>.</bdi>" in html
    assert "ann3 nothing" in shown
    assert seen(html).elements["details", "class"] == 3 + 3


def test_the_same_project_gives_the_same_bytes(three: Commands) -> None:
    first = written(three)
    assert written(three) == first


def test_speakers_roles_and_layers_are_in_it(commands: Commands) -> None:
    assert commands.load(said()).code == 0
    shown = words(written(commands))
    assert "Speakers of matched quotes: 0 the same, 1 somebody else, 0 named by one only" in shown
    assert "Roles of matched triggers" in shown
    assert "Attack attacker/target on Rebels" in shown
    assert "Per role" in shown
    assert "Quotes" not in words(written(commands, "--layer", "event"))


def test_text_of_files_is_never_markup(commands: Commands) -> None:
    corpus = {(HOSTILE[:40], "ann1"): [(0, 9, "PERSON")], (HOSTILE[:40], "ann2"): [(0, 9, "ORG")]}
    assert commands.load(lines(*records(corpus, HOSTILE))).code == 0
    html = written(commands)
    assert "<script" not in html
    assert "\u202e" not in html
    assert "&lt;script&gt;document.title" in html
    assert not {"script", "img"} & seen(html).tags


def test_one_form_at_a_time_and_never_over_the_project(three: Commands) -> None:
    assert three.run("agreement", "--html", "x.html", "--json").code == 2
    before = (three.project / "schema.yaml").read_bytes()
    told = three.run("agreement", "--html", str(three.project / "schema.yaml"))
    assert (told.code, "belongs to the project itself" in told.err) == (2, True)
    assert (three.project / "schema.yaml").read_bytes() == before


def test_a_report_that_fails_leaves_the_old_page(three: Commands) -> None:
    before = written(three)
    assert three.run("agreement", "--html", "report.html", "--label", "NOPE").code == 1
    assert (three.folder / "report.html").read_text(encoding="utf-8") == before
    assert [path.name for path in three.folder.glob("*report*")] == ["report.html"]


def test_an_article_that_ends_in_blanks_has_its_sentence(commands: Commands) -> None:
    corpus = {("d1", "ann1"): [ANN], ("d1", "ann2"): []}
    assert commands.load(lines(*records(corpus, "Ann Lee  \n"))).code == 0
    assert "<mark>Ann Lee</mark>" in written(commands)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_every_text_has_enough_contrast_in_both_schemes() -> None:
    style = files("annotator.cli.agreement_page").joinpath("style.css").read_text(encoding="utf-8")
    light, dark = (
        dict(re.findall(r"--([a-z-]+\d*): (#[0-9a-f]{6});", part))
        for part in style.split("@media print")[0].split("prefers-color-scheme: dark")
    )
    for colours in (light, dark):
        shades = [name for name in colours if re.fullmatch(r"[hs]\d+", name)]
        assert len(shades) == 16
        for background in ("page", "card", "warm", "mark", *shades):
            assert _contrast(colours["ink"], colours[background]) >= 4.5, background
        for front in ("quiet", "accent"):
            assert min(_contrast(colours[front], colours[behind]) for behind in ("page", "card")) >= 4.5, front


def test_the_page_is_written_where_it_is_asked_for(three: Commands, tmp_path: Path) -> None:
    assert three.run("agreement", "--html", str(tmp_path / "deep" / "page.html")).code == 0
    assert (tmp_path / "deep" / "page.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
