"""Everything that can be noted of a charge, an instrument and the rules, once each."""

from collections.abc import Iterator
from uuid import uuid4

from application.act import Act, only
from application.carbon_log import CarbonLog
from domain.adsorber import ADSORBER as PLANT
from domain.adsorber import CommitReplacement, VerifySwap
from domain.alert import ALERT, FollowCode
from domain.bed_measuring import MeasureBed
from domain.charge import CHARGE
from domain.charge_declaring import Declare
from domain.charge_noting import (
    AssessSaturation,
    ChangeHealthCode,
    CheckSite,
    DecideObjection,
    LearnBehaviour,
    ObjectToCode,
    RecordOperation,
)
from domain.code import Code, Reason
from domain.device import DEVICE, InstallDevice
from domain.estimate import Behaviour, Breakthrough, Due, Physical, Saturation
from domain.identifiers import ChargeId, DeviceId
from domain.occurred import Occurred
from domain.operation import Shutdown
from domain.reading import Quantity
from domain.record import Provenance, Request
from domain.setting import SETTING, AdoptSetting, SettingValue
from domain.setting_registry import Group
from tests.assessed import worked
from tests.small_ledger import ADSORBER, FIRM

OVER, AT_WORK = ChargeId(f"{ADSORBER}-1-1"), ChargeId(f"{ADSORBER}-1-2")
_WHEN, _DAY = Occurred("2022-10-01T09:00:00+08:00"), Occurred("2022-10-01")


def note_everything(log: CarbonLog) -> None:
    """Note it of an adsorber that was filled and swapped, as `view_desk.one_round` does."""
    for act in _acts():
        log.perform(act, Request(str(uuid4()), "tester", Provenance.LIVE))


def _acts() -> Iterator[Act]:
    measures = (Quantity.OUTLET,)
    placed = InstallDevice(_WHEN, FIRM, ADSORBER, 1, "某厂", "S1", measures, 10, 0.5, 500.0)
    yield only(DEVICE, DeviceId("VOC-0001"), placed)
    yield only(PLANT, ADSORBER, CommitReplacement(_WHEN, "环评", 60))
    yield only(PLANT, ADSORBER, MeasureBed(_WHEN, 1, 7.5, "竣工图"))
    swap = Occurred("2022-09-01T10:00:00+08:00")
    yield only(PLANT, ADSORBER, VerifySwap(_WHEN, swap, "镇环保所", "属实"))
    values = (SettingValue("grace-days", "10"),)
    yield only(SETTING, Group.HEALTH.value, AdoptSetting(_WHEN, Group.HEALTH, _DAY, values, "试行"))
    yield only(
        CHARGE,
        AT_WORK,
        RecordOperation(_DAY, worked()),
        Declare(_DAY, Shutdown(_DAY, "检修")),
        AssessSaturation(_WHEN, _DAY, _PHYSICAL, (Due("months", _DAY, binding=True),), ()),
        ChangeHealthCode(_WHEN, Code.GREEN, (Reason("months", Code.GREEN, "无", "none"),), "p@1"),
        ObjectToCode(_WHEN, "标气未到"),
        CheckSite(_WHEN, "王工", "零点漂移"),
        DecideObjection(
            _WHEN, upheld=True, reason="", disregarded_from=_DAY, disregarded_until=_DAY
        ),
    )
    yield only(CHARGE, OVER, LearnBehaviour(_WHEN, _BEHAVIOUR, ()))
    yield only(ALERT, AT_WORK, FollowCode(_WHEN, FIRM, None, Code.YELLOW, ()))


_PHYSICAL = Physical(
    Saturation(10.0, 20.0, 30.0),
    (Breakthrough(0.5, Occurred("2022-12-01")),),
    "none",
    "a model",
    "a calibration",
    "shipped-1",
    None,
    1,
)
_BEHAVIOUR = Behaviour(
    (0.0,) * 9, (0.0,) * 45, watched=True, model="a model", prior="shipped-1", former=None, seed=1
)
