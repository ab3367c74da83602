from __future__ import annotations

import random
from pathlib import Path

from training import augmenting
from training.gazetteers import Abroad
from training.named import Passage

TEXT = "Officials said Minister Ann Lee met rebels in Selwick. Lee left the Ports Council, and Long Quay slept."
PASSAGE = Passage(
    TEXT,
    tuple(
        (TEXT.index(name), TEXT.index(name) + len(name), label)
        for name, label in (("Ann Lee", "PERSON"), ("Selwick", "GPE"), ("Lee left", "PERSON"), ("Ports Council", "ORG"))
    ),
    ((TEXT.index("Long Quay"), TEXT.index("Long Quay") + 9),),
)
PASSAGE = Passage(
    TEXT, tuple((start, start + 3 if TEXT[start:end] == "Lee left" else end, label) for start, end, label in PASSAGE.named), PASSAGE.unknown
)


def names(folder: Path) -> augmenting.Names:
    (folder / "people.txt").write_text("# given | family\neast: Mirra, Tovan | Ostrak, Vell\n", encoding="utf-8")
    return augmenting.Names.read(folder, [PASSAGE], Abroad())


def test_swapped_names_keep_their_labels_and_leave_the_words_between_them(tmp_path: Path) -> None:
    chance, lists = random.Random(5), names(tmp_path)
    for _ in range(200):
        varied = lists.swapped(PASSAGE, chance)
        assert [label for *_, label in varied.named] == ["PERSON", "GPE", "PERSON", "ORG"]
        gaps = [varied.text[a[1] : b[0]] for a, b in zip(varied.named, varied.named[1:], strict=False)]
        assert gaps[0] == " met rebels in "
        assert gaps[1].startswith(". ")
        assert gaps[2] == " left the "
        assert varied.text[varied.named[-1][1] :] == ", and Long Quay slept."
        assert [varied.text[start:end] for start, end in varied.unknown] == ["Long Quay"]


def test_names_are_swapped_at_all(tmp_path: Path) -> None:
    chance, lists = random.Random(5), names(tmp_path)
    texts = {lists.swapped(PASSAGE, chance).text for _ in range(50)}
    assert len(texts) > 20


def test_a_swapped_family_name_is_the_same_where_it_stands_alone(tmp_path: Path) -> None:
    chance, lists = random.Random(7), names(tmp_path)
    seen = 0
    for _ in range(200):
        varied = lists.swapped(PASSAGE, chance)
        full, alone = (varied.text[start:end] for start, end, label in varied.named if label == "PERSON")
        if full != "Ann Lee":
            assert full.split()[-1] == alone
            seen += 1
    assert seen


def test_capitals_change_no_offset() -> None:
    shouted = augmenting.capitals(Passage("Straße in Selwick", ((10, 17, "GPE"),)))
    assert shouted.text == "STRAßE IN SELWICK"
    assert shouted.named == ((10, 17, "GPE"),)
