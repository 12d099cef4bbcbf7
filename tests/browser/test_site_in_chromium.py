"""The built site in headless Chromium, opened from ``file://``: what a reader meets."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from spinloom.validate import figures as gallery
from spinloom.validate.ledger import DEVICES, load
from spinloom.validate.site.build import build
from spinloom.validate.site.content import gather

CHECK = {
    "kernel": "magnet.flow", "backend": "numba", "oracle": "numpy backend", "points": 3,
    "max_rel_error": 1e-14, "tolerance": 1e-13, "passed": True,
}  # fmt: skip
LIMIT = {
    "key": "dimer:limit-x", "limit": r"V \to 0: \quad D_{ab} = O(V)", "symbolic": "proved",
    "numeric_order": "1.0", "passed": True,
}  # fmt: skip
SLOW = ("dimer:4", "dimer:5", "dimer:5-parameters")
WIDTHS = (360, 800, 1400)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of all rows; figures that take seconds are left out."""
    names = [name for name in gallery.available() if name not in SLOW]
    out = tmp_path_factory.mktemp("site") / "site"
    build(gather(DEVICES, [CHECK], [LIMIT], names), out)
    return out


@pytest.fixture(scope="session")
def started() -> Iterator[webdriver.Chrome]:
    browser, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not (browser and driver):
        pytest.fail("chromium and chromedriver are not installed (Debian: chromium-driver)")
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    words = ["--headless=new", "--disable-gpu", "--hide-scrollbars"]
    for word in [*words, "--no-sandbox"] if os.geteuid() == 0 else words:
        options.add_argument(word)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    chrome = webdriver.Chrome(options=options, service=Service(driver))
    yield chrome
    chrome.quit()


@pytest.fixture
def chrome(started: webdriver.Chrome) -> Iterator[webdriver.Chrome]:
    """A window of ordinary size; anything on the console at the end is an error."""
    started.set_window_size(1200, 900)
    started.get_log("browser")
    yield started
    assert [entry["message"] for entry in started.get_log("browser")] == []


def open_page(chrome: webdriver.Chrome, site: Path, name: str) -> None:
    chrome.get((site / name).as_uri())


def local(chrome: webdriver.Chrome, site: Path) -> set[Path]:
    """The files that the open page refers to."""
    found = chrome.execute_script(
        "return [...document.querySelectorAll('[href], [src]')].map(e => e.href || e.src)"
    )
    files = set()
    for link in found:
        parts = urlsplit(link)
        if parts.scheme == "data":
            continue
        assert parts.scheme == "file", f"{link} needs a network"
        path = Path(unquote(parts.path))
        assert path.is_relative_to(site)
        assert path.is_file(), f"{chrome.current_url} links to {path}"
        files.add(path)
    return files


def shown(chrome: webdriver.Chrome, selector: str) -> list[WebElement]:
    return [e for e in chrome.find_elements(By.CSS_SELECTOR, selector) if e.is_displayed()]


def test_every_page_opens_and_every_link_resolves(chrome: webdriver.Chrome, site: Path) -> None:
    waiting, seen = [site / "index.html"], set()
    while waiting:
        page = waiting.pop()
        if page in seen:
            continue
        seen.add(page)
        chrome.get(page.as_uri())
        waiting += sorted(p for p in local(chrome, site) if p.suffix == ".html")
    assert seen == set(site.rglob("*.html"))


def test_formulas_have_a_size_and_their_source_is_one_click_away(
    chrome: webdriver.Chrome, site: Path
) -> None:
    open_page(chrome, site, "equation/dimer-A24.html")
    sizes = chrome.execute_script(
        "return [...document.querySelectorAll('.formula math')].map(m => {"
        " const r = m.getBoundingClientRect(), d = m.closest('details');"
        " return [r.width, r.height, d ? d.open : true]; })"
    )
    visible = [(w, h) for w, h, unfolded in sizes if unfolded]
    assert len(visible) > 10
    assert all(w > 10 and h > 5 for w, h in visible)
    source = chrome.find_element(By.CSS_SELECTOR, "details.source")
    assert not source.find_element(By.TAG_NAME, "pre").is_displayed()
    source.find_element(By.TAG_NAME, "summary").click()
    assert r"\frac" in source.find_element(By.TAG_NAME, "pre").text


