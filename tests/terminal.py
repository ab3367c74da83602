"""Programs in a pseudo-terminal of 120 by 40 cells: keys go in, what they write comes out."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

_ESCAPE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][A-B0-2]|[=>78])")
_QUERY, _ANSWER = b"\x1b[?2026$p", b"\x1b[?2026;2$y"


class Program:
    """A running program with its terminal, which answers as one with synchronised output does; a context manager that kills it."""

    def __init__(self, argv: list[str], folder: Path) -> None:
        """Run it in `folder`, which also stands for the user's configuration."""
        self._primary, secondary = pty.openpty()
        fcntl.ioctl(secondary, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "XDG_CONFIG_HOME": str(folder)}
        self._process = subprocess.Popen(
            argv, stdin=secondary, stdout=secondary, stderr=secondary, cwd=folder, env=environment, start_new_session=True
        )
        os.close(secondary)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        os.close(self._primary)

    def write(self, keys: bytes) -> None:
        """Write keys, without waiting for what becomes of them."""
        os.write(self._primary, keys)

    def take(self, seconds: float = 0) -> bytes:
        """What the program wrote since it was asked last, waiting at most so long for it; empty when it wrote nothing."""
        if not select.select([self._primary], [], [], seconds)[0]:
            return b""
        try:
            block = os.read(self._primary, 1 << 16)
        except OSError:
            return b""
        if _QUERY in block:
            os.write(self._primary, _ANSWER)
        return block

    def kill(self) -> None:
        """End the program as a power cut would."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


class Terminal(Program):
    """A running `annotator`; what it wrote is kept."""

    def __init__(self, *arguments: str, folder: Path) -> None:
        """Run it in `folder`, which also stands for the user's configuration."""
        self._written = b""
        super().__init__([sys.executable, "-m", "annotator", *arguments], folder)

    @property
    def written(self) -> bytes:
        """All that was written so far, to the byte."""
        return self._written

    @property
    def text(self) -> str:
        """All that was written so far, without the sequences that place and colour it."""
        return _plain(self._written)

    def press(self, keys: str) -> None:
        """Write keys, without waiting for what becomes of them."""
        self.write(keys.encode())

    def answer(self, keys: str, words: str) -> None:
        """Press keys and wait for words among what is written from then on.

        Raises AssertionError when they do not come.
        """
        begun = len(self._written)
        self.press(keys)
        assert self.until_true(lambda: words in _plain(self._written[begun:]), 20), f"{words!r} did not come: {self.text[-1500:]!r}"

    def until_true(self, holds: Callable[[], bool], seconds: float = 10) -> bool:
        """Whether something comes to hold within the time."""
        deadline = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > deadline:
                return False
            self.read(0.1)
        return True

    def until(self, pattern: str, seconds: float = 30) -> re.Match[str]:
        """Read until the pattern was written; the last place that matches.

        Raises AssertionError when it is not within the time.
        """
        deadline = time.monotonic() + seconds
        while True:
            found = list(re.finditer(pattern, self.text))
            if found:
                return found[-1]
            assert time.monotonic() < deadline, f"{pattern!r} was not written: {self.text[-500:]!r}"
            self.read(0.5)

    def read(self, seconds: float = 0) -> bool:
        """Take what was written, waiting at most so long; whether there was something."""
        block = self.take(seconds)
        self._written += block
        return bool(block)

    def ended(self, seconds: float = 10) -> int:
        """The exit code, once the program has ended by itself; what it writes meanwhile is taken.

        Raises AssertionError when it does not within the time.
        """
        deadline = time.monotonic() + seconds
        while self._process.poll() is None:
            assert time.monotonic() < deadline, f"it goes on: {self.text[-500:]!r}"
            self.read(0.1)
        return self._process.returncode

    def hang_up(self) -> None:
        """Take the terminal away, as a lost connection does."""
        os.close(self._primary)
        self._primary = os.open(os.devnull, os.O_RDWR)

    def kill(self) -> None:
        """End the program as a power cut would, then take what it had written."""
        super().kill()
        while self.read():
            pass


def _plain(written: bytes) -> str:
    return _ESCAPE.sub(b"", written).decode("utf-8", errors="replace")
