"""What is left of a draft when a least score is asked for."""

from __future__ import annotations

from annotator.model.annotation import CUE_ROLE, ITEM_LAYERS, Layer
from annotator.nlp.draft import Draft, Source
from annotator.nlp.tally import Tally

_ITEMS = frozenset(layer.value for layer in ITEM_LAYERS)
_PARTICIPANT = Layer.PARTICIPANT.value


def keep_surer(draft: Draft, least: float, tally: Tally) -> Draft:
    """Take out of the draft, and count, entities, quotes, events and roles whose score is lower.

    With a mention goes every link from and to it, with a quote its cue, and a participant goes with its last link.
    What has no score stays, since nothing is known of it.
    """
    unsure = {name for name, (layer, _, _, source, _) in draft.mentions.items() if layer in _ITEMS and _is_lower(source, least)}
    links = [key for key, by in draft.links.items() if key[0] in unsure or key[2] in unsure or _is_lower(by, least)]
    unsure |= {target for _, role, target in links if role == CUE_ROLE}
    named = {target for _, _, target in draft.links}
    for key in links:
        del draft.links[key]
        tally.unsure["role"] += key[1] != CUE_ROLE
    unsure |= {name for name in named - {target for _, _, target in draft.links} if draft.mentions[name][0] == _PARTICIPANT}
    for name in unsure:
        layer = draft.mentions.pop(name)[0]
        tally.unsure[layer] += 1
        tally.proposed[layer] -= 1
    return draft


def _is_lower(source: Source, least: float) -> bool:
    _, score = source
    return score is not None and score < least
