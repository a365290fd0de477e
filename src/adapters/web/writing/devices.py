"""监测设备的安装、更换、拆除与密钥: instruments in place, replaced, taken away, and keyed."""

from secrets import token_bytes

from litestar import Response
from litestar.di import NamedDependency

from adapters.web.devices import TAG
from adapters.web.writing import story
from adapters.web.writing.device_bodies import (
    GIVEN,
    GIVEN_BEFORE,
    KeyGiven,
    KeyWanted,
    NewDevice,
    Replacement,
    Taking,
)
from adapters.web.writing.operation import writes
from adapters.web.writing.places import DeviceInPath, named
from adapters.web.writing.submission import Recorded, Submission
from application.act import only
from application.device_keys import fresh
from application.devices import install_device as installing
from domain.access import Action
from domain.adsorber import UnknownAdsorber
from domain.device import (
    DEVICE,
    InstallDevice,
    IssueDeviceKey,
    RemoveDevice,
    ReplaceDevice,
    RevokeDeviceKey,
)
from domain.identifiers import CreditCode, DeviceId


@writes(
    "/devices",
    tag=TAG,
    zh="安装监测设备",
    en="Install an instrument",
    more=(
        "装置须在用; 写明炭箱即只测该箱, 不写即测各炭箱共用的风。",
        "The adsorber is in service. With a bed it measures that bed, without one the air of all.",
    ),
    body=NewDevice,
    example={
        "occurred": "2022-11-29T13:00:00+08:00",
        "device": story.DEVICE,
        "adsorber": story.ADSORBER,
        "maker": "示例仪器",
        "serial": "S-2022-0001",
        "measures": ["inlet_mg_per_m3", "outlet_mg_per_m3", "airflow_m3_per_h"],
        "interval_s": 10,
        "detection_mg_per_m3": 0.5,
        "range_mg_per_m3": 2000,
    },
)
def install_device(submission: NamedDependency[Submission]) -> Response[Recorded]:
    """Install an instrument."""
    told = submission.read(NewDevice)
    whose = submission.whose.adsorber(told.adsorber)
    submission.permit(Action.MANAGE_DEVICE, whose, adsorber=told.adsorber)
    if whose.enterprise is None:
        raise UnknownAdsorber(adsorber=told.adsorber)
    command = InstallDevice(
        submission.occurred(told),
        CreditCode(whose.enterprise),
        told.adsorber,
        told.bed,
        told.maker,
        told.serial,
        told.measures,
        told.interval_s,
        told.detection_mg_per_m3,
        told.range_mg_per_m3,
    )
    at = f"/v1/devices/{told.device}"
    return submission.record(installing(told.device, command), told, {}, at=at)


@writes(
    "/devices/{device:str}/replacements",
    tag=TAG,
    zh="更换监测设备",
    en="Replace an instrument",
    more=(
        "编号不变; 旧仪器的密钥即失效, 请另发。",
        "The number stays. The former one's key opens nothing more, so issue another.",
    ),
    body=Replacement,
    example={
        "occurred": "2022-11-30T08:00:00+08:00",
        "maker": "示例仪器",
        "serial": "S-2022-0002",
        "detection_mg_per_m3": 0.5,
        "range_mg_per_m3": 2000,
    },
)
def replace_device(
    submission: NamedDependency[Submission], device: DeviceInPath
) -> Response[Recorded]:
    """Replace an instrument."""
    number = _permitted(submission, device)
    told = submission.read(Replacement)
    command = ReplaceDevice(
        submission.occurred(told),
        told.maker,
        told.serial,
        told.detection_mg_per_m3,
        told.range_mg_per_m3,
    )
    return submission.record(only(DEVICE, number, command), told, {"device": number})


@writes(
    "/devices/{device:str}/removal",
    tag=TAG,
    zh="拆除监测设备",
    en="Remove an instrument",
    more=("编号不再使用, 密钥即失效。", "Its number is not used again, and its key opens nothing."),
    body=Taking,
    example={"occurred": "2022-11-30T17:30:00+08:00", "reason": "停用检修"},
)
def remove_device(
    submission: NamedDependency[Submission], device: DeviceInPath
) -> Response[Recorded]:
    """Remove an instrument."""
    number = _permitted(submission, device)
    told = submission.read(Taking)
    command = RemoveDevice(submission.occurred(told), told.reason)
    return submission.record(only(DEVICE, number, command), told, {"device": number})


@writes(
    "/devices/{device:str}/keys",
    tag=TAG,
    zh="发出设备密钥",
    en="Issue the key of an instrument",
    more=(
        "密钥只在答复中显示一次, 系统只存摘要; 旧密钥即失效。",
        "The key is shown in this answer only, and only what it hashes to is kept. The former one "
        "opens nothing more.",
    ),
    body=KeyWanted,
    example={},
    answers=(GIVEN, GIVEN_BEFORE),
)
def issue_device_key(
    submission: NamedDependency[Submission], device: DeviceInPath
) -> Response[KeyGiven]:
    """Issue a key."""
    number = _permitted(submission, device)
    told = submission.read(KeyWanted)
    key = fresh(number, token_bytes)
    command = IssueDeviceKey(submission.occurred(told), key.digest)
    answer = submission.record(only(DEVICE, number, command), told, {"device": number})
    recorded = answer.content
    given = KeyGiven(
        **recorded.model_dump(), device=number, key=None if recorded.repeated else key.text
    )
    return Response(given, status_code=answer.status_code, headers=answer.headers)


@writes(
    "/devices/{device:str}/keys/revocation",
    tag=TAG,
    zh="吊销设备密钥",
    en="Revoke the key of an instrument",
    more=("下一批读数起即被拒绝。", "From the next batch on it is refused."),
    body=Taking,
    example={"reason": "网关遗失"},
)
def revoke_device_key(
    submission: NamedDependency[Submission], device: DeviceInPath
) -> Response[Recorded]:
    """Revoke a key."""
    number = _permitted(submission, device)
    told = submission.read(Taking)
    command = RevokeDeviceKey(submission.occurred(told), told.reason)
    return submission.record(only(DEVICE, number, command), told, {"device": number})


def _permitted(submission: Submission, device: str) -> DeviceId:
    number = named(DeviceId, "device", device)
    submission.permit(Action.MANAGE_DEVICE, submission.whose.device(number), device=number)
    return number
