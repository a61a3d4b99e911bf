"""Inputs -> joint draws of every quantity that observations inform."""

from forecast.posterior import settings as settings  # first: it must act before PyTensor loads
