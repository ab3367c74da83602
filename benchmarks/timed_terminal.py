"""A program in a pseudo-terminal whose frames are timed."""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests"))

from terminal import Program

FRAME_END = b"\x1b[?2026l"
QUIET = 0.04
"""Seconds without output after which a key's frames are all there."""


class TimedTerminal(Program):
    """A running program; times are in seconds."""

    def __init__(self, argv: list[str], folder: Path) -> None:
        self._begun = time.perf_counter()
        super().__init__(argv, folder)

    def first_frame(self) -> float:
        """From the start to the end of the first frame."""
        return self._frame(30, is_first=True) - self._begun

    def until(self, words: bytes) -> float:
        """From the start until the words are on screen."""
        seen = b""
        while words not in seen:
            seen += self._awaited(60)
        return time.perf_counter() - self._begun

    def settle(self) -> None:
        """Wait until nothing is written any more."""
        while self.take(0.5):
            pass

    def press(self, key: bytes) -> float:
        """From a key to the end of the last frame that it causes."""
        begun = time.perf_counter()
        self.write(key)
        return self._frame(5) - begun

    def _frame(self, timeout: float, *, is_first: bool = False) -> float:
        ended = 0.0
        tail = b""
        while True:
            block = self.take(QUIET) if ended else self._awaited(timeout)
            if not block:
                return ended
            tail = tail[-len(FRAME_END) :] + block
            if FRAME_END in tail:
                ended, tail = time.perf_counter(), b""
                if is_first:
                    return ended

    def _awaited(self, timeout: float) -> bytes:
        block = self.take(timeout)
        if not block:
            raise SystemExit(f"no answer within {timeout} s")
        return block
