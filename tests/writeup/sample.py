"""A made-up forecast document of full shape: smooth curves, no model behind them.

Tests of the write-up read it in place of a real run; every probability below follows from the
logistic curve in `_cdf`, so expected values can be worked out by hand.
"""

from __future__ import annotations

import math

NUMBERS = (1e6, 1e8, 1e9, 8e9)
THETAS = (1.0, 0.1)
YEARS = (2027, 2028, 2030, 2035, 2040, 2050, 2100)
LEVELS = ("0.05", "0.1", "0.25", "0.5", "0.75", "0.9", "0.95")
SCORES = (-1.6449, -1.2816, -0.6745, 0.0, 0.6745, 1.2816, 1.6449)
CURVES = {  # n -> (share that ever happens, centre year, spread in years) at theta 1
    1e6: (0.93, 2039.0, 5.0),
    1e8: (0.88, 2043.0, 6.0),
    1e9: (0.80, 2049.0, 7.0),
    8e9: (0.66, 2056.0, 8.0),
}
HORIZON = 2101
NO_ARRIVAL = 0.05  # share of draws without a human-level model


def _curve(n: float, theta: float) -> tuple[float, float, float]:
    share, centre, spread = CURVES[n]
    return (share, centre, spread) if theta == 1.0 else (share * 0.95, centre + 2.5, spread)


def _cdf(year: float, share: float, centre: float, spread: float) -> float:
    """P(date < year), zero before 2026."""
    if year <= 2026.0:
        return 0.0
    rise = 1 / (1 + math.exp(-(year - centre) / spread))
    start = 1 / (1 + math.exp(-(2026.0 - centre) / spread))
    return share * (rise - start) / (1 - start)


def _date_quantiles(share: float, centre: float, spread: float) -> dict:
    quantiles: dict[str, float | None] = {}
    for level in LEVELS:
        target, low, high = float(level), 2026.0, float(HORIZON)
        if _cdf(high, share, centre, spread) < target:
            quantiles[level] = None
            continue
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (
                (middle, high) if _cdf(middle, share, centre, spread) < target else (low, middle)
            )
        quantiles[level] = high
    return quantiles


def _spread(median: float, sd_log: float) -> dict:
    return {
        level: median * math.exp(sd_log * score)
        for level, score in zip(LEVELS, SCORES, strict=True)
    }


def _mcse(p: float) -> float:
    return math.sqrt(max(p * (1 - p), 1e-4) / 10_000)


def _chance_rows() -> list[dict]:
    rows = []
    for n in NUMBERS:
        for theta in THETAS:
            for year in YEARS:
                p = _cdf(year + 1, *_curve(n, theta))
                rows.append({"n": n, "theta": theta, "year": year, "p": p, "mcse": _mcse(p)})
    return rows


def _reading_rows() -> list[dict]:
    rows = []
    for reading, n, shift in (("workers", 8e9, -3.0), ("population", 8.2e9, 0.7)):
        share, centre, spread = CURVES[8e9]
        for theta in THETAS:
            for year in YEARS:
                p = _cdf(year + 1, share, centre + shift, spread)
                key = {"reading": reading, "n": n, "theta": theta, "year": year}
                rows.append({**key, "p": p, "mcse": _mcse(p)})
    return rows


def _test_rows() -> list[dict]:
    alone = {
        "arrival": lambda n, theta: (0.95, 2038.0, 5.0),
        "wage": lambda n, theta: (0.98, 2030.0 if theta == 1.0 else 2036.0, 4.0),
        "bill": lambda n, theta: (0.9, 2029.0 + 2.5 * math.log10(n / 1e6), 5.0),
        "hardware": lambda n, theta: (0.92, 2028.0 + 2.5 * math.log10(n / 1e6), 5.0),
    }
    rows = []
    for test, curve in alone.items():
        for n in NUMBERS:
            for theta in THETAS:
                for year in YEARS:
                    p = _cdf(year + 1, *curve(n, theta))
                    key = {"test": test, "n": n, "theta": theta, "year": year}
                    rows.append({**key, "p": p, "mcse": _mcse(p)})
    return rows


