import pytest

from forecast.writeup.figure_fans import draw_copies, draw_cost


def test_titles_state_what_the_medians_say(document):
    assert (
        draw_cost(document).title
        == "A copy-hour would fall below the wage in 2033 in the median draw"
    )
    assert draw_copies(document).title == (
        "The world's hardware can run 8 billion copies from 2065 in the median draw"
    )


@pytest.mark.parametrize(
    ("ratio", "title"),
    [
        (2.0, "A copy-hour would cost more than the wage through 2100 in the median draw"),
        (0.5, "A copy-hour would cost less than the wage from 2027 on in the median draw"),
    ],
)
def test_titles_without_a_crossing(document, ratio, title):
    for row in document["answers"]["Q8"]:
        row["quantiles"] = dict.fromkeys(row["quantiles"], ratio)
    assert draw_cost(document).title == title


def test_money_axis_is_in_plain_words(document):
    axes = draw_cost(document).figure.axes[0]
    labels = [axes.yaxis.get_major_formatter()(tick, 0) for tick in axes.get_yticks()]
    assert "USD 0.10" in labels
    assert "USD 1,000" in labels


def test_levels_that_are_not_known_leave_a_hole(document):
    for name in ("Q6", "Q7"):
        document["answers"][name][0]["quantiles"]["0.95"] = None
    document["answers"]["wage"] = document["answers"]["population"] = []
    assert draw_cost(document).rows[0]["usd_per_copy_hour_q95"] is None
    assert draw_copies(document).rows[0]["copies_q95"] is None
