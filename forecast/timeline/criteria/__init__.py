"""The meanings of "affordable", a file each: natural-log margins of have over need."""

from forecast.timeline.criteria import arrival, bill, hardware, wage

CRITERIA = (arrival, wage, bill, hardware)
