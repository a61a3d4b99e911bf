"""Leading clusters."""

import numpy as np

from forecast.pipeline.backtest.targets import clusters


def test_only_existing_clusters_among_the_ten_largest_of_their_day(tables):
    items = clusters.items(tables)
    assert len(items) > 40
    assert all(1 <= item.row["rank_when_first_operational"] <= 10 for item in items)
    assert all(item.row["status"] == "existing" for item in items)
    assert all(np.isfinite(item.log_value) for item in items)


def test_a_late_edition_is_dated_half_a_year_after_what_it_says(origin_on):
    origin = origin_on(2023, 1, 1)
    assert origin.vintages["clusters"] == "observable"
    seen = [row["observed_on"] for row in origin.tables["clusters"].rows if row["observed_on"]]
    assert 2022.3 < max(day.year + day.month / 12 for day in seen) < 2022.7