def test_slash_searches_and_arrows_choose(chrome: webdriver.Chrome, site: Path) -> None:
    open_page(chrome, site, "equation/dimer-A19.html")
    chrome.find_element(By.TAG_NAME, "body").send_keys("/")
    box = chrome.switch_to.active_element
    assert box.get_attribute("id") == "search"
    assert box.get_attribute("value") == ""
    box.send_keys("A24")
    options = shown(chrome, "#found [role=option]")
    assert options[0].text.startswith("dimer:A24")
    box.send_keys(Keys.ARROW_DOWN)
    chosen = chrome.find_element(By.CSS_SELECTOR, "#found [aria-selected=true]")
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    box.send_keys(Keys.ENTER)
    assert chrome.current_url.endswith("equation/dimer-A24.html")


@pytest.mark.parametrize(("words", "key"), [("erratum valve", "valve:80"), ("coth", "valve:70"),
                                            ("magnet flow", "magnet.flow")])  # fmt: skip
def test_the_search_finds_words_symbols_and_kernels(
    words: str, key: str, chrome: webdriver.Chrome, site: Path
) -> None:
    open_page(chrome, site, "index.html")
    chrome.find_element(By.ID, "search").send_keys(words)
    assert any(o.text.startswith(key) for o in shown(chrome, "#found [role=option]"))
    chrome.find_element(By.ID, "search").send_keys(" zzz")
    assert shown(chrome, "#found [role=option]") == []
    assert "Nothing found" in chrome.find_element(By.ID, "found").text
    chrome.find_element(By.ID, "search").send_keys(Keys.ESCAPE)
    assert not chrome.find_element(By.ID, "found").is_displayed()


def test_filters_leave_what_is_asked_for(chrome: webdriver.Chrome, site: Path) -> None:
    rows = [row for row in load() if row["key"].startswith("dimer:")]
    wanted = sum(row["verdict"] == "erratum" for row in rows)
    open_page(chrome, site, "dimer.html")
    for box in chrome.find_elements(By.CSS_SELECTOR, "[name=verdict]"):
        if box.get_attribute("value") != "erratum":
            box.send_keys(Keys.SPACE)
    left = shown(chrome, "article.row")
    assert len(left) == wanted
    assert {row.get_attribute("data-verdict") for row in left} == {"erratum"}
    counted = chrome.find_element(By.ID, "shown").text
    assert counted == f"{wanted} of {len(rows)} rows"
    chrome.find_element(By.CSS_SELECTOR, "[value=figure]").send_keys(Keys.SPACE)
    assert 0 < len(shown(chrome, "article.row")) < wanted


def test_steps_fold_and_unfold(chrome: webdriver.Chrome, site: Path) -> None:
    open_page(chrome, site, "equation/dimer-A19.html")
    steps = chrome.find_elements(By.CSS_SELECTOR, ".steps > li > details")
    assert len(steps) > 3
    unfold, fold = chrome.find_elements(By.CSS_SELECTOR, "[data-fold]")
    unfold.send_keys(Keys.ENTER)
    assert all(step.get_attribute("open") for step in steps)
    fold.send_keys(Keys.ENTER)
    assert not any(step.get_attribute("open") for step in steps)
    steps[0].find_element(By.TAG_NAME, "summary").send_keys(Keys.ENTER)
    assert steps[0].get_attribute("open")


def test_everything_that_acts_is_reached_by_tab(chrome: webdriver.Chrome, site: Path) -> None:
    chrome.set_window_size(400, 900)  # narrow: its formulas scroll
    open_page(chrome, site, "equation/magnet-A23.html")
    expected = chrome.execute_script(
        "return [...document.querySelectorAll('a[href], button, input, summary')]"
        ".filter(e => e.checkVisibility()).length"
    )
    reached = set()
    for _ in range(4 * expected):
        chrome.switch_to.active_element.send_keys(Keys.TAB)
        reached.add(chrome.switch_to.active_element.id)
    assert len(reached) >= expected
    wide = chrome.execute_script(
        "return [...document.querySelectorAll('.formula')]"
        ".filter(e => e.scrollWidth > e.clientWidth && e.checkVisibility())"
        ".map(e => [e.tabIndex, e.getAttribute('role'), e.getAttribute('aria-label')])"
    )
    assert wide
    assert all(found == [0, "region", "formula, scrolls"] for found in wide)


