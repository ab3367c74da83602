"""Whatever text comes from files or people: the page of agreement has the elements that it has without it, and nothing that acts."""

from __future__ import annotations

import unicodedata
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st
from paged import Seen, Strings, page_of, seen

from annotator.cli.agreement_page.markup import element, text
from annotator.formats.faults import printable

_NASTY = st.sampled_from(
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onload='x", "</style>", "</mark>", "<!--", "-->", "]]>", "<?x", "<svg/onload=a>",
     "&lt;b&gt;", "&#x3c;b&#62;", "\u202ea\u2066", "javascript:alert(1)", "\x1b[31m", "\x00", "\u2028", "a\nb", "`${x}`", "=1+1"]
)  # fmt: skip
ANYTHING = st.lists(_NASTY | st.text(max_size=8), min_size=1, max_size=3).map("".join).filter(str.strip)
TEXTS = ANYTHING.map(lambda words: (words + " left Gaza City. Bob stayed.")[:80])
TWO = st.lists(ANYTHING, min_size=2, max_size=2, unique=True).map(tuple)


@cache
def harmless() -> Seen:
    return seen(page_of(Strings()))


@settings(max_examples=15, deadline=None)
@given(st.builds(Strings, names=TWO, labels=TWO, article_id=ANYTHING, schema=ANYTHING, language=ANYTHING))
def test_names_labels_and_ids_never_become_an_element_or_attribute(strings: Strings) -> None:
    found = seen(page_of(strings))
    assert found.elements == harmless().elements
    assert found.others == 0
    shown = "".join(found.words)
    for word in (*strings.names, *strings.labels, strings.article_id):
        assert printable("".join(" " if c.isspace() else c for c in word)) in shown


@settings(max_examples=15, deadline=None)
@given(TEXTS)
def test_texts_of_articles_never_become_an_element_or_attribute(words: str) -> None:
    html = page_of(Strings(text=words))
    found = seen(html)
    assert found.tags == harmless().tags
    assert found.attributes == harmless().attributes
    assert found.others == 0
    assert all(unicodedata.category(character) not in ("Cc", "Cf", "Cs") or character == "\n" for character in html)


@given(ANYTHING, ANYTHING)
def test_text_comes_back_from_the_parser_as_it_was_put_in(words: str, value: str) -> None:
    found = seen(element("p", words, title=value))
    assert ["".join(found.words)] == [printable("".join(" " if c.isspace() else c for c in words))]
    assert found.values == [("title", printable("".join(" " if c.isspace() else c for c in value)))]
    assert found.elements == {("p", "title"): 1}


def test_markup_of_a_name_is_not_taken_for_ours() -> None:
    assert element("b", text("<i>")) == "<b>&lt;i&gt;</b>"
    assert element("b", "<i>") == "<b>&lt;i&gt;</b>"


def test_the_page_loads_nothing_and_does_nothing() -> None:
    found = harmless()
    assert not {"script", "link", "iframe", "img", "object", "embed", "base", "form"} & found.tags
    assert not {name for name in found.attributes if name.startswith("on") or name in ("src", "style", "srcdoc", "action")}
    assert all(value.startswith("#") for name, value in found.values if name == "href")
    (policy,) = [value for name, value in found.values if name == "content" and value.startswith("default-src")]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
