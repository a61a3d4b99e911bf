"""Rivals: published growth rates with their days."""

import datetime
import math
import shutil

import pytest

from forecast.errors import InputError
from forecast.inputs.rivals import load_rivals


def test_the_rivals_that_the_field_quotes_are_there(priors_dir):
    found = {rival.name: rival for rival in load_rivals(priors_dir)}
    factor = {name: math.exp(rival.log_per_year) for name, rival in found.items()}
    assert factor["ai_2027_stock_2.25x"] == pytest.approx(2.25)
    assert 1 / math.log2(factor["gpus_2.46_years"]) == pytest.approx(2.46, abs=0.01)
    assert 1 / math.log2(factor["bio_anchors_2.5_years"]) == pytest.approx(2.5, abs=0.01)
    assert factor["prices_fall_10x"] == pytest.approx(0.1)
    assert factor["prices_fall_50x"] == pytest.approx(1 / 50)
    assert found["bio_anchors_2.5_years"].published_on < datetime.date(2021, 5, 1)


def test_every_rival_speaks_about_a_target_of_the_backtest(priors_dir):
    from forecast.pipeline.backtest.targets import TARGETS

    known = {target.name for target in TARGETS} | TO_COME
    assert {name for rival in load_rivals(priors_dir) for name in rival.targets} <= known


TO_COME = {"price_at_capability", "cluster_size"}


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ("cotra2020", "cotra1999", "no entry of this key"),
        ("growth_factor_per_year = 2.25", "growth_factor_per_year = -2.25", "growth_factor"),
        ("1.3195", "1.5195", "arithmetic|1.3195"),
        ('states                 = "value"', 'states                 = "level"', "states"),
    ],
)
def test_a_wrong_field_is_named(tmp_path, priors_dir, was, becomes, told):
    shutil.copy(priors_dir / "sources.bib", tmp_path)
    text = (priors_dir / "rivals.toml").read_text()
    assert was in text
    (tmp_path / "rivals.toml").write_text(text.replace(was, becomes))
    with pytest.raises(InputError, match=told):
        load_rivals(tmp_path)
