import json

import numpy as np

from forecast.posterior.calibration.record import FILE, read_record, write_record
from forecast.posterior.calibration.run import Calibration


def test_results_of_other_blocks_stay(tmp_path):
    (tmp_path / "posterior").mkdir()
    for name in ("b", "a"):
        write_record(tmp_path, Calibration(name, {"x": np.arange(30)}, 100, 0), "0" * 64)
    assert list(read_record(tmp_path)) == ["a", "b"]
    told = json.loads((tmp_path / "posterior" / FILE).read_text())
    assert told["schema"] == "forecast.calibration/1"


def test_no_file_no_results(tmp_path):
    assert read_record(tmp_path) == {}
