"""The one root error of the project: a sentence for the person, a hint for what to do next."""

from __future__ import annotations


class AnnotatorError(Exception):
    """A fault that a person can act on.

    `message` is one sentence, `hint` what to do about it (may be empty), `exit_code` what the
    command line returns: 1 bad data, 2 misuse, 3 store or environment.
    """

    exit_code = 1
    names_places = False
    """Whether each line of the message begins with the file and line that it is about."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class BadData(AnnotatorError):
    """A file or record says something that cannot be right."""


class Misuse(AnnotatorError):
    """The command was asked for something it does not do."""

    exit_code = 2


class Unavailable(AnnotatorError):
    """The store or the environment does not allow it: locked, full, read-only, newer, not installed."""

    exit_code = 3


class EditRefused(AnnotatorError):
    """An edit that would break a rule of the annotation set; nothing was changed."""


class StaleRevision(AnnotatorError):
    """The set was changed elsewhere since it was read; read it again before editing."""

    exit_code = 3


class Stopped(AnnotatorError):
    """A person stopped the command; what it had finished by then is saved."""

    exit_code = 130
