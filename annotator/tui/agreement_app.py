"""Agreement at a terminal, for whoever leads a project: all that is compared, and nothing that could be changed."""

from __future__ import annotations

from annotator.tui.program import Program
from annotator.tui.screens.agreement import AgreementScreen
from annotator.workflow.agreeing import Question
from annotator.workflow.project import Project


class AgreementApp(Program):
    """The screens of agreement alone; `opens_list` begins with the list of disagreements."""

    def __init__(self, project: Project, question: Question, *, opens_list: bool = False) -> None:
        super().__init__()
        self.agreement_screen = AgreementScreen(project, question, opens_list=opens_list)

    def on_mount(self) -> None:
        """Show the screen; leaving it ends the program."""
        self.push_screen(self.agreement_screen, lambda _: self.exit())
        self.watch_terminal()
