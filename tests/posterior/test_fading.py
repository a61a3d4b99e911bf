"""Departures that fade: their density, and draws carried on past the fitted path."""

import numpy as np
import pymc as pm
import pytensor.tensor as pt
import pytest

from forecast.posterior import fading as module

N = 20_000


def test_path_by_a_plain_loop():
    scores = np.array([0.3, -1.0, 2.0, 0.5, 1.5])
    with pm.Model() as pm_model:
        path = module.fading("score", pt.as_tensor(0.6), 5)
        found = path.eval({pm_model["score"]: scores})
    kept, by_hand = 0.6, [scores[0]]
    for score in scores[1:]:
        by_hand.append(kept * by_hand[-1] + 0.8 * score)
    assert found == pytest.approx(by_hand)


def test_every_step_has_the_same_spread():
    with pm.Model():
        module.by_half_year("wave", 0.3, 2.0, np.array([4040, 4045]))
        draws = pm.draw(pm.modelcontext(None)["wave"], 4000, random_seed=1)
    assert draws.shape == (4000, 6)
    assert draws.std(axis=0) == pytest.approx(np.full(6, 0.3), rel=0.06)
    kept = np.corrcoef(draws[:, 0], draws[:, 1])[0, 1]
    assert kept == pytest.approx(np.exp(-0.25), abs=0.05)


def test_labels_say_which_half_year():
    with pm.Model() as pm_model:
        row = module.by_half_year("wave", 0.3, 2.0, np.array([4041, 4040, 4043]))
    assert pm_model.coords["wave_half"] == ("4040", "4041", "4042", "4043")
    assert row.type.shape == (3,)


def path(first=10):
    fitted = np.tile([0.4, -0.5], (N, 1))
    rng = np.random.default_rng(3)
    return module.Fading(fitted, np.full(N, 0.3), np.full(N, 0.5), rng, first)


def test_fitted_steps_stand():
    known = path()
    assert known.at(10)[0] == 0.4
    assert known.at(11)[0] == -0.5


@pytest.mark.parametrize(("step", "mean"), [(12, -0.25), (14, -0.0625), (9, 0.2), (7, 0.05)])
def test_beyond_the_path_it_fades_and_is_renewed(step, mean):
    steps = step - 11 if step > 11 else 10 - step
    found = path().at(step)
    assert found.mean() == pytest.approx(mean, abs=0.01)
    assert found.std() == pytest.approx(0.3 * (1 - 0.25**steps) ** 0.5, rel=0.03)


def test_rows_of_one_step_share_one_draw_and_neighbours_are_alike():
    known = path()
    far = known.at(20)
    assert known.at(20) is far
    assert np.corrcoef(far, known.at(19))[0, 1] == pytest.approx(0.5, abs=0.03)


def test_draws_are_carried_on_from_the_labels():
    class Context:
        labels = {"wave": ("4050", "4051")}  # noqa: RUF012

    draws = {"wave": np.tile([0.4, -0.5], (N, 1))}
    known = module.carried_on(
        "wave", np.full(N, 0.3), np.full(N, 1.0), draws, Context, np.random.default_rng(1)
    )
    assert known.at(4051)[0] == -0.5
    assert known.at(4052).mean() == pytest.approx(-0.5 * np.exp(-0.5), abs=0.01)
