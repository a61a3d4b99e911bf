"""What is asked: dated after the publication, resolvable, each under a name of its own."""

import datetime

import pytest

from forecast.inputs.evidence import load_evidence
from forecast.pipeline.near_term.asked import next_halves, thresholds
from forecast.pipeline.near_term.statements import MAKE, asked_on
from forecast.track_record.near_term import TAKES

DAYS = [datetime.date(2026, 11, 24), datetime.date(2027, 1, 1), datetime.date(2027, 7, 15)]


@pytest.fixture(scope="module")
def tables(priors_dir):
    return load_evidence(priors_dir)


@pytest.mark.parametrize("as_of", DAYS)
def test_half_years_begin_after_the_publication(as_of):
    first, second = next_halves(as_of)
    assert as_of <= first[0] < first[1] == second[0] < second[1]
    assert all((end - start).days in (181, 182, 184) for start, end in (first, second))


@pytest.mark.parametrize("as_of", DAYS)
def test_at_least_twenty_statements_about_what_is_not_known_yet(as_of, tables):
    asked = [each for _, each in asked_on(as_of, tables)]
    names = [each.statement.name for each in asked]
    assert len(set(names)) == len(names)
    assert len(names) + sum(len(each.odds) for each in asked) >= 20
    for each in asked:
        rule = each.statement.rule
        assert rule.take in TAKES
        assert as_of <= rule.by < each.statement.due_on
        assert rule.after < rule.by
        assert each.items


def test_every_statement_is_about_a_target_of_the_backtest(tables):
    from forecast.pipeline.backtest.targets import TARGETS

    assert set(MAKE) <= {target.name for target in TARGETS}
    for target, each in asked_on(DAYS[0], tables):
        assert each.statement.rule.target == target.name
        assert each.statement.rule.dataset in tables


def test_thresholds_stand_at_rounded_quantiles(tables):
    import numpy as np

    asked = next(each for _, each in asked_on(DAYS[0], tables) if each.odds)
    (statement,) = thresholds(asked, np.linspace(0.0, 1000.0, 1001))
    assert statement.threshold == ("at least", 700.0)
    assert statement.name != asked.statement.name


def test_an_early_day_asks_only_about_what_was_known(priors_dir):
    early = load_evidence(priors_dir, datetime.date(2021, 5, 1))
    asked = [each.statement.name for _, each in asked_on(datetime.date(2021, 5, 1), early)]
    assert asked
    assert not [name for name in asked if "h200" in name or name.startswith("context")]
