import csv

import pytest

from forecast.writeup.figures import FIGURES, draw_figures


def test_each_figure_has_svg_png_and_csv(document, tmp_path):
    titles = draw_figures(document, tmp_path)
    assert list(titles) == ["affordable_date", "cost_per_copy_hour", "copies_by_year", "gap"]
    for name in titles:
        assert (tmp_path / f"{name}.png").read_bytes().startswith(b"\x89PNG")
        assert b"<svg" in (tmp_path / f"{name}.svg").read_bytes()
    with (tmp_path / "affordable_date.csv").open(newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if float(row["n"]) == 8e9]
    stated = [
        row["p"] for row in document["answers"]["date_cdf"] if (row["n"], row["theta"]) == (8e9, 1)
    ]
    assert [float(row["p"]) for row in rows] == stated


@pytest.mark.slow
def test_same_document_same_bytes(document, tmp_path):
    for folder in ("a", "b"):
        draw_figures(document, tmp_path / folder)
    for file in (tmp_path / "a").iterdir():
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes(), file.name


def test_faults_40_and_41_still_draw(never_document, already_document):
    for document in (never_document, already_document):
        for draw in FIGURES:
            assert draw(document).title
