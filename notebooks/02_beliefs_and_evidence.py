import marimo

app = marimo.App(width="medium")


@app.cell
def _():
    import matplotlib.pyplot as plt
    import numpy as np

    import forecast as fc

    return fc, np, plt


@app.cell
def _():
    import marimo as mo

    mo.md(
        """
        # Beliefs and evidence

        Every uncertain input is a card: a distribution with a unit, a source and a date. Dated
        observations inform some of them. What stood in a table on an earlier day is a question one
        may ask of every table.
        """
    )
    return (mo,)


@app.cell
def _(fc):
    beliefs = fc.beliefs(as_of="2026-11-24")
    size = beliefs["size_at_human_level"]
    print("size at human level, 5 / 50 / 95 %:", [f"{size.ppf(q):.1e}" for q in (0.05, 0.5, 0.95)])
    return beliefs, size


@app.cell
def _(fc):
    known = {
        day: len(fc.evidence("accelerators", as_of=day)) for day in ("2020-01-01", "2026-11-24")
    }
    print("accelerators known by a day:", known)
    return (known,)


@app.cell
def _(fc, np, plt):
    chips = fc.evidence("accelerators", as_of="2026-11-24")
    year = chips.years()
    bandwidth = chips.column("memory_bandwidth_bytes_per_s")
    flop = chips.column("best_16bit_flop_per_s")
    both = np.isfinite(year) & np.isfinite(bandwidth) & np.isfinite(flop)
    figure, axes = plt.subplots(figsize=(7, 4))
    axes.semilogy(year[both], flop[both] / bandwidth[both], ".")
    axes.set_title("Arithmetic has outgrown bandwidth")
    axes.set_ylabel("FLOP per byte of memory traffic")
    figure
    return both, figure


if __name__ == "__main__":
    app.run()
