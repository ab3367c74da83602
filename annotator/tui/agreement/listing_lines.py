"""The list of groups as lines, those in sight alone; pure."""

from __future__ import annotations

from rich.segment import Segment

from annotator.tui.agreement.drawing import Ink, Line, fitted
from annotator.tui.agreement.listing import Listing
from annotator.workflow.disagreements import Kind

SAYS = {
    Kind.LABEL: "other label",
    Kind.LONGER: "longer",
    Kind.CROSSING: "crossing",
    Kind.MISSED: "one only",
    Kind.OTHER: "other one",
    Kind.SPELLED: "other spelling",
}
"""What a kind of disagreement is called on screen."""
_COUNT, _ELEMENT, _KIND = 7, 10, 16


def listing_head(listing: Listing, width: int, ink: Ink) -> list[Line]:
    """How many are shown of what, and the heads of the columns."""
    shown, groups = len(listing.entries), len(listing.groups)
    back = "" if listing.wanted.is_everything else "   0 shows all"
    said = f" {shown:,} of {listing.total:,} disagreements in {groups:,} group{'' if groups == 1 else 's'}   shown: {listing.wanted.sentence()}{back}"
    head = f"  {'times':>{_COUNT - 2}}   {'on':<{_ELEMENT}}{'kind':<{_KIND}}labels and words"
    return [[Segment(fitted(said, width), ink.strong)], [Segment(fitted(head, width), ink.dim)]]


def listing_lines(listing: Listing, cursor: int, first: int, rows: int, width: int, ink: Ink) -> list[Line]:
    """The rows from the group `first` on."""
    if not listing.groups:
        return [[Segment(fitted("  nothing: 0 shows all again", width), ink.dim)]]
    return [_row(listing, number, number == cursor, width, ink) for number in range(first, min(len(listing.groups), first + rows))]


def _row(listing: Listing, number: int, is_chosen: bool, width: int, ink: Ink) -> Line:
    group, count = listing.groups[number]
    start = f"{'▸' if is_chosen else ' '} {count:>{_COUNT - 2},}   {group.element.value:<{_ELEMENT}}{SAYS[group.kind]:<{_KIND}}"
    return [Segment(start + fitted(group.what, max(0, width - len(start))), ink.chosen if is_chosen else ink.base)]
