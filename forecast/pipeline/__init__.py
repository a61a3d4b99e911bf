"""The forecast from request to answers; with `kernel`, the place where stages meet."""

from forecast.pipeline.request import Forecast as Forecast
from forecast.pipeline.request import Request as Request
from forecast.pipeline.run import fit_posterior as fit_posterior
from forecast.pipeline.run import load_inputs as load_inputs
from forecast.pipeline.run import run_forecast as run_forecast
