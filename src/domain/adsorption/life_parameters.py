"""What is not known of a bed, as nine numbers that are free to be any, and what they stand for."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from domain.adsorption.from_scipy import Floats, logistic
from domain.adsorption.reduced_bed import BedParameters


class Unknown(IntEnum):
    """The place of each in a vector."""

    CAPACITY = 0
    """ln of qm, kg/kg"""
    HEAVY = 1
    """ln of the heavy component's affinity, m³/kg"""
    LIGHT = 2
    """ln of the light component's affinity, m³/kg"""
    SHARE = 3
    """logit of the light component's share"""
    UPTAKE = 4
    """ln of k, 1/h"""
    BYPASS = 5
    """ln of the share of air that meets no carbon"""
    HUMIDITY = 6
    """ln of a"""
    OUTLET = 7
    """ln of what the outlet's instrument shows over what is there"""
    LOAD = 8
    """ln of what comes in over what is measured or declared of it"""


COUNT = len(Unknown)
_MOST_BYPASS = 0.2


@dataclass(frozen=True, slots=True)
class Gaussian:
    """A normal distribution of the unknowns; mean (9,), covariance (9, 9)."""

    mean: Floats
    covariance: Floats


def bed_parameters(unknowns: Floats) -> BedParameters:
    """Read vectors, (charges, guesses, 9)."""
    of = np.moveaxis(unknowns, -1, 0)
    return BedParameters(
        capacity_kg_per_kg=np.exp(of[Unknown.CAPACITY]),
        affinity_m3_per_kg=np.exp(of[[Unknown.HEAVY, Unknown.LIGHT]]),
        light_share=logistic(of[Unknown.SHARE]),
        uptake_per_h=np.exp(of[Unknown.UPTAKE]),
        bypass=np.minimum(np.exp(of[Unknown.BYPASS]), _MOST_BYPASS),
        humidity_loss=np.exp(of[Unknown.HUMIDITY]),
    )
