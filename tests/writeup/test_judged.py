import json

import pytest

from forecast.commands.quantity_table import last_publication
from forecast.errors import InputError
from forecast.writeup.judged import judged_json, judged_lines, read_judged


def test_the_list_is_that_of_the_newest_publication(priors_dir):
    # To mend: python -m forecast.commands.quantity_table
    judged = priors_dir / "posterior" / "judged.json"
    assert judged.read_text() == judged_json(last_publication(priors_dir.parent / "reports"))


def test_what_no_data_inform_is_named_with_its_share(priors_dir):
    lines = list(judged_lines(read_judged(priors_dir)))
    assert any("size_at_human_level (guess)" in line for line in lines)
    assert not any("flop_per_usd " in line for line in lines)  # fitted to prices of accelerators


def test_the_largest_comes_first():
    rows = [{"name": n, "grade": "guess", "first_order": s} for n, s in (("a", 0.01), ("b", 0.2))]
    made = judged_json({"judgement": rows, "run_id": "x", "as_of": "2026-11-22"})
    assert [row["name"] for row in json.loads(made)["quantities"]] == ["b", "a"]


def test_priors_without_a_publication_say_nothing(tmp_path):
    assert read_judged(tmp_path) is None


@pytest.mark.parametrize("text", ["", "[1]", '{"schema": "other/1"}'])
def test_another_file_is_refused(tmp_path, text):
    (tmp_path / "posterior").mkdir()
    (tmp_path / "posterior" / "judged.json").write_text(text)
    with pytest.raises(InputError, match=r"not a forecast\.judged/1 file"):
        read_judged(tmp_path)
