"""What one copy costs: a configuration, or a table of measured ones, against the posterior."""
