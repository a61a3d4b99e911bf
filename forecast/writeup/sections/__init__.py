"""Sections of the write-up, one file each, in the order a reader wants them."""

from forecast.writeup.sections import (
    arrival,
    basis,
    binding,
    chances,
    cost,
    drivers,
    gap,
    headline,
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
    binding,
    cost,
    drivers,
    basis,
)
