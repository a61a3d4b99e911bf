from forecast.writeup.sections.trend_shapes import section


def row(trend, shape, p, median):
    return {
        "trend": trend,
        "shape": shape,
        "n": 8e9,
        "theta": 1.0,
        "year": 2035,
        "weight": 0.25,
        "prior_weight": 0.2,
        "p": p,
        "mcse": 0.001,
        "quantiles": {"0.5": median},
        "p_never": 0.4,
    }


def test_the_average_then_each_shape_under_its_trend(document):
    document["answers"]["by_shape"] = [
        row("all", "all", 0.06, 2077.0),
        row("hardware_shape", "exponential", 0.09, 2060.0),
        row("stock_shape", "ceiling", 0.03, None),
    ]
    shown = section(document).table.rows
    assert shown[0][:3] == ("averaged over shapes", "", "")
    assert shown[1] == ("Hardware: FLOP, bandwidth, memory and power for the money",)
    assert shown[2][:4] == ("exponential, never slows", "20%", "25%", "9%")
    assert shown[4] == ("ends at a ceiling or floor", "20%", "25%", "3%", ">2100", "40%")
    assert len(shown) == 7  # with headings of two trends that have no rows here


def test_a_run_without_it_has_no_such_section(document):
    document["answers"].pop("by_shape", None)
    assert section(document) is None
