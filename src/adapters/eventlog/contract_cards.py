"""What each published name is called in 中文, and what became of it from version to version.

A card is added with its name. Where a published name gets a further field, its card gets a change.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from application.ports.event_types import Change


@dataclass(frozen=True, slots=True)
class Card:
    """A name in 中文, as the glossary has it, and its changes, the oldest first."""

    zh: str
    changes: tuple[Change, ...]


_FIRST = (Change("0.1.0", "首次公布", "First published"),)

CARDS: Mapping[str, Card] = {
    "enterprise-registered.v1": Card("企业登记", _FIRST),
    "enterprise-contacts-changed.v1": Card("联系人变更", _FIRST),
    "enterprise-admitted.v1": Card("企业入册", _FIRST),
    "unit-installed.v1": Card("治理设施安装", _FIRST),
    "unit-removed.v1": Card("治理设施拆除", _FIRST),
    "adsorber-commissioned.v1": Card("吸附装置投运", _FIRST),
    "adsorber-carbon-filled.v1": Card("填装活性炭", _FIRST),
    "adsorber-carbon-swapped.v1": Card("更换活性炭", _FIRST),
    "adsorber-carbon-removed.v1": Card("卸出废炭", _FIRST),
    "adsorber-swap-corrected.v1": Card("换炭记录更正", _FIRST),
    "adsorber-decommissioned.v1": Card("吸附装置停用", _FIRST),
    "charge-started.v1": Card("一次填装开始", _FIRST),
    "charge-ended.v1": Card("一次填装结束", _FIRST),
    "charge-corrected.v1": Card("一次填装更正", _FIRST),
    "lot-produced.v1": Card("炭批次产出", _FIRST),
    "lot-received.v1": Card("炭批次到货", _FIRST),
    "lot-quality-tested.v1": Card("炭批次检测", _FIRST),
    "lot-drawn.v1": Card("炭批次领用", _FIRST),
    "lot-corrected.v1": Card("炭批次领用更正", _FIRST),
    "container-filled.v1": Card("容器装入废炭", _FIRST),
    "container-labelled.v1": Card("容器贴标签", _FIRST),
    "container-consigned.v1": Card("容器随联单转移", _FIRST),
    "container-corrected.v1": Card("容器装入量更正", _FIRST),
    "manifest-issued.v1": Card("联单开具", _FIRST),
    "manifest-departed.v1": Card("联单起运", _FIRST),
    "manifest-arrived.v1": Card("联单到达过磅", _FIRST),
    "manifest-accepted.v1": Card("联单接收", _FIRST),
    "manifest-partially-accepted.v1": Card("联单部分接收", _FIRST),
    "manifest-refused.v1": Card("联单拒收", _FIRST),
    "manifest-consignment-charged.v1": Card("联单废炭投料", _FIRST),
    "manifest-origin-recorded.v1": Card("联单补记来源", _FIRST),
    "manifest-closed.v1": Card("联单办结", _FIRST),
    "batch-opened.v1": Card("再生批次开始", _FIRST),
    "batch-carbon-charged.v1": Card("投料", _FIRST),
    "batch-carbon-regenerated.v1": Card("再生产出", _FIRST),
    "batch-carbon-disposed.v1": Card("转处置", _FIRST),
    "batch-closed.v1": Card("再生批次结束", _FIRST),
    "receiver-licence-registered.v1": Card("接收单位许可证登记", _FIRST),
    "tariff-adopted.v1": Card("费率生效", _FIRST),
    "key-issued.v1": Card("密钥发出", _FIRST),
    "key-revoked.v1": Card("密钥吊销", _FIRST),
    "access-refused.v1": Card("访问被拒", _FIRST),
    "access-refusals-unlisted.v1": Card("被拒访问不再逐条记录", _FIRST),
    "access-exported.v1": Card("导出账册", _FIRST),
}
