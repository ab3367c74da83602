"""Markup in which text is always escaped: the one place where HTML is written."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from annotator.formats.faults import printable

_VOID = frozenset({"meta"})
"""What HTML never closes; the elements of pictures are closed like others."""


class Markup(str):
    """HTML that this module made and that is put into other HTML as it is."""

    __slots__ = ()


Content = Markup | str | None
"""A child of an element: markup as it is, other text escaped, `None` left out."""


def text(value: str) -> Markup:
    """Text for a page: markup characters as entities; controls, bidirectional marks and the like as visible escapes; blanks of any kind as one."""
    return Markup(escape(printable("".join(" " if character.isspace() else character for character in value))))


def element(tag: str, /, *children: Content, **attributes: str | float | None) -> Markup:
    """An element; in names of attributes `_` stands for `-`, one at the end for nothing; an attribute that is `None` is left out."""
    given = "".join(f' {key.rstrip("_").replace("_", "-")}="{text(str(value))}"' for key, value in attributes.items() if value is not None)
    return Markup(f"<{tag}{given}>") if tag in _VOID else Markup(f"<{tag}{given}>{joined(children)}</{tag}>")


def joined(children: Iterable[Content]) -> Markup:
    """The children one after the other."""
    return Markup("".join(child if isinstance(child, Markup) else text(child) for child in children if child is not None))


def table(
    head: Iterable[Content],
    rows: Iterable[Iterable[Markup]],
    *,
    title: str,
    note: Content = None,
    class_: str | None = None,
    is_titled: bool = True,
) -> Markup:
    """A table under its title, in a box of its own that scrolls; rows are made of `cell` and `named`.

    Where it stands alone under a heading, `is_titled` can leave the title to those who don't see the page.
    """
    heads = joined(element("th", each, scope="col") if each else element("td") for each in head)
    body = joined(element("tr", *row) for row in rows)
    whole = element("table", element("thead", element("tr", heads)), element("tbody", body), class_=class_, aria_label=title)
    box = element("div", whole, class_="box", tabindex="0", role="region", aria_label=title)
    return joined((element("h4", title) if is_titled else None, None if note is None else element("p", note, class_="note"), box))


def cell(content: Content, *, class_: str | None = None, title: str | None = None) -> Markup:
    """A cell of a table."""
    return element("td", content, class_=class_, title=title)


def named(content: Content) -> Markup:
    """The cell that heads a row."""
    return element("th", isolated(content) if isinstance(content, str) and not isinstance(content, Markup) else content, scope="row")


def isolated(content: Content) -> Markup:
    """Text whose direction changes nothing around it."""
    return element("bdi", content)


def details(summary: Content, *children: Content, class_: str | None = None) -> Markup:
    """What opens on a click or the enter key."""
    return element("details", element("summary", summary), *children, class_=class_)


def document(title: str, style: str, policy: str, body: Markup) -> str:
    """A whole page; the style and the policy are the program's own."""
    head = joined(
        (
            element("meta", charset="utf-8"),
            element("meta", http_equiv="Content-Security-Policy", content=policy),
            element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            element("meta", name="color-scheme", content="light dark"),
            element("meta", name="referrer", content="no-referrer"),
            element("title", title),
            element("style", Markup(style)),
        )
    )
    return f"<!DOCTYPE html>\n{element('html', element('head', head), element('body', body), lang='en')}\n"
