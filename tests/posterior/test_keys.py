"""A key changes when the density does, and only then."""

import dataclasses
from pathlib import Path

import pytest

from forecast.errors import ForecastError
from forecast.inputs.distributions import Fixed, LogNormal
from forecast.posterior import density, keys
from forecast.posterior.blocks import blocks_named
from forecast.posterior.sampler import SAMPLER


@pytest.fixture
def key(toy_block, toy_beliefs, toy_tables):
    """The key of the toy block, as a function of what is changed."""

    def compute(beliefs=None, tables=None, sampler=SAMPLER):
        return keys.block_key(
            toy_block, toy_beliefs | (beliefs or {}), toy_tables | (tables or {}), sampler
        )

    return compute


def test_the_same_inputs_give_the_same_key(key):
    assert key() == key()
    assert len(key()) == 64


def test_parts_of_a_key(toy_block, toy_beliefs, toy_tables):
    parts = keys.key_parts(toy_block, toy_beliefs, toy_tables)
    assert set(parts) == {"priors", "rows", "noise", "aliases", "code", "sampler"}
    assert list(parts["priors"]) == ["toy_level", "toy_growth"]
    assert list(parts["rows"]) == ["toy"]
    assert {"planted.toy", "forecast.posterior.build"} <= set(parts["code"])


@pytest.mark.parametrize("belief", [LogNormal(p05=1.0, p50=2.0, p95=5.001), Fixed(2.0)])
def test_a_belief_or_override_of_a_fitted_quantity_counts(key, belief):
    assert key(beliefs={"toy_level": belief}) != key()


def test_an_unrelated_belief_does_not(key):
    assert key(beliefs={"unrelated": Fixed(1.0)}) == key()


def test_a_row_counts(key, toy_tables):
    table = toy_tables["toy"]
    changed = ({**table.rows[0], "value": table.rows[0]["value"] * (1 + 1e-15)}, *table.rows[1:])
    assert key(tables={"toy": dataclasses.replace(table, rows=changed)}) != key()
    assert key(tables={"toy": dataclasses.replace(table, rows=table.rows[1:])}) != key()


def test_a_noise_prior_counts(key, toy_tables):
    card = type(toy_tables["toy"].card)({"toy_scatter": LogNormal(p05=0.02, p50=0.1, p95=0.5)})
    assert key(tables={"toy": dataclasses.replace(toy_tables["toy"], card=card)}) != key()


def test_who_speaks_in_a_row_counts(priors_dir, base_beliefs):
    from forecast.inputs.evidence import load_evidence

    (block,) = blocks_named(("arrival",))
    tables = load_evidence(priors_dir)
    table = tables["arrival_forecasts"]
    groups = {**table.card.groups, "Epoch AI": (), "Elsewhere": table.card.groups["Epoch AI"]}
    regrouped = dataclasses.replace(table, card=dataclasses.replace(table.card, groups=groups))
    plain = keys.key_parts(block, base_beliefs, tables)
    moved = keys.key_parts(block, base_beliefs, tables | {table.name: regrouped})
    assert {name for name in plain if plain[name] != moved[name]} == {"groups"}
    assert "forecast.inputs.pool" in plain["code"]


def test_an_unrelated_table_does_not(key, toy_tables):
    assert key(tables={"other": dataclasses.replace(toy_tables["other"], rows=())}) == key()


@pytest.mark.parametrize("field", ["chains", "draws", "tune", "target_accept", "max_depth"])
def test_every_setting_of_the_sampler_counts(key, field):
    changed = dataclasses.replace(SAMPLER, **{field: getattr(SAMPLER, field) * 0.5})
    assert key(sampler=changed) != key()


def test_how_a_block_is_sampled_counts(toy_block, toy_beliefs, toy_tables, key):
    other = dataclasses.replace(toy_block, target_accept=0.8)
    assert keys.block_key(other, toy_beliefs, toy_tables) != key()


@pytest.mark.parametrize(
    "module", ["planted.toy", "forecast.posterior.build", "forecast.inputs.families"]
)
def test_code_counts_and_comments_do_not(key, monkeypatch, module):
    before, read = key(), density._source
    path = density._path(module)
    assert isinstance(path, Path)

    def edited(addition):
        return lambda name: read(name) + (addition if name == module else "")

    monkeypatch.setattr(density, "_source", edited("\n# a remark\n"))
    assert key() == before
    monkeypatch.setattr(density, "_source", edited("\nchanged = 1\n"))
    assert key() != before


def test_a_quantity_without_a_card(toy_block, toy_tables):
    with pytest.raises(ForecastError, match="toy_level: block toy speaks about"):
        keys.block_key(toy_block, {}, toy_tables)


def test_key_of_all_blocks():
    one = keys.posterior_key({"a": "1", "b": "2"})
    assert one == keys.posterior_key({"b": "2", "a": "1"})
    assert one != keys.posterior_key({"a": "2", "b": "1"})
