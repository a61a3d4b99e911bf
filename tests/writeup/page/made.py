"""Explorer draws of full shape without a model behind them, for pages of the made-up document."""

import numpy as np

from forecast.pipeline.explorer import N_LEVELS, NEVER, ExplorerDraws, Slider

HOSTILE = '</script><img src=x onerror="alert(1)">'


def made_draws(n_draws=400):
    rng = np.random.default_rng(5)
    places = rng.integers(0, N_LEVELS, n_draws).astype(np.uint8)
    cases = tuple((n, t, p) for n in (1e6, 1e8, 1e9, 8e9) for t in (1.0, 0.1) for p in (0.03, 0.1))
    later = np.log10([case[0] for case in cases])[:, None]
    years = places[None, :] / 4.0 + later
    years = np.where(years > 60, NEVER, years).astype(np.uint8)
    slider = Slider(
        "human_level_date", "year", f"When it comes {HOSTILE}", "expert", ("someone2026",),
        np.linspace(2030.0, 2110.0, 17), places,
    )  # fmt: skip
    return ExplorerDraws((slider,), cases, 2026, years)
