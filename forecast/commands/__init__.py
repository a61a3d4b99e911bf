"""The commands, one file each, in the order `forecast --help` lists them."""

from forecast.commands import check, cost, doctor, explain, fit, publish, run, what_if

COMMANDS = (run, check, fit, explain, cost, what_if, publish, doctor)
