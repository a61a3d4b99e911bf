"""Comparisons of real publications on the real posterior; one small block is fitted again."""

from __future__ import annotations

import datetime
from dataclasses import replace

import numpy as np
import pytest

from forecast.pipeline.compare import compare, side_in, side_now
from forecast.pipeline.compare.compare import CODE, DATA, REMAINDER
from forecast.pipeline.request import Request
from tests.commands.schemas import validate
from tests.pipeline.compare.publications import DATASET, priors_with, publish_small

AS_OF = datetime.date(2026, 11, 24)
DRAWS = 20_000

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def request_of_a(priors_dir):
    return Request(AS_OF, None, (), DRAWS, 5, priors_dir)


@pytest.fixture(scope="module")
def world(tmp_path_factory, request_of_a):
    """Publication A; and what differs in a card, in a row, in both; in weights of shapes."""
    place = tmp_path_factory.mktemp("compare")
    publish_small(place / "2026-11-24-a", request_of_a)
    for name in ("belief", "row", "both"):
        given = {key: name in (key, "both") for key in ("belief", "row")}
        priors_with(request_of_a.priors_dir, place / name, **given)
    priors_with(request_of_a.priors_dir, place / "weights", weights=True)
    return place


@pytest.fixture(autouse=True, scope="module")
def _own_cache(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FORECAST_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def compared(world, request_of_a, tmp_path):
    """A function from the name of changed priors to the comparison of A with them."""

    def run(name, **changes):
        before = side_in(world / "2026-11-24-a", tmp_path / "a")
        after = side_now(replace(request_of_a, priors_dir=world / name, **changes))
        document = compare(before, after, after, DRAWS)
        validate(document)
        return document

    return run


def parts_of(document):
    return {
        part["name"]: np.array(
            [row["parts"][k]["value"] for row in document["rows"] if row["unit"] == "1"]
        )
        for k, part in enumerate(document["rows"][1]["parts"])
    }


def told(document):
    """Rows whose change is a number: a median later than the horizon has none, nor parts."""
    rows = [row for row in document["rows"] if row["change"] is not None]
    untold = [row for row in document["rows"] if row["change"] is None]
    assert all(row["parts"] is None and row["unit"] == "year" for row in untold)
    assert len(untold) < 2
    return rows


def adds_up(document):
    for row in told(document):
        assert sum(part["value"] for part in row["parts"]) == pytest.approx(row["change"], abs=1e-9)
    return True


def test_what_is_made_again_is_what_was_published(world, request_of_a, tmp_path):
    before = side_in(world / "2026-11-24-a", tmp_path / "a")
    assert before.same_code
    document = compare(before, before, before, 5_000)
    for row in told(document):
        assert row["change"] == 0
        assert [part["value"] for part in row["parts"]] == [0.0, 0.0]  # code, remainder
    today = side_now(request_of_a)
    again = compare(before, today, today, DRAWS)
    assert [row["after"] for row in again["rows"]] == [row["before"] for row in again["rows"]]


def test_another_card_alone_is_all_beliefs(compared):
    document = compared("belief")
    parts = parts_of(document)
    assert list(parts) == ["beliefs", CODE, REMAINDER]
    assert document["beliefs"] == ["size_at_human_level"]
    assert adds_up(document)
    assert np.abs(parts["beliefs"]).max() > 0.01
    assert not parts[CODE].any()
    assert not parts[REMAINDER].any()


def test_another_row_alone_is_all_in_its_data_set(compared):
    document = compared("row")
    parts = parts_of(document)
    assert list(parts) == [DATASET, CODE, REMAINDER]
    assert [part["kind"] for part in document["rows"][1]["parts"]] == [DATA, CODE, REMAINDER]
    assert adds_up(document)
    assert all(row["data"] == row["parts"][0]["value"] for row in told(document))
    assert parts[DATASET].any()


def test_other_weights_of_shapes_alone_are_a_part_of_their_own_and_nothing_is_fitted(
    compared, monkeypatch
):
    monkeypatch.setattr("forecast.posterior.obtain.fit", None)
    document = compared("weights")
    parts = parts_of(document)
    assert list(parts) == ["shape weights", CODE, REMAINDER]
    assert adds_up(document)
    assert np.abs(parts["shape weights"]).max() > 0.001
    assert not parts[CODE].any()
    assert not parts[REMAINDER].any()


def test_both_add_up_and_draws_of_another_number_have_a_line(compared):
    document = compared("both", draws=30_000, seed=6)
    parts = parts_of(document)
    assert list(parts) == ["beliefs", DATASET, CODE, REMAINDER]
    assert adds_up(document)
    assert parts["beliefs"].any()
    assert parts[DATASET].any()
    assert not parts[CODE].any()
    assert parts[REMAINDER].any()
    errors = {p["name"]: p["mcse"] for p in document["rows"][1]["parts"]}
    assert 0 < errors["beliefs"] < 0.01
    assert abs(parts[REMAINDER]).max() < 5 * errors[REMAINDER]


def test_another_date_is_a_part_of_its_own(compared):
    document = compared("belief", as_of=datetime.date(2027, 6, 1))
    assert list(parts_of(document)) == ["date", "beliefs", CODE, REMAINDER]
    assert adds_up(document)


def test_other_code_has_its_part(world, request_of_a, tmp_path):
    """A publication whose code and numbers were others: what today's code adds is told apart."""
    before = side_in(world / "2026-11-24-a", tmp_path / "a")
    headline = {n: None if v is None else v - 0.01 for n, v in before.headline.items()}
    old = replace(before, same_code=False, headline=headline)
    today = side_now(request_of_a)
    document = compare(old, today, today, DRAWS)
    assert adds_up(document)
    for row in told(document):
        code = next(part for part in row["parts"] if part["kind"] == CODE)
        assert code["value"] == pytest.approx(0.01)
