"""Key to end of frame of the editor in a real pty, beside an empty Textual app.

`python benchmarks/editor_latency.py [--words 500,20000,100000] [--rounds 40]`
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

import orjson
from filling import texts
from timed_terminal import TimedTerminal

from annotator.workflow.importing import import_files
from annotator.workflow.preannotating import preannotate
from annotator.workflow.project import init_project

EMPTY_APP = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("0", markup=False)
    def on_key(self, event):
        self.query_one(Static).update(event.key + str(id(event)))
Empty().run()
"""
KEYS = {
    "next unseen (tab)": [b"\t"],
    "move (right, down)": [b"\x1b[C", b"\x1b[B"],
    "accept (space)": [b" "],
    "relabel and back (u)": [b"\to", b"u"],
    "boundary (> <)": [b">", b"<"],
    "reject, undo (x u)": [b"x", b"u"],
    "page (pgdn pgup)": [b"\x1b[6~", b"\x1b[5~"],
}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", default="500,20000,100000", help="lengths of the articles, with commas")
    parser.add_argument("--rounds", type=int, default=40, help="how often each key is pressed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with TimedTerminal([sys.executable, "-c", EMPTY_APP], folder) as empty:
            start = empty.first_frame()
            empty.settle()
            floor = [empty.press(b"j") for _ in range(options.rounds * 2)]
        base = statistics.median(floor)
        print(f"{'':<9}{'key':<24}{'p50 ms':>8}{'p99 ms':>8}{'ratio':>8}")
        _row("empty", "any key", floor, base)
        print(f"{'empty':<9}{'start to first frame':<24}{start * 1e3:>8.0f}")
        for words in map(int, options.words.split(",")):
            _measure(folder, words, options.rounds, start, base)


def _measure(folder: Path, words: int, rounds: int, start: float, base: float) -> None:
    project = _project(folder / f"p{words}", words)
    argv = [sys.executable, "-m", "annotator", "annotate", "--project", str(project), "--as", "ann1"]
    with TimedTerminal(argv, folder) as editor:
        first = editor.first_frame()
        shown = editor.until(b"looked at")
        editor.settle()
        print(f"{words:<9,}{'start to first frame':<24}{first * 1e3:>8.0f}{'':>8}{first / start:>8.2f}")
        print(f"{words:<9,}{'start to text':<24}{shown * 1e3:>8.0f}")
        for name, keys in KEYS.items():
            times = [editor.press(key) for _ in range(rounds) for key in keys]
            _row(f"{words:,}", name, times, base)


def _row(words: str, name: str, times: list[float], base: float) -> None:
    times = sorted(times)
    median, worst = statistics.median(times), times[min(len(times) - 1, int(len(times) * 0.99))]
    print(f"{words:<9}{name:<24}{median * 1e3:>8.1f}{worst * 1e3:>8.1f}{median / base:>8.2f}", flush=True)


def _project(folder: Path, words: int) -> Path:
    known = texts()
    parts: list[str] = []
    count = 0
    while count < words:
        parts.append(known[len(parts) % len(known)])
        count += len(parts[-1].split())
    source = folder.with_suffix(".jsonl")
    source.write_bytes(orjson.dumps({"id": "long", "text": "\n\n".join(parts)}) + b"\n")
    with init_project(folder) as project:
        import_files(project, [source])
        preannotate(project, pipeline="builtin")
    return folder


if __name__ == "__main__":
    main()
