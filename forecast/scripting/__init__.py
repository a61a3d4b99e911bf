"""What scripts and notebooks use: a run, and its answers as numbers, labelled arrays and plots."""
