"""One dated belief: what it holds, its fingerprint, what looks odd."""

import datetime
import math
import tomllib

import numpy as np
import pytest
from scipy import stats

from forecast.errors import InputError
from forecast.inputs.compound import Bounded, Mixture, Pool, Truncated
from forecast.inputs.entries import Correlation, Source, content_hash, parse_entry, warnings_of
from forecast.inputs.families import LogNormal, Normal, Uniform
from forecast.inputs.toml_files import Place
from forecast.quantities import Quantity

GROWTH = Quantity("growth", "1", bounds=(0.1, 10.0))
PARTNER = 'correlates_with = { name = "size", rank_correlation = 0.3 }\n'


@pytest.fixture
def parse(entry_text):
    def parse(old="", new="", quantity=GROWTH):
        assert old in entry_text
        table = tomllib.loads(entry_text.replace(old, new) if old else entry_text + new)
        return parse_entry(table["entry"][0], Place("growth.toml"), quantity)

    return parse


def test_a_good_entry(parse):
    entry = parse("", PARTNER)
    assert entry.as_of == datetime.date(2026, 11, 22)
    assert entry.distribution == LogNormal(1.15, 1.30, 1.50)
    assert entry.grade == "expert"
    assert entry.sources == (Source("kaplan2020", "Table 2", "doubling time 2.6 years"),)
    assert entry.derivation.startswith("Doubling time")
    assert entry.correlates_with == Correlation("size", 0.3)
    assert entry.raw["by"] == "ab"


def test_rank_correlation_of_scores_is_the_declared_one():
    declared = Correlation("size", 0.6)
    rng = np.random.default_rng(3)
    r = declared.score_correlation
    first, noise = rng.standard_normal((2, 100_000))
    second = r * first + math.sqrt(1 - r * r) * noise
    assert stats.spearmanr(first, second).statistic == pytest.approx(0.6, abs=0.01)
    assert Correlation("size", 0.0).score_correlation == 0.0


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("as_of      = 2026-11-22\n", "", "as_of: missing field"),
        ("as_of      = 2026-11-22", 'as_of = "2026-11-22"', "as_of: must be a date"),
        ('sources    = [{ key = "kaplan2020",', 'source = [{ key = "k",', "mean 'sources'"),
        ("sources    = [{", "sources = []\nchecked_ = [{", "unknown key"),
        ('key = "kaplan2020", ', "", r"sources\[0\]\.key: missing field"),
        ('at = "Table 2"', 'page = "2"', r"sources\[0\]\.page: unknown key"),
        ('at = "Table 2"', "at = 2", r"sources\[0\]\.at: must be text"),
        ('"expert"', '"expertise"', "grade: not in the closed list.*did you mean 'expert'"),
        ("derivation =", "by_hand =", "unknown key"),
        ('"Doubling time turned into a yearly factor."', '""', "derivation: must be text"),
        ("p95        = 1.50", "p95 = 11.0", "p95: outside the bounds of growth; found 11.0"),
        ("p05        = 1.15", "stdev = 0.1", "stdev: unknown key"),
        ("p05        = 1.15", "p05 = 1.15\nvalue = 1.3", "both a value and a distribution"),
        ("2 ** (1 / 2.6)", "2 ** (1 / 2)", "declares 1.3"),
        ("checked    = 2026-11-22", "checked = 1", "checked: must be a date"),
        ('by         = "ab"', "by = 1", "by: must be text"),
        ("", PARTNER.replace("size", "growth"), "a quantity correlates with itself"),
        ("", PARTNER.replace("0.3", "1.0"), "rank_correlation: outside -1..1"),
        ("", PARTNER.replace("name", "with"), r"correlates_with\.with: unknown key"),
    ],
)
def test_each_fault_is_refused(parse, old, new, message):
    with pytest.raises(InputError, match=message):
        parse(old, new)


def test_a_source_is_needed(parse, entry_text):
    table = tomllib.loads(entry_text)["entry"][0]
    with pytest.raises(InputError, match="sources: missing field"):
        parse_entry({k: v for k, v in table.items() if k != "sources"}, Place(), GROWTH)
    with pytest.raises(InputError, match="sources: must be a list of tables, at least one"):
        parse_entry(table | {"sources": []}, Place(), GROWTH)


def test_a_pool_is_kept_as_it_is(entry_text):
    table = tomllib.loads(entry_text)["entry"][0]
    for key in ("p05", "p50", "p95", "arithmetic"):
        del table[key]
    pool = {"family": "pool", "dataset": "arrival_forecasts", "milestone_classes": ["agi"]}
    entry = parse_entry(table | pool, Place(), GROWTH)
    assert entry.distribution == Pool("arrival_forecasts", ("agi",))
    assert warnings_of(entry.distribution) == []


def test_tails_stay_inside_the_bounds(parse):
    entry = parse(quantity=Quantity("growth", "1", bounds=(1.0, 1.5)))
    assert isinstance(entry.distribution, Bounded)
    assert entry.distribution.quantile_of_score(5.0) == 1.5


def test_fingerprints_see_numbers_and_words(parse):
    entry, same = parse(), parse()
    reworded = parse("yearly factor", "factor a year")
    moved = parse("p95        = 1.50", "p95 = 1.51")
    assert content_hash(entry) == content_hash(same)
    assert len(content_hash(entry)) == 64
    assert content_hash(entry) != content_hash(reworded)
    assert content_hash(entry.distribution) == content_hash(reworded.distribution)
    assert content_hash(entry.distribution) != content_hash(moved.distribution)


def test_fingerprint_of_a_known_belief_does_not_move():
    # printf %s '{"family":"uniform","lower":1.0,"upper":2.0}' | sha256sum
    assert content_hash(Uniform(1.0, 2.0)).startswith("5cc0c08290e2")


def test_a_very_wide_interval_is_odd():
    wide = LogNormal(1e-11, 1.0, 1e11)
    words = "the 90 % interval spans 22 orders of magnitude; a slip?"
    assert warnings_of(wide) == [words]
    assert warnings_of(Mixture((1.0,), (wide,))) == [words]
    assert warnings_of(Truncated(wide, 0.0)) == [words]
    assert warnings_of(LogNormal(1e-9, 1.0, 1e9)) == []
    assert warnings_of(Normal(-1.0, 1.0, 2.0)) == []


def test_much_of_a_belief_beyond_the_bounds_is_odd():
    assert warnings_of(Bounded(Normal(0.0, 1.0, 2.0), 0.0, 2.0)) == [
        "10.0% of the belief lies beyond the bounds and is moved to them"
    ]
    assert warnings_of(Bounded(Normal(0.0, 1.0, 2.0), -1.0, 3.0)) == []
