"""The serving rows, prepared once."""

import pytest

from forecast.inputs.aliases import load_aliases
from forecast.inputs.evidence import load_evidence
from forecast.posterior.likelihoods import serving, serving_rows


@pytest.fixture(scope="module")
def tables(priors_dir):
    return load_evidence(priors_dir)


@pytest.fixture(scope="module")
def resolve(priors_dir, tables):
    return load_aliases(priors_dir, tables["accelerators"]).resolve


@pytest.fixture(scope="module")
def selected(tables):
    return serving.select(tables["serving"], tables)


@pytest.fixture(scope="module")
def rows(selected, tables, resolve):
    return serving_rows.prepare(selected, tables["serving"], tables["links"], resolve)
