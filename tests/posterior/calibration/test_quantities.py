import numpy as np
import pytest

from forecast.posterior.blocks import blocks_named
from forecast.posterior.calibration.quantities import YEARS_AHEAD, headline, ranked_of


def test_a_trend_is_asked_ten_years_ahead():
    values = {
        "shipments_h100e": 100.0, "shipments_growth_per_year": 1.3,
        "shipments_long_run_growth_per_year": 1.3, "shipments_slowing_years": 5.0,
    }  # fmt: skip
    expected = np.log(100.0) + YEARS_AHEAD * np.log(1.3)
    assert headline("stock", tuple(values), values) == pytest.approx(expected)


def test_other_blocks_add_up_their_scores():
    values = {"a_score": np.array([1.0, 2.0]), "b_score": np.array([0.5, -1.0])}
    np.testing.assert_array_equal(headline("serving", ("a", "b"), values), [1.5, 1.0])


def test_a_block_without_cards_is_asked_what_its_predictions_are_made_of():
    class Model:
        named_vars = ("owner_log_share_score", "owner_log_share", "owner_fleet_score", "host")

    assert ranked_of(blocks_named(("owners",))[0], Model()) == ("owner_log_share",)
    cards = (f"{name}_score" for name in ("host_link_bytes_per_s", "nvme_link_bytes_per_s"))
    Model.named_vars = (*cards, "offload_row_scatter_score")
    found = ranked_of(blocks_named(("offload",))[0], Model())
    assert found == ("host_link_bytes_per_s", "nvme_link_bytes_per_s")
