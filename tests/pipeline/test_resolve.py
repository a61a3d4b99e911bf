"""Statements of publications beside the real evidence, including earlier days."""

import datetime
import json

import pytest

from forecast.errors import InputError
from forecast.pipeline.resolve import resolve
from tests.commands.schemas import validate

NVIDIA = "NVIDIA data-centre chips, shipped since 2022-01-01"
LEVELS = ("0.05", "0.1", "0.25", "0.5", "0.75", "0.9", "0.95")


def publication(folder, name, *statements):
    (folder / name).mkdir()
    told = {"schema": "forecast.predictions/1", "as_of": "2025-01-01", "predictions": statements}
    (folder / name / "predictions.json").write_text(json.dumps(told))


def stock(due, **answer):
    rule = {"target": "stock", "dataset": "compute_stock", "series": NVIDIA, "where": {},
            "after": "2025-09-29", "by": "2025-09-30", "take": "last", "scale": 1.0}  # fmt: skip
    return {"name": f"stock_{due}", "text": "NVIDIA's count at the end of September 2025",
            "unit": "H100e", "due_on": due, "rule": rule, **answer}  # fmt: skip


@pytest.fixture(scope="module")
def tables(priors_dir):
    from forecast.inputs.evidence import load_evidence

    return load_evidence(priors_dir)


def test_a_count_of_the_evidence_decides(tmp_path, tables):
    quantiles = dict(zip(LEVELS, (7e6, 8e6, 9e6, 1e7, 1.1e7, 1.2e7, 1.3e7), strict=True))
    threshold = {"side": "at least", "value": 1.1e7}
    publication(
        tmp_path,
        "2025-01-01-early",
        stock("2026-05-01", quantiles=quantiles),
        stock("2026-05-02", threshold=threshold, p=0.3),
        stock("2030-01-01", threshold=threshold, p=0.3),
    )
    document = resolve(tmp_path, tables, datetime.date(2026, 11, 24))
    validate(document)
    assert document["counts"] == {"resolved": 2, "waiting": 0, "not due": 1, "void": 0}
    assert document["rows"][0]["value"] == pytest.approx(10_703_369)
    assert document["rows"][0]["score"]["coverage50"]
    assert document["rows"][1]["score"]["brier"] == pytest.approx(0.09)
    assert document["record"]["n"] == 2


def test_what_no_row_decides_waits_and_then_is_void(tmp_path, tables):
    never = stock("2026-05-01", p=0.5, threshold={"side": "at least", "value": 1.0})
    never["rule"] = never["rule"] | {"series": "nobody"}
    publication(tmp_path, "2025-01-01-early", never)
    for day, status in (((2026, 11, 24), "waiting"), ((2029, 1, 1), "void")):
        document = resolve(tmp_path, tables, datetime.date(*day))
        assert document["rows"][0]["status"] == status
        assert document["record"]["n"] == 0


def test_a_damaged_file_is_named(tmp_path, tables):
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "predictions.json").write_text('{"schema": "other/1"}')
    with pytest.raises(InputError, match="cannot be read"):
        resolve(tmp_path, tables, datetime.date(2026, 11, 24))
    with pytest.raises(InputError, match="no such folder"):
        resolve(tmp_path / "none", tables, datetime.date(2026, 11, 24))
