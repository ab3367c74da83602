"""The page of agreement in headless Chromium: it asks for nothing, runs nothing, and fits a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import CHROMIUM, MISSING, Page, browser
from paged import Strings, page_of

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)

RUN = "document.title='run'"
NASTY = Strings(
    names=(f"<script>{RUN}</script>", f'"><img src=x onerror="{RUN}">'),
    labels=(f"<svg/onload={RUN}>", "W" * 300),
    article_id=f"' onmouseover='{RUN}",
    text=f"Ann Lee left <img src=x onerror={RUN}> Gaza </details></section><iframe srcdoc='<script>top.{RUN}</script>'> " + "y" * 400,
    schema=f"</style><style>@import url(http://127.0.0.1:9/x.css)</style><link rel=stylesheet href=http://127.0.0.1:9/y.css><script>{RUN}</script>",
)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Page, Path, Path]]:
    folder = tmp_path_factory.mktemp("browser")
    plain, nasty = folder / "plain.html", folder / "nasty.html"
    plain.write_text(page_of(Strings()), encoding="utf-8")
    nasty.write_text(page_of(NASTY), encoding="utf-8")
    with browser(folder) as page:
        yield page, plain, nasty


@pytest.mark.parametrize("which", [1, 2])
@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 800)])
def test_the_page_asks_for_nothing_runs_nothing_and_fits(opened: tuple[Page, Path, Path], which: int, width: int, height: int) -> None:
    page, path = opened[0], opened[which]  # type: ignore[misc]
    page.open(path, width, height, dark=which == 2)
    page.value("for (const each of document.querySelectorAll('details')) each.open = true")
    page.value("new Promise(done => setTimeout(done, 50))")
    asked = [event["request"]["url"] for event in page.reported("Network.requestWillBeSent")]
    assert asked == [path.as_uri()]
    assert page.reported("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled") == []
    assert page.value("document.title") == "Agreement of annotators"
    assert page.value("document.querySelectorAll('script, img, iframe, link').length") == 0
    assert page.value("document.scrollingElement.scrollWidth") <= width
    assert page.value("window.innerWidth") == width


def test_its_text_is_seen_in_both_schemes_and_details_open(opened: tuple[Page, Path, Path]) -> None:
    page, path, _ = opened
    colours = set()
    for dark in (False, True):
        page.open(path, 390, 844, dark=dark)
        shown = page.value("document.body.innerText")
        assert "Agreement of annotators" in shown
        assert "GPE/LOC on" not in shown
        page.value("for (const each of document.querySelectorAll('.kind')) each.open = true")
        assert "GPE/LOC on" in page.value("document.body.innerText")
        assert page.value("document.querySelector('.large').getBoundingClientRect().height") > 20
        colours.add(page.value("getComputedStyle(document.body).backgroundColor"))
        assert len(page.picture()) > 5000
    assert len(colours) == 2


def test_a_browser_would_not_run_a_script_that_stood_in_the_page(opened: tuple[Page, Path, Path], tmp_path: Path) -> None:
    page, path, _ = opened
    broken = tmp_path / "broken.html"
    broken.write_text(path.read_text(encoding="utf-8").replace("<header>", f"<header><script>{RUN}</script>"), encoding="utf-8")
    page.open(broken, 390, 844)
    assert page.value("document.title") == "Agreement of annotators"
    assert any("Content Security Policy" in event["entry"]["text"] for event in page.reported("Log.entryAdded"))
