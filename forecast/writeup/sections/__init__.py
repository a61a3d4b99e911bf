"""Sections of the write-up, one file each, in the order a reader wants them."""

from forecast.writeup.sections import (
    arrival,
    basis,
    binding,
    chances,
    copies_at_arrival,
    cost,
    drivers,
    essay,
    gap,
    headline,
    power,
    replaced,
    tests_alone,
)

SECTIONS = (
    headline,
    replaced,
    chances,
    tests_alone,
    arrival,
    gap,
    copies_at_arrival,
    binding,
    cost,
    power,
    drivers,
    essay,
    basis,
)
