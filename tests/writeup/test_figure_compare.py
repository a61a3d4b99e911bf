import pytest

from forecast.track_record.ledger import HEADLINE
from forecast.writeup.figure_compare import MOST, draw_compare
from tests.writeup.test_compare import document, part, row


def test_the_bars_lead_from_before_to_after():
    drawn = draw_compare(document())
    assert drawn.title.endswith("most was moved by beliefs")
    for axes, name in zip(drawn.figure.axes, ("median_8e9", "p_never_8e9"), strict=True):
        told = row(name)
        scale = 1 if told["unit"] == "year" else 100
        bars = axes.patches
        assert bars[0].get_x() == pytest.approx(scale * told["before"])
        ends = [bar.get_x() + bar.get_width() for bar in bars]
        starts = [bar.get_x() for bar in bars]
        assert starts[1:] == pytest.approx(ends[:-1])
        assert ends[-1] == pytest.approx(scale * told["after"])


def test_many_data_sets_do_not_crowd_the_picture():
    parts = [part("compute_stock", 0.001 * k) for k in range(20)]
    whole = sum(each["value"] for each in parts)
    rows = [row(name, parts=parts, change=whole) for name in HEADLINE]
    drawn = draw_compare(document(rows=rows))
    shown = [each for each in drawn.rows if each["number"] == "median_8e9"]
    assert len(shown) == MOST + 1
    assert shown[-1]["part"] == f"{20 - MOST} others"
    assert sum(each["value"] for each in shown) == pytest.approx(whole)


def test_a_number_without_parts_has_no_bars():
    rows = [row(name, parts=None) if name == "median_8e9" else row(name) for name in HEADLINE]
    assert len(draw_compare(document(rows=rows)).figure.axes) == 1


def test_the_labels_of_the_parts_lie_in_the_picture():
    figure = draw_compare(document()).figure
    figure.canvas.draw()
    boxes = [label.get_window_extent() for label in figure.axes[0].get_yticklabels()]
    assert min(box.x0 for box in boxes) > 0
