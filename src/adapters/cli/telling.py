"""Facts of the log as people and programs read them at the terminal."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from application.office import Office
    from application.ports.audit_view import Entry

PROVENANCE = {"live": "实时 live", "paper": "补录 paper", "imported": "导入 imported"}


def told(office: "Office", entry: "Entry") -> dict[str, object]:
    """One fact for programs: what, when, who, how it came, and the state after it."""
    from application.lives import state_after
    from projections.narrative import tell
    from projections.standing import stand

    recorded = entry.recorded
    sentence = tell(recorded.fact, office.reveal)
    state = stand(state_after(office.log, recorded))
    return {
        "position": recorded.position,
        "stream": recorded.stream,
        "version": recorded.version,
        "fact": entry.name,
        "occurred": recorded.fact.occurred,
        "recorded_at": recorded.recorded_at,
        "actor": recorded.actor,
        "provenance": recorded.provenance,
        "late": entry.late,
        "command_id": recorded.command_id,
        "told": sentence.zh,
        "told_en": sentence.en,
        "state": state.zh,
        "state_en": state.en,
    }


def lines(fact: dict[str, object]) -> list[str]:
    """The same for people, on a few lines."""
    came = PROVENANCE.get(str(fact["provenance"]), str(fact["provenance"]))
    late = " · 迟记 recorded late" if fact["late"] else ""
    return [
        f"{fact['position']}  {fact['occurred']}  [{fact['stream']}]  {fact['told']}",
        f"    {fact['told_en']}",
        f"    记录 recorded {fact['recorded_at']} · {fact['actor']} · {came}{late}",
        f"    → {fact['state']} / {fact['state_en']}",
    ]
