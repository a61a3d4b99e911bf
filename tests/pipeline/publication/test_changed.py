"""What moved since the publication before, told from the draws that it keeps."""

import datetime
import io
import shutil
import zipfile
from dataclasses import replace

import numpy as np
import pytest

from forecast.pipeline import Request, run_forecast
from forecast.pipeline.publication.changed import coalitions, publication_before, what_changed
from forecast.posterior.encoding import decode, encode
from forecast.track_record.attribution import two_levels
from tests.pipeline.compare.publications import publish_run

DAY = datetime.date(2026, 11, 24)
BLOCK = "economy"


def test_the_sets_are_those_that_are_asked_for():
    asked = set()

    def value(chosen):
        asked.add(chosen)
        return np.zeros(1)

    two_levels(("date", "beliefs"), ("a", "b", "c"), value)
    assert asked == set(coalitions(("date", "beliefs"), ("a", "b", "c")))


def test_the_publication_before_is_the_newest_of_an_earlier_name(tmp_path):
    for name in ("2026-01-01-a", "2026-02-01-b", "2026-03-01-c", "2026-02-15-x-draft"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "summary.json").write_text("{}")
    assert publication_before(tmp_path, "2026-03-01-c").name == "2026-02-01-b"
    assert publication_before(tmp_path, "2026-01-01-a") is None
    assert publication_before(tmp_path / "none", "2026-01-01-a") is None


@pytest.fixture(scope="module")
def forecast(priors_dir):
    return run_forecast(Request(DAY, None, (), 20_000, 3, priors_dir))


@pytest.fixture(scope="module")
def written(tmp_path_factory, forecast):
    return publish_run(tmp_path_factory.mktemp("changed") / "2026-11-23-a", forecast)


@pytest.fixture
def published(tmp_path, written):
    """A real small publication with its draws, to change."""
    return shutil.copytree(written, tmp_path / written.name)


def parts_of(told, name="p_never_8e9"):
    row = next(row for row in told["rows"] if row["name"] == name)
    assert sum(part["value"] for part in row["parts"]) == pytest.approx(row["change"], abs=1e-9)
    return {part["name"]: part["value"] for part in row["parts"]}


@pytest.mark.slow
def test_the_first_has_nothing_before_it(forecast):
    assert what_changed(forecast, {}, None) is None


@pytest.mark.slow
def test_the_same_again_changed_nothing(forecast, published):
    told = what_changed(forecast, forecast.blocks, published)
    assert told["reason"] is None
    assert told["before"] == "2026-11-23-a"
    row = next(row for row in told["rows"] if row["name"] == "p_never_8e9")
    assert row["errors"]["change"] == pytest.approx(2**0.5 * row["errors"]["after"])
    assert parts_of(told) == {"code": pytest.approx(0, abs=1e-3), "monte carlo": pytest.approx(0)}


@pytest.mark.slow
def test_a_block_with_other_draws_moved_it(forecast, published):
    _spoil(published / "inputs.zip")
    told = what_changed(forecast, forecast.blocks, published)
    parts = parts_of(told, "p_1e6_by_2030")
    assert set(parts) == {BLOCK, "code", "monte carlo"}
    assert parts[BLOCK] < -0.002  # wages were a hundred times higher, so copies came sooner


@pytest.mark.slow
def test_a_belief_moved_it(forecast, published):
    asked = replace(forecast.request, sets=("size_at_human_level=2e13",))
    after = run_forecast(asked)
    told = what_changed(after, after.blocks, published)
    assert told["beliefs"] == ["size_at_human_level"]
    assert parts_of(told)["beliefs"] > 0.02


@pytest.mark.slow
def test_without_its_inputs_the_change_is_not_split(forecast, published):
    (published / "inputs.zip").unlink()
    told = what_changed(forecast, forecast.blocks, published)
    assert "without its inputs" in told["reason"]
    assert {row["parts"] is None for row in told["rows"]} == {True}
    assert all(row["before"] is not None for row in told["rows"] if row["unit"] == "1")


@pytest.mark.slow
def test_a_block_that_no_date_depends_on_is_no_part_of_it(forecast, published):
    _spoil(published / "inputs.zip", "tokens", "tokens_per_day_growth_per_year")
    told = what_changed(forecast, forecast.blocks, published)
    assert set(parts_of(told)) == {"code", "monte carlo"}


def _spoil(path, block=BLOCK, quantity="wage_usd_per_hour"):
    """Make wages in the kept draws a hundred times higher."""
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    stored = decode(held[f"posterior/{block}.nc"])
    values = {**stored.values, quantity: 100 * stored.values[quantity]}
    content = encode(replace(stored, values=values))
    from forecast.files import sha256_of

    held[f"posterior/{block}.nc"] = content
    held[f"posterior/{block}.nc.sha256"] = f"{sha256_of(content)}  {block}.nc\n".encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, each in held.items():
            archive.writestr(name, each)
    path.write_bytes(stream.getvalue())
