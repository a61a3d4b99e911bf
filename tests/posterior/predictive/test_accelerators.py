import datetime

import numpy as np
import pytest

from forecast.posterior.likelihoods.chip_specs import SPECS
from forecast.posterior.predictive import accelerators as module

LEVELS = dict(zip(SPECS, (31.0, 24.0, 27.0, 5.5), strict=True))
DAY = datetime.date(2024, 1, 1)


@pytest.fixture
def draws(constant):
    values = {
        "spec_growth_class_scatter": 0.1,
        "spec_scatter_class_spread": 0.0,
        "spec_student_degrees": 1e6,
        "spec_class_score": np.outer(np.ones(4), [1.0, -1.0]),
        "spec_class_growth_score": np.outer(np.ones(4), [2.0, 0.0]),
        "spec_class_scatter_score": np.zeros((4, 2)),
        "spec_maker_score": np.outer([1.0, 2.0, 3.0, 4.0], [0.5]),
    }
    for name, level in LEVELS.items():
        values |= {f"spec_{name}_level": level, f"spec_{name}_growth": 0.2}
        values |= {f"spec_{name}_class_scatter": 0.3, f"spec_{name}_maker_scatter": 0.4}
        values |= {f"spec_{name}_scatter": 1e-9}
    return constant(**values)


@pytest.fixture
def context(context_of):
    names = ("spec_class_score", "spec_class_growth_score", "spec_class_scatter_score")
    labels = dict.fromkeys(names, ("datacenter", "tpu"))
    return context_of(spec_maker_score=("NVIDIA",), **labels)


def chip(row_of, **cells):
    known = {"observed_on": DAY, "vendor": "NVIDIA", "accelerator_class": "datacenter"}
    return row_of("accelerators", **(known | cells))


def test_known_answer_by_hand(draws, context, row_of, rng):
    (found,) = module.predict([chip(row_of, tdp_w=700.0)], draws, context, rng)
    assert [each.quantity for each in found] == list(module.TARGETS)
    for position, (each, level) in enumerate(zip(found, LEVELS.values(), strict=True)):
        growth = 0.2 + 0.1 * 2.0
        expected = level + 0.3 * 1.0 + 0.4 * 0.5 * (position + 1) + growth * 4.0
        assert np.log(each.draws) == pytest.approx(expected, abs=1e-6)
    assert [each.observed for each in found] == [None, None, None, 700.0]


def test_a_maker_and_a_class_not_seen_get_the_spread(draws, context, row_of, rng):
    rows = [chip(row_of, vendor="Newco"), chip(row_of, vendor="Newco", accelerator_class="npu")]
    maker, both = (each[0].draws for each in module.predict(rows, draws, context, rng))
    assert np.log(maker).std() == pytest.approx(0.4, rel=0.15)
    of_class = np.hypot(0.3, 0.1 * 4.0)
    assert np.log(both).std() == pytest.approx(np.hypot(0.4, of_class), rel=0.15)


def test_a_date_in_2035_is_further_along(draws, context, row_of, rng):
    late = chip(row_of, observed_on=datetime.date(2035, 1, 1))
    now, then = module.predict([chip(row_of), late], draws, context, rng)
    gained = np.log(then[0].draws / now[0].draws)
    assert gained == pytest.approx(11 * 0.4, abs=1e-6)
