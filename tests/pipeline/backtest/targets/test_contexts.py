"""Half-years of context windows."""

import numpy as np

from forecast.pipeline.backtest.target import Oracle
from forecast.pipeline.backtest.targets import contexts

N = 300
QUIET = {
    "context_window_tokens": 2.0**18,
    "context_window_growth_per_year": 2.0,
    "context_window_long_run_growth_per_year": 1.0,
    "context_window_slowing_years": 2.0,
    "context_developer_spread": 1e-9,
    "context_model_scatter": 0.02,
    "context_beyond_share": 1e-6,
    "context_limit_patience": 1.0,
    "context_wave_years": 0.01,
}


def oracle_of(tables, wave_scatter):
    scalars = QUIET | {"context_wave_scatter": wave_scatter}
    draws = {name: np.full(N, value) for name, value in scalars.items()}
    draws["context_wave"] = np.zeros((N, 1))  # later quarters are drawn
    return Oracle(draws, lambda *_: [], np.random.default_rng(1), tables)


def medians(tables, wave_scatter):
    items = [item for item in contexts.median_items(tables) if item.year == 2025.75]
    return contexts.ours_median(items, tables, oracle_of(tables, wave_scatter))[0]


def test_the_longest_window_never_falls_and_the_median_lies_below_it(tables):
    longest = {item.year: item.log_value for item in contexts.longest_items(tables)}
    assert list(np.diff(list(longest.values())) >= 0) == [True] * (len(longest) - 1)
    for item in contexts.median_items(tables):
        assert item.log_value <= longest[item.year + contexts.HALF / 2]


def test_a_median_is_that_of_the_rows_of_its_half_year(tables):
    rows = contexts.halves(tables)[2024.0]
    windows = sorted(row["max_context_tokens"] for row, _ in rows)
    item = next(item for item in contexts.median_items(tables) if item.year == 2024.25)
    middle = np.median(np.log(windows))
    assert item.log_value == middle
    assert all(2024.0 <= year < 2024.5 for _, year in rows)


def test_many_models_do_not_make_a_median_sure_when_quarters_depart(tables):
    assert len(contexts.halves(tables)[2025.5]) > 30
    assert medians(tables, 1e-9).std() < 0.15
    assert medians(tables, 1.0).std() > 0.5


def test_the_longest_window_never_falls_below_what_is_known(tables):
    items = [item for item in contexts.longest_items(tables) if item.year > 2025.0]
    found = np.array(contexts.ours_longest(items, tables, oracle_of(tables, 0.5)))
    assert (np.diff(found, axis=0) >= 0.0).all()
    assert (found >= np.log(1e7)).all()
