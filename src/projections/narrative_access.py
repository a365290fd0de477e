"""Who was given which right, told in sentences."""

from collections.abc import Mapping

from domain import key
from domain.access import Role
from projections.sentence import Told

ROLES: Mapping[Role, Told] = {
    Role.ENTERPRISE: Told("企业", "enterprise"),
    Role.DRIVER: Told("司机", "driver"),
    Role.REGENERATOR: Told("再生单位", "regenerator"),
    Role.TOWN: Told("镇街", "town"),
    Role.DISTRICT: Told("区级", "district"),
    Role.AUDITOR: Told("审计", "auditor"),
    Role.INTEGRATOR: Told("集成方", "integrator"),
    Role.OPERATOR: Told("运维", "operator"),
}


def tell_key(fact: key.Fact) -> Told:
    """Tell what happened to a key."""
    match fact:
        case key.KeyIssued(role=role, jurisdiction=jurisdiction, label=label, expires=expires):
            over = f"({'、'.join(jurisdiction)})" if jurisdiction else ""
            of = f" of {', '.join(jurisdiction)}" if jurisdiction else ""
            return Told(
                f"发出密钥「{label}」: {ROLES[role].zh}{over}, 有效至 {expires}",
                f"key “{label}” issued: {ROLES[role].en}{of}, until {expires}",
            )
        case key.KeyRevoked(reason=reason):
            return Told(f"吊销密钥; 原因: {reason}", f"key revoked; reason: {reason}")
