"""A program in a pseudo-terminal of 120 by 40 cells: keys go in, what it writes is kept."""

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

_ESCAPE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][A-B0-2]|[=>78])")
_QUERY, _ANSWER = b"\x1b[?2026$p", b"\x1b[?2026;2$y"


class Terminal:
    """A running `annotator` with its terminal; a context manager that kills it."""

    def __init__(self, *arguments: str, folder: Path) -> None:
        """Run it in `folder`, which also stands for the user's configuration."""
        self._primary, secondary = pty.openpty()
        fcntl.ioctl(secondary, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", "XDG_CONFIG_HOME": str(folder)}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "annotator", *arguments],
            stdin=secondary,
            stdout=secondary,
            stderr=secondary,
            cwd=folder,
            env=environment,
            start_new_session=True,
        )
        os.close(secondary)
        self._written = b""

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        os.close(self._primary)

    @property
    def text(self) -> str:
        """All that was written so far, without the sequences that place and colour it."""
        return _ESCAPE.sub(b"", self._written).decode("utf-8", errors="replace")

    def press(self, keys: str) -> None:
        """Write keys, without waiting for what becomes of them."""
        os.write(self._primary, keys.encode())

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
        if not select.select([self._primary], [], [], seconds)[0]:
            return False
        try:
            block = os.read(self._primary, 1 << 16)
        except OSError:
            return False
        if _QUERY in block:
            os.write(self._primary, _ANSWER)
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
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        while self.read():
            pass
