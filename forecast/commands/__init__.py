"""The commands, one file each, in the order `forecast --help` lists them."""

from forecast.commands import check, doctor, explain, fit, run

COMMANDS = (run, check, fit, explain, doctor)
