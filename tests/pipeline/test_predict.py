from types import SimpleNamespace

import numpy as np
import pytest

from forecast.errors import UsageError
from forecast.pipeline import predict as module
from forecast.posterior.joint import Posterior


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


def test_a_data_set_without_predictive_is_told_with_the_nearest():
    with pytest.raises(UsageError, match="serving"):
        module.predictive_named("servin")
