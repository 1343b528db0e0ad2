"""The year's page in a headless Chromium: U29, U24. Without Chromium these tests are skipped and say so."""

import base64
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.report.chromium import PROGRAM, Browser, browser
from tests.report.pages import page

pytestmark = pytest.mark.skipif(not PROGRAM, reason="Chromium is not installed: the page was not looked at")

_CONTRAST = """
(() => {
  const light = (text) => {
    const [r, g, b] = text.match(/[\\d.]+/g).map(Number).map((v) => v / 255)
      .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const colour = getComputedStyle(e).backgroundColor;
      if (colour && colour !== "rgba(0, 0, 0, 0)" && colour !== "transparent") return colour;
    }
    return "rgb(255, 255, 255)";
  };
  let worst = 99;
  for (const element of document.body.querySelectorAll("*")) {
    if (!Array.from(element.childNodes).some((n) => n.nodeType === 3 && n.data.trim())) continue;
    if (element.closest("script, style")) continue;
    const style = getComputedStyle(element);
    const a = light(element.closest("svg") ? style.fill : style.color), b = light(ground(element));
    worst = Math.min(worst, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
  }
  return worst;
})()
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "年度一页.html"
    path.write_bytes(page().data)
    return path


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as found:
        yield found


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_it_fits_the_window_and_nothing_complains(window: Browser, file: Path, width: int, height: int) -> None:  # U29
    window.open(file, width, height)
    assert window.run("document.documentElement.scrollWidth") <= width
    narrow = window.run(
        "Array.from(document.querySelectorAll('main *')).filter(e => !e.closest('.table') && !e.closest('svg')"
        " && e.getBoundingClientRect().right > innerWidth + 0.5).map(e => e.outerHTML.slice(0, 80))"
    )
    assert narrow == []
    assert window.complaints() == []


def test_text_stands_out_from_its_ground(window: Browser, file: Path) -> None:
    window.open(file, 1366, 768)
    assert window.run(_CONTRAST) >= 4.5


_FIRST = "document.querySelector('#allocation table')"
_COLUMN = f"Array.from({_FIRST}.tBodies[0].rows).map(r => r.cells[1].textContent)"


def test_a_table_is_sorted_by_a_click_and_by_the_keyboard(window: Browser, file: Path) -> None:  # U29
    window.open(file, 1366, 768)
    button = f"{_FIRST}.tHead.rows[0].cells[1].querySelector('button')"
    before = window.run(_COLUMN)
    rising = sorted(before, key=lambda text: (not text.isdigit(), int(text) if text.isdigit() else 0))
    assert before != rising
    foot = window.run(f"{_FIRST}.tFoot.textContent")
    window.run(f"{button}.click()")
    assert sorted(window.run(_COLUMN)) == sorted(rising)
    numbers = [int(text) for text in window.run(_COLUMN) if text.isdigit()]
    assert numbers == sorted(numbers)
    assert window.run(f"{button}.parentElement.getAttribute('aria-sort')") == "ascending"
    window.run(f"{button}.focus()")
    window.press("Enter", 13, "\r")
    numbers = [int(text) for text in window.run(_COLUMN) if text.isdigit()]
    assert numbers == sorted(numbers, reverse=True)
    assert window.run(f"{button}.parentElement.getAttribute('aria-sort')") == "descending"
    assert window.run("document.querySelector('[aria-live]').textContent").endswith("从大到小排序")
    assert window.run(f"{_FIRST}.tFoot.textContent") == foot  # the total stays


def test_the_first_tab_is_the_way_to_the_text(window: Browser, file: Path) -> None:
    window.open(file, 1366, 768)
    window.press("Tab", 9)
    assert window.run("document.activeElement.textContent") == "跳到正文"
    assert window.run("document.activeElement.getBoundingClientRect().top") >= 0


_FOCUSED = """
(() => {
  const at = document.activeElement, style = getComputedStyle(at);
  const place = Array.from(document.querySelectorAll("a[href], button")).indexOf(at);
  return place >= 0 && style.outlineStyle === "none" ? -2 : place;
})()
"""


def test_every_control_is_reached_by_the_tab_key_and_shows_it(window: Browser, file: Path) -> None:
    window.open(file, 1366, 768)
    wanted = window.run("document.querySelectorAll('a[href], button').length")
    order = []
    for _ in range(2 * wanted):  # a table that scrolls is reached too
        window.press("Tab", 9)
        order.append(window.run(_FOCUSED))
        if order[-1] == wanted - 1:
            break
    assert wanted > 30
    assert [place for place in order if place >= 0] == list(range(wanted))  # in the order of the page, each shown
    assert window.run('document.querySelectorAll(\'[tabindex]:not([tabindex="-1"]):not([tabindex="0"])\').length') == 0


def test_every_drawing_and_table_has_its_words(window: Browser, file: Path) -> None:
    window.open(file, 1366, 768)
    assert window.run("document.querySelectorAll('svg').length") > 4
    for what in (
        "svg:not([role=img][aria-label])",
        "table:not(:has(caption))",
        "th:not([scope])",
        "section:not([aria-labelledby])",
    ):
        assert window.run(f"document.querySelectorAll({what!r}).length") == 0, what
    for landmark in ("header", "nav[aria-label]", "main", "footer"):
        assert window.run(f"document.querySelectorAll({landmark!r}).length") == 1


def test_on_paper_no_button_and_no_empty_page(window: Browser, file: Path, tmp_path: Path) -> None:  # U24
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed: the print was not read")
    window.open(file, 1366, 768)
    window.ask("Emulation.clearDeviceMetricsOverride")
    made = base64.b64decode(window.ask("Page.printToPDF", printBackground=True, preferCSSPageSize=True)["data"])
    (tmp_path / "page.pdf").write_bytes(made)
    text = subprocess.run(["pdftotext", "-layout", tmp_path / "page.pdf", "-"], capture_output=True, check=True)
    pages = text.stdout.decode().rstrip("\f").split("\f")
    assert len(pages) == 9
    assert all(len(sheet.split()) > 40 for sheet in pages)
    assert "▲" not in text.stdout.decode() and "↕" not in text.stdout.decode()
    assert "应派份额" in pages[0]
