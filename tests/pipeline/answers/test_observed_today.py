"""Which published figures are added up, and which prices count as today's."""

import datetime
from types import SimpleNamespace

import numpy as np
import pytest

from forecast.inputs.evidence import load_evidence
from forecast.pipeline.answers.observed_today import (
    COUNTED,
    latest_statements,
    list_prices,
    owner_share,
)

DAY = datetime.date(2026, 7, 2)  # decimal year 2026.5 within a day


def said(entity, value, day=DAY, quantity="tokens_per_day"):
    return {"entity": entity, "value": value, "observed_on": day, "quantity": quantity}


def table(*rows):
    return SimpleNamespace(rows=rows)


def test_the_newest_statement_of_each_company_and_no_router():
    old = DAY - datetime.timedelta(100)
    found = latest_statements(
        table(
            said("Together AI", 2e12),
            said("Google (all surfaces)", 1e14),
            said("Google (all surfaces)", 5e13, old),
            said("OpenRouter", 4e12),
            said("OpenAI (GPT-5-Codex)", 2e12),
            said("Google (all surfaces)", 9e14, quantity="tokens_per_day_api"),
        )
    )
    assert [(each.entity, each.value) for each in found] == [
        ("Google (all surfaces)", 1e14),
        ("Together AI", 2e12),
    ]
    assert found[0].year == pytest.approx(2026.5, abs=0.01)


def test_every_company_counted_is_in_the_table_and_none_twice(priors_dir):
    found = latest_statements(load_evidence(priors_dir)["token_volume"])
    assert {each.entity for each in found} == set(COUNTED)
    makers = [each.entity.split(" (")[0] for each in found]
    assert len(makers) == len(set(makers))
    # Google 105.1e12 and ByteDance 180e12 by mid-2026; four others stopped telling in 2025
    assert sum(each.value for each in found) == pytest.approx(2.98e14, rel=0.01)


def test_share_of_an_owner_is_of_the_last_date_and_all_designers():
    def held(owner, h100e, day=DAY, kind="owner"):
        return {"owner": owner, "h100e": h100e, "observed_on": day, "owner_kind": kind}

    rows = table(
        held("Google", 2.0), held("Google", 1.0), held("Other", 9.0),
        held("Google", 50.0, DAY - datetime.timedelta(90)),
        held("OpenAI", 70.0, kind="lab_user"),
    )  # fmt: skip
    assert owner_share(rows, "Google") == pytest.approx(0.25)


def test_google_held_a_third_of_what_is_counted(priors_dir):
    # 2.84e6 own and 1.01e6 NVIDIA of 12.0e6 H100-equivalents, 2025-09-30
    assert owner_share(load_evidence(priors_dir)["compute_owners"], "Google") == pytest.approx(
        3.847e6 / 12.03e6, rel=0.01
    )


class TestPrices:
    column = "usd_per_million_output_tokens"

    @pytest.fixture
    def tables(self, priors_dir):
        known = load_evidence(priors_dir)
        return {"economy": known["economy"], "llm_prices": known["llm_prices"]}

    def price(self, tables, *rows):
        standard = {
            "provider": "A", "model_key": "m", "price_plan": "standard", "rolling_alias": False,
            "observed_on": datetime.date(2025, 7, 2), self.column: 10.0,
        }  # fmt: skip
        listed = table(*({**standard, **row} for row in rows))
        return np.sort(list_prices({**tables, "llm_prices": listed}, self.column))

    def test_the_newest_of_each_seller_and_model_within_a_year(self, tables):
        later = datetime.date(2025, 9, 1)
        found = self.price(
            tables,
            {},
            {"observed_on": later, self.column: 4.0},
            {"provider": "B", self.column: 2.0},
            {"provider": "C", "observed_on": datetime.date(2024, 8, 30), self.column: 99.0},
        )
        np.testing.assert_allclose(found, [2.0, 4.0], rtol=0.02)  # money of 2025

    @pytest.mark.parametrize(
        "left_out", [{"rolling_alias": True}, {"price_plan": "overage"}, {column: None}]
    )
    def test_aliases_other_plans_and_blanks_are_left_out(self, tables, left_out):
        found = self.price(tables, {}, {"provider": "B", **left_out})
        np.testing.assert_allclose(found, [10.0], rtol=0.02)

    def test_one_models_prices(self, tables):
        all_of_them = list_prices(tables, self.column)
        some = list_prices(tables, self.column, "deepseek-v3")
        assert 3 <= len(some) < len(all_of_them) / 10
        assert some.max() < 3.0
