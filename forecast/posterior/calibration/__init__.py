"""Simulation-based calibration: does the fit recover, on average, what it was simulated from?

Truths are drawn from the prior and data from the truths; if density and sampler are right, the rank
of each truth among its posterior draws is uniform (Talts et al. 2018; Modrak et al. 2023).
"""
