"""The page in a real browser: silent, self-contained, and at its defaults the published numbers."""

import json
import shutil

import pytest

from forecast.writeup.answers import row_where, values_of
from forecast.writeup.page import PageContext, page_html
from forecast.writeup.section import Section
from forecast.writeup.wording import percent
from tests.writeup.page.made import HOSTILE, made_draws

BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (BROWSER and DRIVER), reason="needs Chromium: apt-get install chromium chromium-driver"
    ),
]
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --hide-scrollbars "
    "--disable-background-networking --disable-component-update --disable-sync"
)
LONGEST_MS = 30.0  # of one move of a slider


@pytest.fixture(scope="module")
def browser():
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    for flag in FLAGS.split():
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture
def opened(browser, document, tmp_path):
    """The page of the made-up document, opened from disk once its explorer works."""
    from selenium.webdriver.support.ui import WebDriverWait

    file = tmp_path / "index.html"
    extra = (Section("extra", HOSTILE, (HOSTILE,)),)
    file.write_text(page_html(document, PageContext(HOSTILE, draws=made_draws(2000), extra=extra)))
    browser.get("about:blank")
    browser.get_log("browser"), browser.get_log("performance")
    browser.get(file.as_uri())
    WebDriverWait(browser, 10).until(
        lambda b: b.execute_script("return !document.getElementById('beliefs').hidden")
    )
    return browser


def choose(browser, name, value):
    browser.execute_script(
        "var m = document.getElementById(arguments[0]); m.value = arguments[1];"
        "m.dispatchEvent(new Event('input', {bubbles: true}));",
        name,
        str(value),
    )


def told(browser, place):
    return browser.execute_script(f"return document.getElementById('{place}').textContent")


def test_no_error_and_no_request(opened):
    assert opened.get_log("browser") == []
    messages = [json.loads(each["message"])["message"] for each in opened.get_log("performance")]
    asked = [
        m["params"]["request"]["url"]
        for m in messages
        if m["method"] == "Network.requestWillBeSent"
    ]
    assert [url for url in asked if not url.startswith(("file:", "blob:", "about:"))] == []


def test_hostile_names_stay_text(opened):
    assert opened.execute_script("return document.images.length") == 0
    assert HOSTILE in opened.execute_script("return document.body.innerText")


def test_at_the_published_beliefs_it_shows_the_published_numbers(opened, document):
    answers = document["answers"]
    for n in values_of(answers["Q1"], "n"):
        for theta in values_of(answers["Q1"], "theta"):
            choose(opened, "menu-n", f"{n:g}".replace("e+0", "e+0"))
            choose(opened, "menu-theta", f"{theta:g}")
            for year in values_of(answers["Q1"], "year"):
                row = row_where(answers["Q1"], n=n, theta=theta, year=year)
                assert told(opened, f"p-{year}") == percent(row["p"], row["mcse"]), (n, theta, year)
            found = row_where(answers["Q2"], n=n, theta=theta)
            median = found["quantiles"]["0.5"]
            assert told(opened, "p-median") == (">2100" if median is None else str(int(median)))


def test_an_earlier_arrival_makes_it_likelier_and_says_what_the_draws_are_worth(opened):
    before = told(opened, "p-2050")
    choose(opened, "slide-0", 4)
    assert int(told(opened, "p-2050").strip("<>%")) > int(before.strip("<>%"))
    assert "of 2000 draws" in told(opened, "effective")
    assert "Warning" not in told(opened, "effective")
    choose(opened, "slide-0", 0)
    choose(opened, "menu-sure", "0.25")
    assert "Warning" in told(opened, "effective")


def test_the_address_carries_the_setting(opened):
    choose(opened, "slide-0", 5)
    choose(opened, "menu-theta", "0.1")
    shown, address = told(opened, "p-2050"), opened.current_url
    assert address.endswith("#theta=0.1&human_level_date=5")
    opened.get("about:blank")
    opened.get(address)
    opened.implicitly_wait(1)
    opened.execute_async_script("setTimeout(arguments[0], 300)")
    assert told(opened, "p-2050") == shown


def test_a_slider_answers_at_once(opened):
    took = opened.execute_script(
        "var s = document.getElementById('slide-0'), took = [];"
        "for (var v = 0; v < 17; v++) { s.value = v; var t = performance.now();"
        "s.dispatchEvent(new Event('input', {bubbles: true})); took.push(performance.now() - t); }"
        "return took.sort(function (a, b) { return a - b; });"
    )
    assert took[len(took) // 2] < LONGEST_MS


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_sticks_out_on_a_phone_or_a_desk(opened, width):
    metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 600}
    opened.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    assert opened.execute_script("return document.documentElement.scrollWidth") <= width
    opened.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_without_scripts_the_numbers_are_there(opened, document):
    opened.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        opened.refresh()
        from selenium.webdriver.common.by import By

        row = row_where(document["answers"]["Q1"], n=8e9, theta=1.0, year=2050)
        assert opened.find_element(By.ID, "p-2050").text == percent(row["p"], row["mcse"])
        assert not opened.find_element(By.ID, "beliefs").is_displayed()
    finally:
        opened.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
