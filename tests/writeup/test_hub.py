import json

import pytest

from forecast.writeup.hub import (
    N_SAMPLES,
    NEVER,
    cdf_rows,
    hub_files,
    metadata_text,
    model_name,
    never_rows,
    oracle_rows,
    output_rows,
    quantile_rows,
    sample_rows,
)  # fmt: skip


def test_the_files_have_the_names_hubs_ask_for(material):
    assert sorted(hub_files(material)) == [
        *(
            "hub-config/admin.json",
            "hub-config/model-metadata-schema.json",
            "hub-config/tasks.json",
        ),
        f"model-metadata/{model_name()}.yml",
        f"model-output/{model_name()}/2026-11-22-{model_name()}.csv",
        "target-data/oracle-output.csv",
        "target-data/time-series.csv",
    ]


def test_a_quantile_beyond_the_horizon_has_no_row(material):
    rows = [
        row for row in quantile_rows(material)
        if (row["target"], row["copies"], row["wage_share"]) == ("affordable date", int(8e9), 1.0)
    ]  # fmt: skip
    levels = [float(row["output_type_id"]) for row in rows if row["output_type"] == "quantile"]
    assert max(levels) < 0.68
    assert max(row["value"] for row in rows) < 2101


def test_a_median_beyond_the_horizon_has_no_row(material):
    key = ("affordable date", 8e9, 1.0, None)
    beyond = dict.fromkeys(material.levels[key])
    told = material.levels | {key: beyond}
    rows = [*quantile_rows(material.__class__(**{**vars(material), "levels": told}))]
    assert not [r for r in rows if (r["target"], r["copies"], r["wage_share"]) == (
        "affordable date", int(8e9), 1.0)]  # fmt: skip


def test_never_is_a_mean_of_its_own(material):
    told = {(row["copies"], row["wage_share"]): row["value"] for row in never_rows(material)}
    for row in material.document["answers"]["Q2"]:
        assert told[int(row["n"]), row["theta"]] == row["p_never"]


def test_distribution_functions_start_at_nothing_and_end_below_one(material):
    rows = [row for row in cdf_rows(material) if row["copies"] == int(8e9)]
    assert rows[0]["output_type_id"] == "2026"
    assert rows[0]["value"] == pytest.approx(0.0, abs=1e-9)
    assert max(row["value"] for row in rows) < 0.7


def test_one_index_is_one_joint_draw(material):
    by_target = {}
    for row in sample_rows(material):
        if row["copies"] in (None, int(8e9)):
            by_target.setdefault(row["target"], {})[row["output_type_id"]] = row["value"]
    assert len(by_target[NEVER]) == N_SAMPLES
    for index, date in by_target["affordable date"].items():
        assert by_target[NEVER][index] == 0.0
        arrival = by_target["human-level date"][index]
        assert by_target["gap"][index] == pytest.approx(max(date - arrival, 0.0))
    assert set(by_target[NEVER]) - set(by_target["affordable date"])


def test_nothing_has_happened_yet(material):
    rows = [*oracle_rows(material)]
    assert {row["oracle_value"] for row in rows} == {0}
    assert {row["output_type_id"] for row in rows} == {"2026"}


def test_metadata_are_quoted(document):
    for line in metadata_text(document).splitlines():
        name, _, value = line.partition(": ")
        if value.startswith('"'):
            assert json.loads(value)
        else:
            assert name in ("designated_model", "model_contributors:")


def test_every_row_is_of_the_forecasts_day(material):
    assert {row["reference_date"] for row in output_rows(material)} == {"2026-11-22"}
