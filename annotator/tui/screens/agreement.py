"""Agreement: the figures of every layer, by pair and label, over time; from a cell to its disagreements."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar

from rich.segment import Segment
from textual import on
from textual.binding import BindingType
from textual.worker import get_current_worker

from annotator.model.errors import AnnotatorError
from annotator.tui.agreement.commands import FIGURES, bindings, key_words
from annotator.tui.agreement.drawing import folded
from annotator.tui.screens.board_screen import BoardScreen
from annotator.tui.screens.page import PageScreen
from annotator.tui.widgets.board import Board

if TYPE_CHECKING:
    from annotator.tui.agreement.figure_lines import Target
    from annotator.tui.agreement.figures import Figures
    from annotator.tui.agreement.listing import Wanted
    from annotator.workflow.agreeing import Question
    from annotator.workflow.project import Project

T = TypeVar("T")

_PAGE = 10
_STEPS = 50
_BAR = 30


class _Left(Exception):
    """The screen was left while its thread was measuring."""


class AgreementScreen(BoardScreen[None]):
    """Measures in a thread, then shows; with a `viewer`, an annotator, only what this one may see."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(FIGURES)]
    SHOWN_KEYS = FIGURES

    def __init__(self, project: Project, question: Question | None = None, *, viewer: str | None = None, opens_list: bool = False) -> None:
        super().__init__()
        self.figures: Figures | None = None
        self._project, self._question, self._viewer = project, question, viewer
        self._opens_list = opens_list
        self._waiting: list[str] = ["comparing …"]
        self._targets: list[Target] = []

    def on_mount(self) -> None:
        """Begin to measure."""
        self.run_worker(self._measure, thread=True, name="agreement")

    def draw(self) -> None:
        """The figures, or how far the measuring is, or why there are none."""
        board = self.query_one(Board)
        whose = "" if self._viewer is None else f"as {self._viewer} may see it"
        figures = self.figures
        if figures is None:
            style = board.ink.base
            board.show([[], *([Segment(f"  {part}", style)] for text in self._waiting for part in folded(text, self.size.width - 4))])
            self.draw_frame("agreement", whose, key_words(FIGURES, "leave"))
            return
        from annotator.tui.agreement.figure_lines import picture

        shown = picture(figures, self.size.width, board.size.height, board.ink)
        self._targets = shown.targets
        board.show(shown.lines)
        choice = figures.sight.agreement.question.choice
        against = f"with {choice.against}" if choice.against else ""
        state = "finished and begun sets" if choice.unfinished else "finished sets"
        self.draw_frame(f"agreement {against}".strip(), "   ".join(filter(None, (state, whose))))

    def _measure(self) -> None:
        from annotator.tui.agreement.measuring import measure

        worker = get_current_worker()

        def tell(done: int, total: int) -> None:
            if worker.is_cancelled:
                raise _Left
            if done % max(1, total // _STEPS) == 0:
                self.app.call_from_thread(self._tell, done, total)

        try:
            figures = measure(self._project, self._question, self._viewer, tell)
        except _Left:
            return
        except (AnnotatorError, OSError) as error:
            self._hand_over(self._fail, error)
        else:
            self._hand_over(self._show, figures)

    def _hand_over(self, take: Callable[[T], None], what: T) -> None:
        """Give what the thread made to the screen, if that is still there."""
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(take, what)

    def _tell(self, done: int, total: int) -> None:
        filled = round(_BAR * done / total)
        self._waiting = [f"comparing … {'█' * filled}{'░' * (_BAR - filled)} {100 * done // total} %", "", "esc leaves at any time"]
        self.draw()

    def _fail(self, error: AnnotatorError | OSError) -> None:
        self._waiting = [error.message, "", error.hint] if isinstance(error, AnnotatorError) else [str(error)]
        self.draw()

    def _show(self, figures: Figures) -> None:
        self.figures = figures
        self.again()
        if self._opens_list:
            self.action_everything()

    def _move(self, pairs: int, labels: int) -> None:
        if self.figures is not None:
            self.figures.move(pairs, labels)
            self.again()

    def action_left(self) -> None:
        """A label to the left."""
        self._move(0, -1)

    def action_right(self) -> None:
        """A label to the right."""
        self._move(0, 1)

    def action_up(self) -> None:
        """A pair up."""
        self._move(-1, 0)

    def action_down(self) -> None:
        """A pair down."""
        self._move(1, 0)

    def action_page_up(self) -> None:
        """Ten pairs up."""
        self._move(-_PAGE, 0)

    def action_page_down(self) -> None:
        """Ten pairs down."""
        self._move(_PAGE, 0)

    def action_first_label(self) -> None:
        """All labels."""
        self._move(0, -1_000_000)

    def action_last_label(self) -> None:
        """The last label."""
        self._move(0, 1_000_000)

    def action_next_headline(self) -> None:
        """The next figure."""
        self._step(1)

    def action_previous_headline(self) -> None:
        """The figure before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        if self.figures is not None:
            self.figures.step_headline(by)
            self.again()

    def action_trend(self) -> None:
        """The trend, or the heat map again."""
        if self.figures is not None:
            self.figures.shows_trend = not self.figures.shows_trend
            self.again()

    def action_open(self) -> None:
        """The disagreements behind the cell."""
        figures = self.figures
        if figures is None:
            return
        wanted = figures.wanted()
        if not figures.listing.size(wanted):
            self.say(self._why_none(figures))
        else:
            self._list(wanted)

    def action_everything(self) -> None:
        """Every disagreement."""
        from annotator.tui.agreement.listing import Wanted

        if self.figures is not None:
            if self.figures.listing.total:
                self._list(Wanted())
            else:
                self.say(self._why_none(self.figures))

    def _list(self, wanted: Wanted) -> None:
        from annotator.tui.screens.disagreements import DisagreementsScreen

        if self.figures is not None:
            self.app.push_screen(DisagreementsScreen(self._project, self.figures.listing, wanted))

    @staticmethod
    def _why_none(figures: Figures) -> str:
        if figures.sight.is_too_much:
            return "too many articles to list places: narrow down with --articles or --since"
        if figures.sight.hidden:
            return "you see places once their article is adjudicated; none here is yet"
        return "no disagreement here"

    def action_warnings(self) -> None:
        """What makes the figures weaker, and what they mean."""
        from annotator.tui.agreement.pages import warnings_page

        if self.figures is not None:
            self.app.push_screen(PageScreen(warnings_page(self.figures)))

    def action_leave(self) -> None:
        """Back."""
        self.dismiss(None)

    @on(Board.Clicked)
    def _clicked(self, event: Board.Clicked) -> None:
        figures = self.figures
        found = next((t for t in self._targets if t.line == event.y and t.start <= event.x < t.end), None)
        if figures is None or found is None:
            return
        found.look(figures)
        self.again()
        if event.is_double:
            self.action_open()

    @on(Board.Turned)
    def _turned(self, event: Board.Turned) -> None:
        self._move(event.by, 0)
