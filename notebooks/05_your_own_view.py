import marimo

app = marimo.App(width="medium")


@app.cell
def _():
    import os

    import marimo as mo

    import forecast as fc

    draws = int(os.environ.get("FORECAST_DRAWS", "50000"))
    mo.md(
        """
        # Your own view

        Choose inputs and say what you believe their median is: the model itself runs again, with
        each belief moved as a whole (its spread stays as its card has it).
        """
    )
    return draws, fc, mo


@app.cell
def _(fc, mo):
    base = fc.run(as_of="2026-11-24", draws=20_000, seed=1)
    beliefs = fc.beliefs(as_of="2026-11-24")
    usable = [n for n in base.drivers() if n in beliefs and hasattr(beliefs[n], "ppf")]
    chosen = mo.ui.multiselect(usable, value=usable[:3], label="inputs to set")
    chosen
    return base, beliefs, chosen


@app.cell
def _(beliefs, chosen, mo):
    levels = mo.ui.dictionary(
        {
            name: mo.ui.slider(5, 95, step=5, value=50, label=f"{name}, percentile of its belief")
            for name in chosen.value
        }
    )
    levels
    return (levels,)


@app.cell
def _(beliefs, draws, fc, levels):
    moved = {
        name: float(beliefs[name].ppf(level / 100))
        for name, level in levels.value.items()
        if level != 50
    }
    yours = fc.run(as_of="2026-11-24", set=moved, draws=draws, seed=1)
    return moved, yours


@app.cell
def _(base, mo, moved, yours):
    told = {
        year: (base.p_affordable_by(year), yours.p_affordable_by(year)) for year in (2035, 2050)
    }
    print({year: f"{a:.1%} published, {b:.1%} yours" for year, (a, b) in told.items()})
    mo.vstack([mo.md(f"Set: {moved or 'nothing'}"), yours.plot_chances()])
    return (told,)


if __name__ == "__main__":
    app.run()
