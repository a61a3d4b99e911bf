import math
from types import SimpleNamespace

import numpy as np
import pytest

from forecast.errors import UsageError
from forecast.pipeline import predict as module
from forecast.posterior.joint import Posterior
from forecast.posterior.predicting import Predicted


def posterior(n_chains=2, n_draws=20, thinning=10):
    rows = np.arange(n_chains * n_draws, dtype=float)
    kept = rows.reshape(n_chains, -1)[:, ::thinning].ravel()
    return Posterior({"level": rows}, {}, {}, n_chains, {"noise": kept}, thinning)


def inputs(replaced=(), beliefs=()):
    class Beliefs(dict):
        replaced_names = frozenset(replaced)

    return SimpleNamespace(beliefs=Beliefs(beliefs))


def test_thinned_draws_stand_beside_the_full_draws_they_were_made_with(monkeypatch):
    monkeypatch.setattr(module, "DRAWS", 8)
    draws = module.predictive_draws(posterior(), inputs(), seed=1)
    assert (draws["noise"] == draws["level"]).all()
    assert len(draws["noise"]) == 8  # four thinned rows, each twice


def test_without_thinned_variables_chains_take_turns(monkeypatch):
    monkeypatch.setattr(module, "DRAWS", 4)
    full = Posterior({"level": np.arange(40.0)}, {}, {}, 2)
    assert module.predictive_draws(full, inputs(), 1)["level"].tolist() == [0.0, 20.0, 1.0, 21.0]


def test_what_a_scenario_replaces_is_drawn_from_its_card(monkeypatch):
    monkeypatch.setattr(module, "DRAWS", 8)
    fixed = SimpleNamespace(quantile_of_score=lambda score: np.full(len(score), 7.0))
    draws = module.predictive_draws(posterior(), inputs(["level"], {"level": fixed}), 1)
    assert (draws["level"] == 7.0).all()
    assert draws["noise"].max() == 30.0


def test_pit_counts_ties_half():
    draws = np.array([1.0, 2.0, 2.0, 3.0])
    assert module.share_below(Predicted("q", "1", 2.0, draws)) == 0.5
    assert module.share_below(Predicted("q", "1", 9.0, draws)) == 1.0


def test_surprise_beyond_all_draws_is_finite():
    assert module.standard_score(0.5, 4000) == 0.0
    assert module.standard_score(1.0, 4000) == pytest.approx(3.66, abs=0.01)
    assert module.standard_score(0.0, 4000) == pytest.approx(-3.66, abs=0.01)


def test_summary_by_a_plain_count():
    rows = [
        {"pit": 0.5, "q50": 2.0, "observed": 2.0},
        {"pit": 0.93, "q50": 2.0, "observed": 4.0},
        {"pit": 0.99, "q50": 2.0, "observed": 2.0 * math.e**3},
        {"pit": None, "q50": None, "observed": None},
    ]
    told = module.summary(rows)
    assert told["n_scored"] == 3
    assert told["coverage50"] == pytest.approx(1 / 3)
    assert told["coverage80"] == pytest.approx(1 / 3)
    assert told["coverage90"] == pytest.approx(2 / 3)
    assert told["median_abs_log_ratio"] == pytest.approx(math.log(2.0))


def test_nothing_observed_gives_null_and_not_nan():
    told = module.summary([{"pit": None, "q50": 1.0, "observed": None}])
    assert told["coverage80"] is None
    assert told["median_abs_log_ratio"] is None


def test_a_data_set_without_predictive_is_told_with_the_nearest():
    with pytest.raises(UsageError, match="serving"):
        module.predictive_named("servin")


def test_a_refused_row_has_a_line_for_each_target():
    row = SimpleNamespace(
        name="line 2", cells={"tdp_w": -1.0, "memory_bytes": None}, extra={}, reason="no"
    )
    targets = SimpleNamespace(TARGETS={"tdp_w": "W", "memory_bytes": "byte"})
    lines = module._lines(1, row, "no", targets)
    assert [line["quantity"] for line in lines] == ["tdp_w", "memory_bytes"]
    assert lines[0]["observed"] == -1.0
    assert lines[0]["q50"] is None
