"""A recorded row came back with other contents: what differs, and how it may be put right."""

from dataclasses import dataclass
from shlex import quote

from application.carbon_log import CarbonLog
from application.correct_swap import correct_swap
from application.import_turns import kilograms_told
from application.ledger_rows import EnterpriseRow, ManifestRow, ReceiverRow, SwapRow, TariffRow
from application.ports.vault import Vault
from domain.adsorber import ADSORBER, Commissioned, CorrectSwap, NothingToCorrect
from domain.beds import Change
from domain.enterprise import ENTERPRISE, Unregistered
from domain.lot import UnknownLot
from domain.occurred import Occurred
from domain.refusal import Refusal

CORRECTABLE = frozenset({"时间", "卸出量(kg)", "装填量(kg)", "炭批号"})
"""What `tanguanjia correct swap` can put right."""

CONTACT = frozenset({"联系人", "手机"})
"""What `tanguanjia correct contacts` can put right."""


@dataclass(frozen=True, slots=True)
class WayOut:
    """What to do about a contradiction, in both languages."""

    zh: str
    en: str


AS_CORRECTED = WayOut("与更正后的记录一致", "agrees with the record as it was corrected")

_NO_COMMAND = WayOut(
    "此项没有更正命令, 原记录保留; 请核对后在文件中改回",
    "no command changes this, the record stands; check it and put the file right",
)
_SIGNED = WayOut(
    "联单已签字的内容不能更改, 原记录保留; 如确有误, 须由双方办理修订",
    "signed fields of a manifest never change; a mistake needs a revision agreed by both parties",
)
_NEW_PERMIT = WayOut(
    "同一许可证的内容不能更改; 换发的许可证请按新编号或新有效期另写一行",
    "a permit as recorded stands; write a renewed one in a row with its own number or end",
)
_NEW_PRICE = WayOut(
    "已采用的费率不能更改; 新价格请另写一行并写明生效日期",
    "an adopted price stands; write a new one in a row with the day it takes effect",
)


def way_out(log: CarbonLog, vault: Vault, row: object, field: str) -> WayOut:
    """How the first differing field may be put right; `AS_CORRECTED` if that has been done.

    Raises `UnknownLot` where the row names a lot that nobody has: then no correction is due.
    """
    match row:
        case SwapRow() if field in CORRECTABLE:
            return _correction(log, row)
        case EnterpriseRow() if field in CONTACT:
            return _other_contact(log, vault, row)
        case ManifestRow():
            return _SIGNED
        case ReceiverRow():
            return _NEW_PERMIT
        case TariffRow():
            return _NEW_PRICE
        case _:
            return _NO_COMMAND


def _other_contact(log: CarbonLog, vault: Vault, row: EnterpriseRow) -> WayOut:
    state = log.read(ENTERPRISE, row.credit_code).state
    contact = None if isinstance(state, Unregistered) else state.contact
    if contact is not None:
        phone = None if contact.phone is None else vault.open(contact.phone)
        if (vault.open(contact.name), phone) == (row.contact, row.phone):
            return AS_CORRECTED
    if row.contact is None:
        return _NO_COMMAND
    phone_option = "" if row.phone is None else f" --phone {quote(row.phone)}"
    name = quote(row.contact)
    command = f"tanguanjia correct contacts {row.credit_code} --name {name}{phone_option}"
    return WayOut(f"更正命令: {command}", f"to correct it: {command}")


def _correction(log: CarbonLog, row: SwapRow) -> WayOut:
    state = log.read(ADSORBER, row.adsorber).state
    changes = state.changes if isinstance(state, Commissioned) else ()
    minute = row.occurred[:16]
    change = next((change for change in changes if change.key[:16] == minute), None)
    if change is None:
        return _NO_COMMAND
    if _says(row, change):
        return AS_CORRECTED
    try:
        correct_swap(row.adsorber, _command(row, change))(log.read)
    except UnknownLot:
        raise
    except NothingToCorrect:
        return _NO_COMMAND
    except Refusal as refusal:
        return WayOut(f"更正也会被拒绝: {refusal.zh}", f"a correction would fail: {refusal.en}")
    command = _typed(row, change)
    return WayOut(f"更正命令: {command}", f"to correct it: {command}")


def _says(row: SwapRow, change: Change) -> bool:
    """Whether the row tells the change as it is now believed."""
    told = (row.occurred, row.removed_g or 0, row.filled_g or 0)
    lot = row.lot if row.filled_g else None
    return (*told, lot) == (change.happened, change.removed_g, change.filled_g, change.lot)


def _command(row: SwapRow, change: Change) -> CorrectSwap:
    """The correction that makes the record say what the row says."""
    removed_g, filled_g = row.removed_g or 0, row.filled_g or 0
    return CorrectSwap(
        row.occurred,
        change.key,
        "tried on paper",
        None if row.occurred == change.happened else row.occurred,
        None if removed_g == change.removed_g else removed_g,
        None if filled_g == change.filled_g else filled_g,
        None if row.lot == change.lot or not filled_g else row.lot,
    )


def _typed(row: SwapRow, change: Change) -> str:
    """The same correction as it is typed."""
    command = _command(row, change)
    options = (
        ("--removed-kg", kilograms_told(command.removed_g)),
        ("--filled-kg", kilograms_told(command.filled_g)),
        ("--lot", command.lot),
        ("--moved-to", command.moved_to and quote(_as_typed(command.moved_to))),
    )
    given = " ".join(f"{option} {value}" for option, value in options if value is not None)
    when = quote(_as_typed(change.key))
    return f"tanguanjia correct swap {row.adsorber} {when} {given} --reason …"


def _as_typed(when: Occurred) -> str:
    """A time as people type it: `2022-11-24 11:27`."""
    return when[:19].replace("T", " ").removesuffix(":00")
