import marimo

app = marimo.App(width="medium")


@app.cell
def _():
    import os

    import marimo as mo

    import forecast as fc

    draws = int(os.environ.get("FORECAST_DRAWS", "200000"))
    mo.md("# When billions of copies become affordable, and what that hangs on")
    return draws, fc, mo


@app.cell
def _(draws, fc):
    found = fc.run(as_of="2026-11-24", draws=draws, seed=1)
    found.plot_chances()
    return (found,)


@app.cell
def _(found):
    found.copies_by_year().sel(quantile=[0.05, 0.5, 0.95]).to_pandas().iloc[::10]
    return


@app.cell
def _(draws, fc, found):
    known = fc.run(as_of="2026-11-24", set={"human_level_date": 2030}, draws=draws, seed=1)
    by_2035 = found.p_affordable_by(2035), known.p_affordable_by(2035)
    print(f"by the end of 2035: {by_2035[0]:.1%} as believed, {by_2035[1]:.1%} if it comes in 2030")
    return by_2035, known


@app.cell
def _(fc):
    import datetime

    from forecast.locations import default_priors
    from forecast.pipeline import Request
    from forecast.pipeline.compare_arrivals import compare_arrivals

    request = Request(datetime.date(2026, 11, 22), None, (), 20_000, 1, default_priors())
    views = compare_arrivals(request)
    assert len(views) > 5, fc.scenarios()
    return (views,)


@app.cell
def _(mo, views):
    mo.ui.table(
        [
            {
                "who": row["scenario"],
                "human level, median": row["arrival"]["median"] or ">2100",
                "8 billion copies, median": row["copies"][1]["median"] or ">2100",
                "never": f"{row['copies'][1]['p_never']:.0%}",
            }
            for row in views
        ],
        selection=None,
    )
    return


if __name__ == "__main__":
    app.run()
