"""What a district has gathered of beds, told in sentences."""

from domain import experience
from projections.sentence import Told


def tell_experience(fact: experience.Fact) -> Told:
    """Tell what was gathered."""
    new = len(fact.charges)
    return Told(
        f"汇总本区经验 {fact.name}: 新增 {new} 次填装, 共 {fact.watched} 次",
        f"experience {fact.name} gathered: charges new {new}, in all {fact.watched}",
    )
