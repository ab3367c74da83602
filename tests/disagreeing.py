"""Three annotators who disagree on four short articles, one of which each of them left out; with figures one can count."""

from __future__ import annotations

from pathlib import Path

from builders import finished_project, marked

from annotator.workflow.project import Project

_PORT = {
    "ann1": (
        "[ORG:reb Rebels] [Attack:hit shelled] the port of [GPE:sel Selwick] on [DATE:tue Tuesday], officials said.",
        ("hit attacker reb", "hit target sel"),
    ),
    "ann2": (
        "[ORG:reb Rebels] [Attack:hit shelled] the [LOC:sel port of Selwick] on [DATE:tue Tuesday], officials said.",
        ("hit attacker reb",),
    ),
    "ann3": (
        "[ORG:reb Rebels] [Attack:hit shelled] the port of [LOC:sel Selwick] on Tuesday, officials said.",
        ("hit attacker sel",),
    ),
}
_STAY = {
    "ann1": (
        "[direct:quo “We stay,”] [cue:said said] [PERSON:ann Ann Lee] in [GPE:sel Selwick]. [GPE:cor Corvania] was silent.",
        ("quo cue said", "quo speaker ann"),
    ),
    "ann2": (
        "[direct:quo “We stay,”] [cue:said said] [PERSON:ann Ann Lee] in [LOC:sel Selwick]. [GPE:cor Corvania] was silent.",
        ("quo cue said",),
    ),
}
_TALKS = {
    "ann1": ("[GPE:cor Corvania] and the [ORG:min Ministry] met in [GPE:sel Selwick].", ()),
    "ann3": ("[GPE:cor Corvania] and the [ORG:min Ministry] met in [LOC:sel Selwick].", ()),
}
_BOATS = {
    "ann2": ("[PERSON:ann Ann Lee] sold [CARDINAL:two two] boats to the [ORG:min Ministry of Ports].", ()),
    "ann3": ("[PERSON:ann Ann] Lee sold [CARDINAL:two two] boats to the [ORG:min Ministry of Ports].", ()),
}
ARTICLES = {"port": _PORT, "stay": _STAY, "talks": _TALKS, "boats": _BOATS}
DATES = {"port": "2026-09-03T10:00:00", "stay": "2026-09-28T10:00:00", "talks": "2026-10-20T10:00:00", "boats": "2026-11-02T10:00:00"}
"""When each article was finished, where a test makes it so."""


def three_people(folder: Path) -> Project:
    """The project of the three."""
    work = [
        marked(text, *links, article_id=article, annotator=name)
        for article, versions in ARTICLES.items()
        for name, (text, links) in versions.items()
    ]
    return finished_project(folder, *work)
