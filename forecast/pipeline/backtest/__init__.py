"""The forecast as of past dates: refitted to what was known, and scored by `track_record`."""
