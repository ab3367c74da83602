"""The keys that labels can't have, since the editor's commands use them wherever labels apply."""

from __future__ import annotations

COMMAND_KEYS = frozenset("n b N B [ ] { } v V f F > < ) ( ~ S A x e q k + | r R @ = * / ; , . ? : u U c ! - s m Q % space".split())

LABEL_KEYS = tuple("adghijloptwyz0123456789CDEGHIJKLMOPTWXYZ")
"""The keys that are free for entity labels."""

MENU_KEYS = tuple("abcdefghijklmnopqrstuvwxyz0123456789")
"""The keys of types and roles, which are asked for one menu at a time and so may equal commands."""
