"""Forecasts -> what changed since the last one, and how old ones did."""
