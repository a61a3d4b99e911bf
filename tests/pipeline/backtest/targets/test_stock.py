"""Stock by designer."""

import numpy as np

from forecast.pipeline.backtest.targets import stock


def test_items_are_the_counts_of_the_table(tables):
    items = stock.TARGETS[0].items(tables)
    last = max((item for item in items if item.series.startswith("NVIDIA")), key=lambda i: i.year)
    assert round(float(np.exp(last.log_value))) == 10_703_369
    assert len({item.series for item in items}) == 4
