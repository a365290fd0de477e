"""Mass in the books is integer grams; what people write is kilograms."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext

from domain.refusal import Refusal

GRAMS_PER_KG = 1000


class NegativeMass(Refusal):
    """质量不能为负。

    A mass cannot be negative.
    """


class NoMass(Refusal):
    """质量必须大于零。

    The mass must be more than zero.
    """


def positive(mass_g: int) -> int:
    """Let a mass above zero pass."""
    if mass_g < 0:
        raise NegativeMass(mass_kg=kilograms(mass_g))
    if mass_g == 0:
        raise NoMass(mass_kg=0)
    return mass_g


def not_negative(mass_g: int) -> int:
    """Let zero and more pass."""
    if mass_g < 0:
        raise NegativeMass(mass_kg=kilograms(mass_g))
    return mass_g


def grams(mass_kg: Decimal | int | float | str) -> int:
    """Kilograms as written, to the nearest gram (四舍五入).

    This is the one place where a float may enter a book: its shortest decimal text is what the
    person saw, so that text is what is rounded.
    """
    with localcontext() as context:
        context.prec = 60
        exact = Decimal(str(mass_kg)) * GRAMS_PER_KG
        return int(exact.to_integral_value(ROUND_HALF_UP))


def kilograms(mass_g: int) -> Decimal:
    """Grams as kilograms, without trailing zeros: 1200 g is 1.2."""
    mass_kg = Decimal(mass_g) / GRAMS_PER_KG
    return mass_kg.quantize(Decimal(1)) if mass_g % GRAMS_PER_KG == 0 else mass_kg.normalize()


def kilograms_as_number(mass_g: int) -> int | float:
    """Grams as a number of kilograms for programs; whole ones are integers.

    This is where a book's mass becomes a float: the nearest one is spelled with three decimals.
    """
    whole_kg, rest_g = divmod(mass_g, GRAMS_PER_KG)
    return mass_g / GRAMS_PER_KG if rest_g else whole_kg


def share(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Share a total by weights, exactly, by largest remainder; ties go to the earlier one.

    Shapes: as many shares as weights. The shares add up to the total, and each lies within one
    of its exact part. Weights that are all zero count as equal.
    """
    if not any(weights):
        weights = [1] * len(weights)
    whole = sum(weights)
    parts = [divmod(total * weight, whole) for weight in weights]
    left = total - sum(part for part, _ in parts)
    by_remainder = sorted(range(len(parts)), key=lambda i: (-parts[i][1], i))
    lucky = set(by_remainder[:left])
    return tuple(part + (i in lucky) for i, (part, _) in enumerate(parts))
