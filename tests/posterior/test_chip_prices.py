"""Rows of a price table go to the model of their chip, and come back in their order."""

import datetime

import numpy as np
import pytest

from forecast.posterior.chip_prices import predict_by_chip
from tests.posterior.predictive.known import context_of


@pytest.fixture(scope="module")
def context(priors_dir):
    return context_of(priors_dir)


def by_name(kind):
    def model(rows, draws, context, rng):
        return [f"{kind}: {row['accelerator']}" for row in rows]

    return model


def predict(names, context):
    rows = [{"accelerator": name, "observed_on": datetime.date(2025, 1, 1)} for name in names]
    models = {True: by_name("leading"), False: by_name("other")}
    rng = np.random.default_rng(0)
    return predict_by_chip(
        rows, {}, context, rng, models, lambda row, chip: "H100" in chip["accelerator"]
    )


def test_rows_keep_their_order_and_chips_get_their_full_name(context):
    assert predict(["A100 PCIe", "H100 PCIe", "V100"], context) == [
        "other: NVIDIA A100 PCIe",
        "leading: NVIDIA H100 PCIe",
        "other: NVIDIA V100",
    ]


def test_a_chip_that_no_table_holds_is_told(context):
    (told,) = predict(["NVIDIA L40S"], context)
    assert told.startswith("no such accelerator: 'NVIDIA L40S'")


def test_a_chip_without_a_rate_is_told(context):
    row = next(
        row for row in context.tables["accelerators"].rows if row["best_16bit_flop_per_s"] is None
    )
    (told,) = predict([row["accelerator"]], context)
    assert told == f"{row['accelerator']}: the table has no best_16bit_flop_per_s"
