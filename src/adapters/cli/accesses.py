"""`tanguanjia access log`: who was refused what, and who took a copy."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from adapters.cli import printing
from adapters.cli.asking import AsJson
from adapters.cli.desk import desk_of
from domain.access_record import AccessExported
from domain.occurred import SHANGHAI, Occurred

if TYPE_CHECKING:
    from domain.record import Recorded

_COLUMNS = ("时间 recorded", "谁 who", "记录 what")


def log(
    context: typer.Context,
    *,
    refused: Annotated[
        bool, typer.Option("--refused", help="只列被拒的访问 / refusals only, no exports")
    ] = False,
    since: Annotated[
        str | None, typer.Option(metavar="日期/DATE", help="从这一天起 / from this day on")
    ] = None,
    in_json: AsJson = False,
) -> None:
    """列出被拒的访问与导出 / List refused accesses and exports.

    不认识的密钥只计数, 不在此列。
    Keys that nobody knows are counted only, and are not among them.
    """
    from_day = "" if since is None else Occurred(since[:10])
    with desk_of(context).reading() as office:
        entries = [
            entry
            for entry in office.access.entries(from_day)
            if not (refused and isinstance(entry.fact, AccessExported))
        ]
    if in_json:
        printing.as_json([_told(entry) for entry in entries])
    else:
        printing.table("访问记录 access", _COLUMNS, map(_row, entries))


def _row(entry: "Recorded[Any]") -> tuple[str, ...]:
    from projections.narrative_access import tell_access

    sentence = tell_access(entry.fact)
    return (_recorded(entry), entry.actor, f"{sentence.zh} / {sentence.en}")


def _told(entry: "Recorded[Any]") -> dict[str, object]:
    from projections.narrative_access import tell_access

    sentence = tell_access(entry.fact)
    return {
        "position": entry.position,
        "recorded_at": _recorded(entry),
        "actor": entry.actor,
        "told": sentence.zh,
        "told_en": sentence.en,
        "fact": entry.fact,
    }


def _recorded(entry: "Recorded[Any]") -> str:
    return entry.recorded_at.astimezone(SHANGHAI).isoformat(timespec="seconds")
