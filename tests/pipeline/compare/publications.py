"""Real small publications in temporary folders: what a comparison reads of them, and no more."""

from __future__ import annotations

import json
import shutil
from types import SimpleNamespace

from forecast.pipeline import run_forecast
from forecast.pipeline.origins import hashes_of, library_versions
from forecast.pipeline.publication.draws import joint_draws, units_of
from forecast.pipeline.publication.snapshot import snapshot_of
from forecast.writeup.parquet import parquet_bytes
from forecast.writeup.publication.records import config_toml, inputs_zip

CARD = "efficiency/size_at_human_level.toml"
DATASET = "arrival_forecasts"


def publish_small(folder, request):
    """Summary, configuration, inputs and draws of a run, as `forecast publish` writes them."""
    return publish_run(folder, run_forecast(request))


def publish_run(folder, forecast):
    """The same of a run that is done."""
    request = forecast.request
    material = SimpleNamespace(
        document=forecast.document,
        sets=request.sets,
        vintage=request.vintage,
        hashes=hashes_of(forecast.inputs, forecast.document),
        versions=library_versions(),
    )
    folder.mkdir(parents=True)
    (folder / "summary.json").write_text(json.dumps(forecast.document))
    (folder / "config.toml").write_text(config_toml(material, folder.name, "For tests."))
    (folder / "inputs.zip").write_bytes(inputs_zip(snapshot_of(forecast)[0]))
    draws = joint_draws(forecast.simulated.sample)
    units = units_of(draws, forecast.inputs.cards)
    (folder / "draws.parquet").write_bytes(parquet_bytes(draws, units))
    return folder


def priors_with(priors_dir, place, *, belief=False, row=False, weights=False):
    """A copy of the priors: another belief about a card, a row of a data set, weights of shapes."""
    shutil.copytree(priors_dir, place)
    if belief:
        _edit(place / CARD, "p50        = 5e12", "p50        = 2e13")
    if row:
        _edit(place / "evidence" / DATASET / "data.csv", ",0.5,2031.2,", ",0.5,2034.2,")
    if weights:
        path = place / "posterior/shape_weights.json"
        document = json.loads(path.read_text("utf-8"))
        record = document["blocks"]["stock"]
        record["weights"] = dict(zip(record["weights"], (0.6, 0.3, 0.1), strict=True))
        path.write_text(json.dumps(document), "utf-8")
    return place


def _edit(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
