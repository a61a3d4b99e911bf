"""Priors of a likelihood's own noise parameters, kept on the data card of its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from forecast.inputs.distributions import DISTRIBUTION_KEYS, Distribution, parse_distribution
from forecast.inputs.fields import Fields
from forecast.inputs.toml_files import Place, refuse_unknown_keys
from forecast.quantities import UNITS

GRADES = ("measured", "derived", "expert", "guess")
NOTES = ("name", "unit", "meaning", "grade", "derivation", "sources")


def noise_priors(tables: Sequence[Mapping[str, Any]], place: Place) -> dict[str, Distribution]:
    """The priors that `[[nuisance]]` tables state, by name.

    Parameters
    ----------
    tables : sequence of mapping
        The tables in the order of the file.
    place : Place
        The card, for messages.

    Returns
    -------
    dict of str to Distribution

    Raises
    ------
    InputError
        If a name stands twice, or a table has an unknown key, unit, grade or family.
    """
    priors: dict[str, Distribution] = {}
    for index, mapping in enumerate(tables):
        fields = Fields(mapping, place.at("nuisance", index))
        name, prior = _prior(fields)
        if name in priors:
            raise fields.place.error("stands twice", "name", found=name, accepted="each name once")
        priors[name] = prior
    return priors


def _prior(fields: Fields) -> tuple[str, Distribution]:
    refuse_unknown_keys(fields.mapping, (*NOTES, *DISTRIBUTION_KEYS), fields.place)
    name = fields.text("name", 'name = "price_scatter"')
    fields.choice("unit", UNITS)
    fields.choice("grade", GRADES)
    fields.text("meaning", 'meaning = "sd of the log of a quote"')
    belief = {key: value for key, value in fields.mapping.items() if key not in NOTES}
    prior = parse_distribution(belief, fields.place)
    if not isinstance(prior, Distribution):
        raise fields.place.error("no prior of a noise parameter", "family", found=belief["family"])
    return name, prior
