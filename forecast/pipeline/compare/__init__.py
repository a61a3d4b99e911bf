"""What moved between two forecasts: beliefs, each data set, the date, the code."""

from forecast.pipeline.compare.compare import compare as compare
from forecast.pipeline.compare.side import Side as Side
from forecast.pipeline.compare.side import side_in as side_in
from forecast.pipeline.compare.side import side_now as side_now
from forecast.pipeline.compare.since import moved_since as moved_since
from forecast.pipeline.compare.since import other_inputs as other_inputs
