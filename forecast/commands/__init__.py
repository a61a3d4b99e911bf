"""The commands, one file each, in the order `forecast --help` lists them."""

from forecast.commands import (
    backtest,
    check,
    compare,
    cost,
    doctor,
    explain,
    explore,
    fit,
    ingest,
    observe,
    predict,
    publish,
    reproduce,
    resolve,
    run,
    update,
    what_if,
)

COMMANDS = (
    *(run, check, fit, explain, cost, predict, what_if, compare),
    *(ingest, observe, update, publish, backtest, resolve, reproduce, explore, doctor),
)
