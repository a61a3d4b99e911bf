"""The commands, one file each, in the order `forecast --help` lists them."""

from forecast.commands import check, cost, doctor, explain, fit, predict, run, what_if

COMMANDS = (run, check, fit, explain, cost, predict, what_if, doctor)
