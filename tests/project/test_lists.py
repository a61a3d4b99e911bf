"""A file in a plug-in folder that is missing from its list would be silently unused."""

import importlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "forecast"


def modules_in(folder: str) -> set[str]:
    return {path.stem for path in (PACKAGE / folder).glob("*.py") if path.stem != "__init__"}


def test_every_criterion_is_listed():
    from forecast.timeline.criteria import CRITERIA

    assert {module.__name__.split(".")[-1] for module in CRITERIA} == modules_in(
        "timeline/criteria"
    )


def test_every_feed_is_listed_and_named_after_its_file():
    from forecast.inputs.feeds import FEEDS

    assert {feed.__name__.split(".")[-1] for feed in FEEDS} == modules_in("inputs/feeds")
    assert [feed.NAME for feed in FEEDS] == [feed.__name__.split(".")[-1] for feed in FEEDS]


def test_every_likelihood_with_a_dataset_is_listed_and_in_a_block():
    from forecast.posterior.blocks import BLOCKS
    from forecast.posterior.likelihoods import LIKELIHOODS

    with_dataset = {
        path.stem
        for path in (PACKAGE / "posterior/likelihoods").glob("*.py")
        if re.search(r"^DATASET = ", path.read_text(), re.M)
    }
    assert set(LIKELIHOODS) == with_dataset
    assert {name for block in BLOCKS for name in block.likelihoods} == with_dataset


def test_every_predictive_is_listed_and_of_a_fitted_data_set():
    from forecast.posterior.blocks import blocks_named
    from forecast.posterior.predictive import PREDICTIVES

    assert set(PREDICTIVES) == modules_in("posterior/predictive")
    assert len(PREDICTIVES) == len(set(PREDICTIVES))
    for name in PREDICTIVES:
        module = importlib.import_module(f"forecast.posterior.predictive.{name}")
        names = (module.BLOCK,) if isinstance(module.BLOCK, str) else module.BLOCK
        assert blocks_named(names)
        assert name == module.DATASET
        assert set(module.NEEDED) | set(module.TARGETS) <= columns_of(name)


def columns_of(dataset: str) -> set[str]:
    from forecast.inputs.data_card_file import read_data_card

    card = read_data_card(ROOT / "priors" / "evidence" / dataset / "card.toml")
    return {column.name for column in card.columns}


def test_every_table_enters_a_likelihood_or_says_that_it_informs_cards_by_hand():
    from forecast.inputs.evidence import dataset_names, load_table
    from forecast.posterior.likelihoods import LIKELIHOODS

    unused = [
        name
        for name in dataset_names(ROOT / "priors")
        if name not in LIKELIHOODS
        and name != "economy"  # the deflator
        and not load_table(ROOT / "priors", name).card.is_by_hand
    ]
    assert unused == []


def test_every_kernel_input_has_a_card_and_every_card_is_used(base_beliefs):
    from forecast.kernel.inputs import INPUT_NAMES
    from forecast.pipeline.sample import EXTRA_NAMES
    from forecast.posterior.keys import fitted_names

    fitted = fitted_names()
    assert set(INPUT_NAMES) - set(base_beliefs) == {"serving_error_score"}
    assert set(EXTRA_NAMES) <= set(base_beliefs)
    assert set(base_beliefs) - set(INPUT_NAMES) - set(EXTRA_NAMES) <= fitted


FORMULA_FOLDERS = (
    "inputs/feeds",
    "serving",
    "supply",
    "timeline",
    "timeline/criteria",
    "posterior/likelihoods",
    "posterior/predictive",
)


@pytest.mark.parametrize("folder", FORMULA_FOLDERS)
def test_every_formula_file_has_a_test_of_its_name(folder):
    tests = {
        path.stem.removeprefix("test_") for path in (ROOT / "tests" / folder).glob("test_*.py")
    }
    assert modules_in(folder) - tests == set()


def test_every_reference_in_a_docstring_is_in_the_bibliography():
    from forecast.inputs.bibliography import bibliography_keys

    known = set(bibliography_keys(ROOT / "priors" / "sources.bib"))
    cited = {}
    for path in PACKAGE.rglob("*.py"):
        for block in re.findall(r"References\n\s*-+\n((?:\s+\S.*\n)+?)\n", path.read_text() + "\n"):
            for key in re.findall(r"^\s+([a-z]+\d{4}[a-z]*)[,;. ]", block, re.M):
                cited[key] = path.name
    assert cited, "no references found: the pattern is wrong"
    assert {key: name for key, name in cited.items() if key not in known} == {}


@pytest.mark.parametrize("name", ["forecast", "forecast.kernel", "forecast.pipeline"])
def test_packages_explain_themselves(name):
    assert len(importlib.import_module(name).__doc__) > 60
