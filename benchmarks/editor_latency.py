"""Key to end of frame of the editor in a real pty, beside an empty Textual app.

`python benchmarks/editor_latency.py [--words 500,20000,100000] [--rounds 40]`
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson

from annotator.workflow.importing import import_files
from annotator.workflow.preannotating import preannotate
from annotator.workflow.project import init_project
from annotator.workflow.shipped import shipped_articles

FRAME_END = b"\x1b[?2026l"
QUERY, ANSWER = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
QUIET = 0.04
"""Seconds without output after which a key's frames are all there."""

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


class Terminal:
    """A program in a pty of 120 by 40 cells that answers as a terminal with synchronised output does."""

    def __init__(self, argv: list[str], folder: Path) -> None:
        self._primary, secondary = pty.openpty()
        fcntl.ioctl(secondary, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "XDG_CONFIG_HOME": str(folder)}
        self._begun = time.perf_counter()
        self._process = subprocess.Popen(
            argv, stdin=secondary, stdout=secondary, stderr=secondary, cwd=folder, env=environment, start_new_session=True
        )
        os.close(secondary)

    def first_frame(self) -> float:
        """Seconds from the start to the end of the first frame."""
        return self._frame(30, is_first=True) - self._begun

    def until(self, words: bytes) -> float:
        """Seconds from the start until the words are on screen."""
        seen = b""
        while words not in seen:
            seen += self._read(60)
        return time.perf_counter() - self._begun

    def settle(self) -> None:
        """Wait until nothing is written any more."""
        while select.select([self._primary], [], [], 0.5)[0]:
            self._read(1)

    def press(self, key: bytes) -> float:
        """Seconds from a key to the end of the last frame that it causes."""
        begun = time.perf_counter()
        os.write(self._primary, key)
        return self._frame(5) - begun

    def close(self) -> None:
        """End the program."""
        self._process.kill()
        self._process.wait()
        os.close(self._primary)

    def _frame(self, timeout: float, *, is_first: bool = False) -> float:
        ended = 0.0
        tail = b""
        while True:
            block = self._read(QUIET if ended else timeout, may_be_silent=bool(ended))
            if not block:
                return ended
            tail = tail[-len(FRAME_END) :] + block
            if FRAME_END in tail:
                ended, tail = time.perf_counter(), b""
                if is_first:
                    return ended

    def _read(self, timeout: float, *, may_be_silent: bool = False) -> bytes:
        if not select.select([self._primary], [], [], timeout)[0]:
            if may_be_silent:
                return b""
            raise SystemExit(f"no answer within {timeout} s")
        block = os.read(self._primary, 1 << 16)
        if QUERY in block:
            os.write(self._primary, ANSWER)
        return block


@contextmanager
def _terminal(argv: list[str], folder: Path) -> Iterator[Terminal]:
    terminal = Terminal(argv, folder)
    try:
        yield terminal
    finally:
        terminal.close()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", default="500,20000,100000", help="lengths of the articles, with commas")
    parser.add_argument("--rounds", type=int, default=40, help="how often each key is pressed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with _terminal([sys.executable, "-c", EMPTY_APP], folder) as empty:
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
    with _terminal(argv, folder) as editor:
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
    texts = [orjson.loads(line)["text"] for line in shipped_articles().read_bytes().splitlines()]
    parts: list[str] = []
    count = 0
    while count < words:
        parts.append(texts[len(parts) % len(texts)])
        count += len(parts[-1].split())
    source = folder.with_suffix(".jsonl")
    source.write_bytes(orjson.dumps({"id": "long", "text": "\n\n".join(parts)}) + b"\n")
    with init_project(folder) as project:
        import_files(project, [source])
        preannotate(project, pipeline="builtin")
    return folder


if __name__ == "__main__":
    main()
