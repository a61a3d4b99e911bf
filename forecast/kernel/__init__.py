"""One draw: walk the years, compose the formulas of serving and supply, find the first dates.

    inputs -> fleet (what is shipped) -> one_copy (what a copy needs) -> walk (cost and copies by
    date) -> run (first dates of every case)

The formulas are the plain functions of `serving`, `supply`, `trends` and `timeline`; `compile`
hands them to the compiler unchanged, so that fit, kernel and curves cannot differ. With `pipeline`,
this is the place where stages meet.
"""
