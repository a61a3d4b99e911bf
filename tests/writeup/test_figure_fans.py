import pytest

from forecast.writeup.figure_curves import draw_date, draw_gap
from forecast.writeup.figure_fans import CUT, draw_copies, draw_cost


def test_titles_state_what_the_medians_say(document):
    assert (
        draw_cost(document).title
        == "In the median draw a copy-hour would cost less than the wage by 2033"
    )
    assert draw_copies(document).title == (
        "In the median draw the world's hardware could run 8 billion copies by 2065"
    )


@pytest.mark.parametrize(
    ("ratio", "title"),
    [
        (2.0, "more than the wage through 2100"),
        (0.5, "less than the wage by 2027"),
    ],
)
def test_titles_without_a_crossing(document, ratio, title):
    for row in document["answers"]["Q8"]:
        row["quantiles"] = dict.fromkeys(row["quantiles"], ratio)
    assert draw_cost(document).title == f"In the median draw a copy-hour would cost {title}"


def test_money_axis_is_in_plain_words(document):
    axes = draw_cost(document).figure.axes[0]
    labels = [axes.yaxis.get_major_formatter()(tick, 0) for tick in axes.get_yticks()]
    assert "0.1" in labels
    assert "1,000" in labels


def test_where_no_hardware_serves_a_copy_the_label_says_none(document):
    document["answers"]["Q7"][-1]["quantiles"]["0.95"] = None
    document["answers"]["Q6"][-1]["quantiles"]["0.05"] = 0.0
    document["answers"]["wage"] = document["answers"]["population"] = []
    for draw, label in ((draw_cost, "95th: none"), (draw_copies, "5th: none")):
        axes, side = draw(document).figure.axes
        assert label in {text.get_text() for text in side.texts}
        assert CUT in {text.get_text() for text in axes.texts}


def test_a_fan_that_is_known_throughout_has_no_such_word(document):
    for draw in (draw_cost, draw_copies):
        assert CUT not in {text.get_text() for text in draw(document).figure.axes[0].texts}


def test_a_year_that_had_begun_is_left_out(document):
    document["as_of"] = "2027-03-01"
    assert draw_cost(document).rows[0]["year"] == draw_copies(document).rows[0]["year"] == 2028


@pytest.mark.parametrize("draw", [draw_cost, draw_copies, draw_date, draw_gap])
def test_labels_stay_inside_the_figure(document, draw):
    figure = draw(document).figure
    figure.canvas.draw()
    axes, side = figure.axes
    texts = [*side.texts, *axes.texts, *figure.texts, *axes.get_yticklabels()]
    assert not any("[...]" in text.get_text() for text in texts)
    for text in texts:
        box = text.get_window_extent()
        assert box.x0 >= 0, text.get_text()
        assert box.x1 <= figure.bbox.x1, text.get_text()