def test_landmarks_labels_and_alternatives(chrome: webdriver.Chrome, site: Path) -> None:
    for name in ("index.html", "dimer.html", "figures.html", "errata-dimer.html", "limits.html"):
        open_page(chrome, site, name)
        assert len(shown(chrome, "h1")) == 1
        for landmark in ("header", "main", "footer", "nav[aria-label]", "search"):
            assert len(chrome.find_elements(By.CSS_SELECTOR, landmark)) == 1
        for image in chrome.find_elements(By.TAG_NAME, "img"):
            assert len(image.get_attribute("alt") or "") > 10
        for box in chrome.find_elements(By.TAG_NAME, "input"):
            assert chrome.execute_script("return arguments[0].labels.length", box) == 1


LUMINANCE = """
const rgb = (c) => c.match(/[\\d.]+/g).slice(0, 3).map(Number);
const level = (c) => rgb(c).map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92
  : ((v + 0.055) / 1.055) ** 2.4).reduce((s, v, i) => s + v * [0.2126, 0.7152, 0.0722][i], 0);
const ground = (e) => { for (; e; e = e.parentElement) {
  const c = getComputedStyle(e).backgroundColor;
  if (!/, 0\\)$/.test(c)) return c; } return "rgb(255, 255, 255)"; };
return [...document.querySelectorAll('main *, header *, footer *')]
  .filter(e => e.checkVisibility())
  .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
  .map(e => { const a = level(getComputedStyle(e).color), b = level(ground(e));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    return [ratio, e.tagName, e.className.toString()]; })
  .sort((x, y) => x[0] - y[0])[0];
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_enough(scheme: str, chrome: webdriver.Chrome, site: Path) -> None:
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    grounds = set()
    for name in ("index.html", "dimer.html", "errata-dimer.html", "kernel/magnet-flow.html"):
        open_page(chrome, site, name)
        worst, *where = chrome.execute_script(LUMINANCE)
        assert worst >= 4.5, (name, where)
        grounds.add(chrome.execute_script("return getComputedStyle(document.body).backgroundColor"))
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    assert grounds == {"rgb(255, 255, 255)" if scheme == "light" else "rgb(20, 23, 26)"}


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_fit_and_can_be_seen(
    width: int, chrome: webdriver.Chrome, site: Path, tmp_path: Path
) -> None:
    folder = Path(os.environ.get("SPINLOOM_SCREENSHOTS", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)
    chrome.set_window_size(width, 900)
    for name in ("index", "dimer", "equation/dimer-A24", "kernel/magnet-flow", "figures"):
        open_page(chrome, site, f"{name}.html")
        inner = chrome.execute_script("return window.innerWidth")
        assert inner <= width
        assert chrome.execute_script("return document.documentElement.scrollWidth") <= inner, name
        picture = folder / f"{name.replace('/', '-')}-{width}.png"
        assert chrome.save_screenshot(str(picture))
        assert picture.stat().st_size > 5_000


def test_a_page_of_many_equations_loads_within_a_second(
    chrome: webdriver.Chrome, site: Path
) -> None:
    text = (site / "magnet.html").read_text("utf-8")
    start, end = text.index("<article"), text.rindex("</article>") + len("</article>")
    many = text[:start] + text[start:end] * 5 + text[end:]
    assert many.count("<article") >= 500
    (site / "many.html").write_text(many, "utf-8")
    open_page(chrome, site, "many.html")
    timing = "return performance.getEntriesByType('navigation')[0].loadEventEnd"
    loaded = chrome.execute_script(timing)
    (site / "many.html").unlink()
    assert 0 < loaded < 1000
