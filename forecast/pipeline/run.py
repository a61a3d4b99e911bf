"""The whole forecast on one screen: the calls, in order, each result named."""

from __future__ import annotations

from typing import Any

from forecast.pipeline.request import Forecast, Inputs, Progress, Request, check_request


def run_forecast(
    request: Request, progress: Progress | None = None, reweigh: Any = None
) -> Forecast:
    """From beliefs and observations to the answers.

    Parameters
    ----------
    request : Request
    progress : callable, optional
        Told (stage, done, total).
    reweigh : callable, optional
        As for `posterior.obtain.obtain`.

    Returns
    -------
    Forecast

    Raises
    ------
    InputError
        When a card, a table or a setting cannot be used.
    GateRefused
        When a posterior that had to be fitted fails its checks.
    """
    from forecast.pipeline.answers import ANSWERS
    from forecast.pipeline.answers.by_shape import of_all_draws
    from forecast.pipeline.arrival_pool import pool_weights
    from forecast.pipeline.document import document
    from forecast.pipeline.joint_draws import block_drawer
    from forecast.pipeline.simulate import answer, economy, first_order_effects, simulate
    from forecast.posterior.joint import join
    from forecast.posterior.obtain import obtain, provenance

    check_request(request)
    inputs = load_inputs(request)
    found = obtain(
        inputs.base,
        inputs.tables,
        request.seed,
        request.priors_dir,
        progress,
        reweigh=reweigh,
    )
    blocks = {name: block for name, (block, _) in found.items()}
    posterior = join(blocks.values())
    draw_block = block_drawer(request, inputs, posterior)
    simulated = simulate(request, draw_block, posterior.n_rows, inputs.beliefs, progress)
    answers = answer(request, inputs, posterior, simulated) | economy(draw_block(0))
    answers |= {name: ask(simulated.sample, inputs) for name, ask in ANSWERS.items()}
    answers["by_shape"][0] |= of_all_draws(answers)
    answers["Q3"] |= {"weights": pool_weights(request, inputs, posterior)}
    effects = first_order_effects(simulated)
    sources = provenance(found)
    told = document(request, inputs, posterior, sources, answers, effects)
    return Forecast(request, told, sources, inputs, simulated, blocks)


def fit_posterior(
    request: Request,
    blocks: tuple[str, ...] | None = None,
    progress: Progress | None = None,
    *,
    ship: bool = False,
    weigh: bool = False,
) -> dict[str, Any]:
    """Fit blocks afresh and report their diagnostics; see `posterior.report.fit_report`."""
    from forecast.posterior.report import fit_report

    inputs = load_inputs(request)
    return fit_report(
        inputs.base,
        inputs.tables,
        request.seed,
        request.priors_dir,
        blocks,
        progress,
        ship=ship,
        weigh=weigh,
    )


def load_inputs(request: Request) -> Inputs:
    """Read cards and tables as of the request's date, and apply scenario and `--set`."""
    from forecast.inputs.cards import load_cards
    from forecast.inputs.evidence import load_evidence
    from forecast.inputs.scenarios import beliefs
    from forecast.pipeline.arrival_pool import refuse_bad_pool

    cards = load_cards(request.priors_dir)
    inputs = Inputs(
        cards=cards,
        tables=load_evidence(request.priors_dir, request.as_of, request.vintage),
        base=beliefs(cards, request.as_of),
        beliefs=beliefs(
            cards, request.as_of, request.scenario, request.sets, priors_dir=request.priors_dir
        ),
    )
    refuse_bad_pool(inputs.beliefs, inputs.tables)
    return inputs
