"""One disagreement in its article: both versions side by side, or one over the other where the screen is narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical

from annotator.model.errors import AnnotatorError
from annotator.tui.agreement.commands import PLACES, bindings
from annotator.tui.agreement.listing import Listing
from annotator.tui.agreement.listing_lines import SAYS
from annotator.tui.agreement.version_view import version_view, version_words
from annotator.tui.screens.board_screen import BoardScreen
from annotator.tui.view import Look
from annotator.tui.widgets.article_view import ArticleView
from annotator.tui.widgets.lines import BottomLine, HeadLine, TopLine
from annotator.tui.widgets.painted import Painted
from annotator.workflow.both_versions import BothVersions, both_versions

if TYPE_CHECKING:
    from annotator.workflow.project import Project

SIDE_BY_SIDE_FROM = 100
"""The width in cells from which the versions stand side by side."""
_LOOKS = (Look.EXPLAIN, Look.HYBRID, Look.READ)


class PlaceScreen(BoardScreen[int]):
    """The entry of this number, and those before and after it; gives the number of the one looked at last."""

    CSS = """
    PlaceScreen #versions { height: 1fr; layout: vertical; }
    PlaceScreen #versions.wide { layout: horizontal; }
    PlaceScreen Vertical { width: 1fr; height: 1fr; }
    PlaceScreen .wide #first { padding-right: 1; }
    PlaceScreen .wide #second { border-left: vkey $primary; }
    PlaceScreen ArticleView { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PLACES)]
    SHOWN_KEYS = PLACES

    def __init__(self, project: Project, listing: Listing, number: int) -> None:
        super().__init__()
        self._project, self._listing, self._number = project, listing, number
        self._look = Look.EXPLAIN
        self._both: BothVersions | None = None
        self._is_elsewhere = True

    def compose(self) -> ComposeResult:
        """Top line, a head and a text for each version, bottom line."""
        yield TopLine()
        with Container(id="versions"):
            for side in ("first", "second"):
                with Vertical(id=side):
                    yield HeadLine()
                    yield ArticleView()
        yield BottomLine()

    def on_mount(self) -> None:
        """Read the first place."""
        self._place_versions(self.app.size.width)
        self._read()

    def on_resize(self, event: events.Resize) -> None:
        """Side by side, or one over the other."""
        self._place_versions(event.size.width)

    def _place_versions(self, width: int) -> None:
        is_wide = width >= SIDE_BY_SIDE_FROM
        self.query_one("#versions").set_class(is_wide, "wide")
        for side in self.query(Vertical):
            # of equal width, so that the same words stand beside each other
            side.styles.width = width // 2 if is_wide else "1fr"

    @on(Painted.Resized)
    def _fit(self) -> None:
        self._is_elsewhere = True
        self.draw()

    def _read(self) -> None:
        """Read the article and both sets as they are now."""
        group, place = self._listing.entries[self._number]
        try:
            self._both, self._message = both_versions(self._project, group, place), ""
        except (AnnotatorError, OSError) as error:
            self._both, self._message = None, str(error)

    def draw(self) -> None:
        """Both versions with their heads, and which disagreement it is."""
        group, place = self._listing.entries[self._number]
        number = self._listing.group_of(self._number)
        within = self._number - self._listing.firsts[number] + 1
        count = f"{within:,} of {self._listing.groups[number][1]:,} alike   {self._number + 1:,} of {len(self._listing.entries):,} in all"
        self.draw_frame(f"{place.article_id}   {group.element} {SAYS[group.kind]}: {group.what}", count)
        for side, (head, view) in enumerate(zip(self.query(HeadLine), self.query(ArticleView), strict=True)):
            name, words = version_words(place.versions[side])
            head.say(Text.assemble((name, "bold"), "   ", words, no_wrap=True))
            if self._both is not None:
                view.show(version_view(self._both, place, side, self._project.schema, self._look), None)
                if self._is_elsewhere:
                    view.centre()
        self._is_elsewhere = False

    def _go(self, number: int) -> None:
        """Look at another disagreement."""
        last = len(self._listing.entries) - 1
        if not 0 <= number <= last:
            self.say("this is the last disagreement" if number > last else "this is the first disagreement")
            return
        self._number = number
        self._is_elsewhere = True
        self._read()
        self.draw()

    def action_next_place(self) -> None:
        """The next disagreement."""
        self._go(self._number + 1)

    def action_previous_place(self) -> None:
        """The disagreement before."""
        self._go(self._number - 1)

    def action_next_group(self) -> None:
        """The first one of the next group."""
        group = self._listing.group_of(self._number) + 1
        self._go(self._listing.firsts[group] if group < len(self._listing.groups) else len(self._listing.entries))

    def action_previous_group(self) -> None:
        """The first one of the group before."""
        group = self._listing.group_of(self._number) - 1
        self._go(self._listing.firsts[group] if group >= 0 else -1)

    def _move(self, by: int) -> None:
        for view in self.query(ArticleView):
            view.move_text(by)

    def action_up(self) -> None:
        """A line up."""
        self._move(-1)

    def action_down(self) -> None:
        """A line down."""
        self._move(1)

    def action_page_up(self) -> None:
        """A page up."""
        self._move(-self._page())

    def action_page_down(self) -> None:
        """A page down."""
        self._move(self._page())

    def _page(self) -> int:
        return max(1, self.query(ArticleView).first().size.height - 1)

    def action_home(self) -> None:
        """Back to the words in question."""
        for view in self.query(ArticleView):
            view.centre()

    def action_look(self) -> None:
        """Labels with brackets, without, or colours alone."""
        self._look = _LOOKS[(_LOOKS.index(self._look) + 1) % len(_LOOKS)]
        self.say(f"view: {self._look}")

    def action_leave(self) -> None:
        """Back to the list, on the group of this disagreement."""
        self.dismiss(self._number)
