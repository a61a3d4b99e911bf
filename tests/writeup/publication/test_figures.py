import json

from forecast.writeup.publication.figures import figure_about, unit_of


def test_units_follow_the_column():
    assert unit_of("copies_q50", 2025) == "copies"
    assert unit_of("wage_usd_per_hour", 2025) == "USD/hour, prices of 2025"
    assert (unit_of("year", 2025), unit_of("years", 2025), unit_of("n", 2025)) == (
        "year", "years", "copies",
    )  # fmt: skip


def test_the_twin_says_where_it_comes_from(document):
    found = figure_about(document, "gap", "A finding", ["n", "years", "p"])
    assert found["citation"].endswith("figure gap")
    assert (found["as_of"], found["run_id"]) == (document["as_of"], document["run_id"])
    assert json.loads(json.dumps(found)) == found


def test_every_figure_has_four_files(files):
    names = [path for path in files if path.startswith("figures/")]
    assert len(names) == 4 * len({name.rpartition(".")[0] for name in names})
