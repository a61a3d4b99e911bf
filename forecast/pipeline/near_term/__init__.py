"""Near-term statements of a publication, answered from the posterior that made it."""

from forecast.pipeline.near_term.answers import near_term_predictions as near_term_predictions