def _date_rows() -> list[dict]:
    return [
        {
            "n": n,
            "theta": theta,
            "quantiles": _date_quantiles(*_curve(n, theta)),
            "p_never": 1 - _cdf(HORIZON, *_curve(n, theta)),
            "p_window_closes": 0.01,
        }
        for n in NUMBERS
        for theta in THETAS
    ]


def _gap_curve(n: float) -> tuple[float, float]:
    """Share with no gap, and mean gap of the others in years."""
    return {1e6: (0.7, 3.0), 1e8: (0.35, 5.0), 1e9: (0.15, 8.0), 8e9: (0.06, 14.0)}[n]


def _gap_cdf(n: float, theta: float, years: float) -> float:
    zero, mean = _gap_curve(n)
    ever = _curve(n, theta)[0]
    return ever * (zero + (1 - zero) * (1 - math.exp(-years / mean)))


def _gap_rows() -> list[dict]:
    rows = []
    for n in NUMBERS:
        for theta in THETAS:
            zero, mean = _gap_curve(n)
            ever = _curve(n, theta)[0]
            quantiles: dict[str, float | None] = {}
            for level in LEVELS:
                inside = (float(level) / ever - zero) / (1 - zero)
                quantiles[level] = (
                    0.0 if inside <= 0 else None if inside >= 1 else -mean * math.log(1 - inside)
                )
            rows.append(
                {
                    "n": n,
                    "theta": theta,
                    "quantiles": quantiles,
                    "p_never": 1 - ever,
                    "p_no_arrival": NO_ARRIVAL,
                    "p_never_given_arrival": (1 - ever - NO_ARRIVAL) / (1 - NO_ARRIVAL),
                    "p_zero": ever * zero,
                    "p_over": {str(y): 1 - _gap_cdf(n, theta, y) for y in (1, 3, 5, 10)},
                }
            )
    return rows


def _binding_rows() -> list[dict]:
    first = {"arrival": 0.06, "wage": 0.05, "bill": 0.5, "hardware": 0.34, "speed": 0.05}
    first["none"] = 0.0
    rows: list[dict] = [
        {"at": "first", "n": n, "theta": theta, "shares": first}
        for theta in THETAS
        for n in NUMBERS
    ]
    now = {"arrival": 0.58, "wage": 0.04, "bill": 0.22, "hardware": 0.10, "speed": 0.02}
    now["none"] = 0.04
    rows += [
        {"at": 2035, "n": n, "theta": theta, "shares": now} for theta in THETAS for n in NUMBERS
    ]
    return rows


def _bound_rows() -> list[dict]:
    chip = {"compute": 0.34, "bandwidth": 0.41, "memory": 0.19, "speed": 0.06}
    stock = {"none": 0.41, "money": 0.2, "power": 0.39}
    return [
        {"at": at, "year": year, "shares": shares}
        for at, shares in (("copy", chip), ("supply", stock))
        for year in (2030, 2035)
    ]


def _driver_rows() -> list[dict]:
    rows = (
        ("human_level_date", 0.56, "expert", True),
        ("size_at_human_level", 0.18, "guess", False),
        ("flop_per_usd", 0.04, "measured", True),
        ("sampling_multiplier", 0.03, "guess", False),
        ("power_available_watts", 0.02, "expert", False),
        ("spend_limit_share", 0.004, "guess", False),
    )
    names = ("name", "first_order", "grade", "informed")
    return [dict(zip(names, row, strict=True)) for row in rows]


def _weight_rows() -> list[dict]:
    rows = (
        ("metaculus_q5121", "Metaculus community", 0.3, 2031.5),
        ("samotsvety_mean_of_8", "Samotsvety", 0.2, 2047.6),
        ("epoch_direct_approach", "Epoch AI", 0.15, 2043.8),
        ("cotra_update", "Ajeya Cotra", 0.15, 2045.8),
        ("hobbhahn_adaptation", "Marius Hobbhahn", 0.1, 2040.4),
        ("xpt_superforecasters", "Persuasion Tournament", 0.06, None),
        ("espai_2023", "ESPAI surveys", 0.04, 2050.2),
    )
    names = ("forecast_id", "group", "weight", "median")
    return [dict(zip(names, row, strict=True)) for row in rows]


