"""The project's memory: one SQLite file, one door for writing, a log of every edit."""

from annotator.store.database import Store

__all__ = ["Store"]
