"""Every likelihood is in one block, and blocks are found by name."""

from dataclasses import replace

import pytest

from forecast.errors import UsageError
from forecast.posterior.blocks import BLOCKS, Block, blocks_named, module_name
from forecast.posterior.likelihoods import LIKELIHOODS
from forecast.posterior.sampler import SAMPLER


def test_every_likelihood_is_in_exactly_one_block():
    assert sorted(each for block in BLOCKS for each in block.likelihoods) == sorted(LIKELIHOODS)


def test_names_of_blocks():
    assert [each.name for each in blocks_named(None)] == [
        "hardware",
        "stock",
        "serving",
        "algorithmic",
        "arrival",
        "offload",
        "training",
        "context",
        "distillation",
        "precision",
        "sparsity",
        "inference_share",
        "economy",
        "prices",
        "record_prices",
        "tokens",
        "chips",
        "cards",
        "owners",
        "clusters",
    ]


def test_blocks_come_in_their_own_order():
    assert [each.name for each in blocks_named(("serving", "stock"))] == ["stock", "serving"]


def test_a_block_may_have_an_acceptance_of_its_own():
    plain, long = Block("plain", ()), Block("long", (), target_accept=0.8)
    assert plain.settings(SAMPLER) == SAMPLER
    assert long.settings(SAMPLER) == replace(SAMPLER, target_accept=0.8)


def test_unknown_block():
    with pytest.raises(UsageError, match=r"no block 'stok'; blocks: hardware, stock"):
        blocks_named(("stok",))


def test_a_dotted_name_is_taken_as_it_stands():
    assert module_name("planted.toy") == "planted.toy"
