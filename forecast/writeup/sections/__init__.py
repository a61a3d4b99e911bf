"""Sections of the write-up, one file each, in the order a reader wants them."""

from forecast.writeup.sections import (
    arrival,
    basis,
    binding,
    chances,
    check_of_today,
    copies_at_arrival,
    cost,
    drivers,
    essay,
    gap,
    headline,
    nowcast,
    power,
    replaced,
    tests_alone,
    training_share,
)

SECTIONS = (
    headline,
    replaced,
    chances,
    check_of_today,
    tests_alone,
    arrival,
    gap,
    copies_at_arrival,
    binding,
    cost,
    power,
    training_share,
    nowcast,
    drivers,
    essay,
    basis,
)
