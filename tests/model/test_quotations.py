"""Stretches between quotation marks, in every style of marks."""

from __future__ import annotations

import pytest

from annotator.model.quotations import quotations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“a” “b”", ["“a”", "“b”"]),
        ("x\n“a\n\n“b”", ["“a|“b”"]),
        ("“a\nb c\n“d”", ["“a", "“d”"]),
        ('say "a", "b"', ['"a"', '"b"']),
        ("(“a”)", ["“a”"]),
        ("“a “b” c”", ["“a “b” c”"]),
        ("‘It’s the boys’ own,’ he", ["‘It’s the boys’ own,’"]),
        ("rock ’n’ roll ‘n", []),
        ("", []),
        ("“", ["“"]),
        ("”", []),
        ("»a« «b»", ["»a«", "«b»"]),
        ("'a " * 5 + "“b”", ["“b”"]),
        ("“" + "a " * 3000 + "” “b”", ["“b”"]),
        ("他说「好」", ["「好」"]),
        ("‚a‘ ‹b› „c“", ["‚a‘", "‹b›", "„c“"]),
        ("``a,'' he", ["``a,''"]),
        ('" a , " he " b . "', ['" a , "', '" b . "']),
        ("‘ Yes , ’ he said . ' No , ' he", ["‘ Yes , ’", "' No , '"]),
        ("“a\nb\n\nc” d", ["“a|b|c”"]),
        ("“a\nb\n“c”", ["“a", "“c”"]),
        ("“a" + "\nb" * 40 + "\nc”", ["“a"]),
    ],
)
def test_stretches_between_marks(text: str, expected: list[str]) -> None:
    assert ["|".join(text[start:end] for start, end in q.fragments) for q in quotations(text)] == expected