def _bill_rows() -> list[dict]:
    return [
        {"n": n, "year": year, "usd_per_copy_hour": dollars / n}
        for n in NUMBERS
        for year, dollars in ((2026, 1.36e9), (2035, 1.84e9))
    ]


def _levels_by_year() -> dict[str, list[dict]]:
    years = range(2027, 2101)
    cost = [60.0 * math.exp(-0.17 * 25 * (1 - math.exp(-(y - 2027) / 25))) for y in years]
    wage = [24.0 * 1.01 ** (y - 2027) for y in years]
    copies = [3e5 * math.exp(0.6 * 20 * (1 - math.exp(-(y - 2027) / 20))) for y in years]
    people = [8.25e9 * math.exp(0.2 * (1 - math.exp(-(y - 2027) / 25))) for y in years]
    pairs = list(zip(years, cost, wage, copies, people, strict=True))
    return {
        "Q6": [{"year": y, "quantiles": _spread(k, 2.4)} for y, _, _, k, _ in pairs],
        "Q7": [{"year": y, "quantiles": _spread(c, 1.9)} for y, c, _, _, _ in pairs],
        "Q8": [{"year": y, "quantiles": _spread(c / w, 1.9)} for y, c, w, _, _ in pairs],
        "wage": [{"year": y, "quantiles": _spread(w, 0.03)} for y, _, w, _, _ in pairs],
        "population": [{"year": y, "quantiles": _spread(p, 0.02)} for y, _, _, _, p in pairs],
    }


def _curves() -> dict[str, list[dict]]:
    dates = [
        {"n": n, "theta": theta, "year": year, "p": _cdf(year, *_curve(n, theta))}
        for n in NUMBERS
        for theta in THETAS
        for year in range(2027, HORIZON + 1)
    ]
    gaps = [
        {"n": n, "theta": theta, "years": years, "p": _gap_cdf(n, theta, years)}
        for n in NUMBERS
        for theta in THETAS
        for years in range(1, 76)
    ]
    return {"date_cdf": dates, "gap_cdf": gaps}


def sample_document() -> dict:
    """Return a fresh forecast document of the shape `forecast run --json` prints."""
    blocks = ("hardware", "stock", "serving", "algorithmic", "arrival")
    answers = {
        "Q1": _chance_rows(),
        "Q1b": _reading_rows(),
        "Q1c": _test_rows(),
        "Q2": _date_rows(),
        "Q3": {
            "quantiles": _date_quantiles(0.95, 2038.0, 5.0),
            "p_never": 0.05,
            "weights": _weight_rows(),
        },
        "Q4": _gap_rows(),
        "Q9": _binding_rows(),
        "Q9b": _bound_rows(),
        "Q10": _driver_rows(),
        "bill_limit": _bill_rows(),
        **_levels_by_year(),
        **_curves(),
    }
    return {
        "schema": "forecast.run/1",
        "run_id": "3f9a2c71d04e",
        "as_of": "2026-11-22",
        "scenario": "default",
        "seed": 20261122,
        "draws": 200_000,
        "posterior_key": "b1c2d3e4f5a69788",
        "beliefs": "c" * 64,
        "price_year": 2025,
        "answers": answers,
        "replaced": [
            {
                "name": "wage_usd_per_hour",
                "by": "30",
                "was": {"q05": 22.0, "q50": 24.1, "q95": 26.0},
            }
        ],
        "posterior": {
            "blocks": [
                {
                    "block": block,
                    "key": f"{index}a2b3c4d5e6f7081",
                    "fitted_on": "2026-11-22",
                    "draws": 10_000,
                    "gate_passed": True,
                    "max_rhat": 1.002 + index / 1000,
                    "min_ess": 1500.0 + 100 * index,
                }
                for index, block in enumerate(blocks)
            ],
            "source": "shipped",
        },
        "judgement": [
            {**row, "meaning": "made up"} for row in _driver_rows() if not row["informed"]
        ],
    }
