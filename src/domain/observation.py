"""What is remarkable about a fact without being a reason to refuse it: one small rule each."""

from enum import StrEnum

from domain.occurred import Occurred

FILL_FLOOR_PERCENT = 90
"""A fill under this share of the required one has to be verified. Chosen."""

REMOVED_BAND_PERCENT = (80, 170)
"""Spent carbon in percent of the fresh mass of the same charges. Chosen: wide, since wet."""

IODINE_FLOOR_MG_PER_G = 800
"""Granular carbon for VOC, Jiangsu's and Zhejiang's guidance; a district may set another."""

TOLERANCE_PERCENT = 2
TOLERANCE_G = 20_000
"""Two scales may differ by the larger of 2 % and 20 kg. Chosen; no norm gives a figure."""


class Observation(StrEnum):
    """The remarks that a fact can carry."""

    UNDER_FILLED = "under-filled"
    REMOVED_MASS_IMPLAUSIBLE = "removed-mass-implausible"
    IODINE_BELOW_FLOOR = "iodine-below-floor"
    CERTIFICATE_MISSING = "certificate-missing"
    WEIGHT_DISCREPANCY = "weight-discrepancy"
    PARTIAL_ACCEPTANCE = "partial-acceptance"
    RECEIVER_UNLICENSED = "receiver-unlicensed"
    PERMIT_EXPIRED = "permit-expired"
    ORIGIN_UNRECORDED = "origin-unrecorded"

    @property
    def zh(self) -> str:
        """The remark in Chinese."""
        return _ZH[self]


_ZH = {
    Observation.UNDER_FILLED: "填装量不足要求填充量的 90 %, 待核实",
    Observation.REMOVED_MASS_IMPLAUSIBLE: "卸出量与原填装量之比超出合理范围, 待核实",
    Observation.IODINE_BELOW_FLOOR: "碘值低于下限",
    Observation.CERTIFICATE_MISSING: "缺检测报告",
    Observation.WEIGHT_DISCREPANCY: "发出量与接收量之差超出允许范围",
    Observation.PARTIAL_ACCEPTANCE: "部分接收",
    Observation.RECEIVER_UNLICENSED: "接收单位许可证未登记",
    Observation.PERMIT_EXPIRED: "接收单位许可证已过期",
    Observation.ORIGIN_UNRECORDED: "联单没有对应的换炭记录, 来源不明",
}


def under_filled(filled_g: int, required_g: int) -> bool:
    """Whether a fill is too small to count as one."""
    return filled_g * 100 < required_g * FILL_FLOOR_PERCENT


def removed_mass_implausible(removed_g: int, fresh_g: int) -> bool:
    """Whether spent carbon weighs what that fresh carbon could have become."""
    low, high = REMOVED_BAND_PERCENT
    return not fresh_g * low <= removed_g * 100 <= fresh_g * high


def iodine_below_floor(iodine_mg_per_g: int) -> bool:
    """Whether the carbon is too poor for its task."""
    return iodine_mg_per_g < IODINE_FLOOR_MG_PER_G


def weight_discrepancy(sent_g: int, received_g: int) -> bool:
    """Whether two scales differ by more than they may."""
    allowed_g = max(sent_g * TOLERANCE_PERCENT / 100, TOLERANCE_G)
    return abs(sent_g - received_g) > allowed_g


def permit_expired(valid_until: Occurred | None, shipped: Occurred) -> bool:
    """Whether a permit had run out on the day of shipment."""
    return valid_until is not None and valid_until.day < shipped.day
