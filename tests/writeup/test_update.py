from forecast.writeup.update import update_text

NUMBERS = [
    {"name": "median_8e9", "before": 2069.2, "now": None, "change": None, "mcse": None},
    {"name": "p_8e9_by_2035", "before": 0.081, "now": 0.058, "change": -0.023, "mcse": 0.002},
]
RESULT = {
    "feeds": [
        {"feed": "litellm", "dataset": "llm_prices", "ok": True, "written": True, "new": 1200}
    ],
    "blocks": [
        {"block": "prices", "source": "fitted", "why": "the rows bring other parameters: x"},
        {"block": "economy", "source": "reweighted", "why": "from 123: k-hat 0.10"},
        {"block": "stock", "source": "shipped", "why": None},
    ],
    "since": "2026-11-24-x",
    "numbers": NUMBERS,
    "compare": None,
    "published": "2026-12-01-y",
}


def test_feeds_blocks_and_numbers_are_told():
    told = update_text(RESULT, 200)
    assert "litellm into llm_prices: 1,200 new; written." in told
    assert "Fitted: prices (the rows bring other parameters: x)." in told
    assert "Reweighted: economy (k-hat 0.10)." in told
    assert "1 other block was stored." in told
    assert "Published: 2026-12-01-y." in told
    assert told.split("median_8e9")[1].split()[:2] == ["2069", ">2100"]
    assert "8%" in told
    assert "6%" in told


def test_evidence_as_it_is():
    told = update_text(RESULT | {"feeds": [], "published": None, "numbers": []}, 100)
    assert "The evidence as it is." in told


def test_a_median_beyond_the_horizon_is_no_missing_number():
    beyond = [{**NUMBERS[0], "before": None}]
    told = update_text(RESULT | {"numbers": beyond}, 200)
    assert told.split("median_8e9")[1].split()[:2] == [">2100", ">2100"]
    first = update_text(RESULT | {"numbers": beyond, "since": None}, 200)
    assert first.split("median_8e9")[1].split()[0] == ">2100"
    assert first.count(">2100") == 1
