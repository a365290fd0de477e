"""Who was given which right, who was refused and who took a copy, told in sentences."""

from collections.abc import Mapping

from domain import access_record, key
from domain.access import Role
from domain.access_record import Why
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


_WHY: Mapping[Why, Told] = {
    Why.FORBIDDEN: Told("无此权限", "not permitted"),
    Why.FOREIGN: Told("不在管辖范围", "not within the jurisdiction"),
    Why.EXPIRED: Told("密钥已过期", "the key has expired"),
    Why.REVOKED: Told("密钥已吊销", "the key is revoked"),
}


def tell_access(fact: access_record.Fact) -> Told:
    """Tell what a caller was refused or took away."""
    match fact:
        case access_record.AccessRefused(role=role, why=why, asked=asked, thing=thing):
            about = f" ({thing})" if thing else ""
            return Told(
                f"{ROLES[role].zh}被拒: {asked}{about}, {_WHY[why].zh}",
                f"{ROLES[role].en} refused: {asked}{about}, {_WHY[why].en}",
            )
        case access_record.RefusalsUnlisted():
            return Told(
                "当日被拒的访问太多, 以后的只计数",
                "too many refusals on this day; further ones are counted only",
            )
        case access_record.AccessExported(what=what, form=form, rows=rows, as_of=as_of):
            return Told(
                f"导出 {what} ({form}), {rows} 行, 截至 {as_of}",
                f"{rows} rows of {what} exported as {form}, as of {as_of}",
            )
