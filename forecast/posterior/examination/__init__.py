"""A fitted block seen from all sides: predictions, conflicts, influence, recovery."""
