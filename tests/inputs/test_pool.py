"""Which forecasts make up the pool, with what weight."""

from dataclasses import replace

import pytest

from forecast.errors import InputError
from forecast.inputs.evidence import load_table
from forecast.inputs.pool import HUMAN_LEVEL, components, latest_forecasts, made_year


@pytest.fixture(scope="module")
def table(priors_dir):
    return load_table(priors_dir, "arrival_forecasts")


def test_forecasts_of_the_pool(table):
    ids = [each["forecast_id"] for each in components(latest_forecasts(table, HUMAN_LEVEL))]
    assert ids == [
        "ai_impacts_espai_2023",
        "ai_impacts_espai_2023_full_automation",
        "cotra_update",
        "epoch_direct_approach_repo_default_run",
        "hobbhahn_bio_anchors_adaptation",
        "metaculus_q5121",
        "samotsvety_mean_of_8",
        "xpt_domain_experts",
        "xpt_superforecasters",
    ]


def test_groups_weigh_alike_and_split_within(table):
    weight = {
        c["forecast_id"]: c["weight"] for c in components(latest_forecasts(table, HUMAN_LEVEL))
    }
    assert sum(weight.values()) == pytest.approx(1.0)
    assert weight["metaculus_q5121"] == pytest.approx(1 / 7)
    assert weight["ai_impacts_espai_2023"] == pytest.approx(1 / 14)


def test_only_the_latest_forecast_of_a_person_counts(table):
    coders = latest_forecasts(table, ("superhuman_coder", "automated_coder"))
    found = {c["group"]: c["forecast_id"] for c in components(coders)}
    assert found["Eli Lifland"] == "ai_futures_q2_5_2026_lifland"


def test_a_year_alone_stands_for_its_middle(table):
    row = next(r for r in table.rows if r["forecast_id"] == "cotra_update")
    assert made_year(row) == 2022.5


def test_every_forecast_of_the_table_has_a_group(table):
    classes = tuple({row["milestone_class"] for row in table.rows})
    assert len(latest_forecasts(table, classes)) > 0


def test_a_forecast_without_group_is_refused(table):
    nobody = replace(table, card=replace(table.card, groups={}))
    with pytest.raises(InputError, match=r"belongs to no group.*ai_impacts_espai_2022.*groups"):
        latest_forecasts(nobody, HUMAN_LEVEL)
