"""The meanings of "affordable": one file each; every one is a natural-log margin of have over need."""

from forecast.timeline.criteria import arrival, bill, hardware, wage

CRITERIA = (arrival, wage, bill, hardware)
