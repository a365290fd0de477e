"""Is the office in order? One light for each thing that can be wrong, with what to do about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from application.office import Office
from application.ports.followers import Following
from application.ports.log_keeping import Standing
from application.premises import Premises
from domain.quantities import kilograms

LITTLE_SPACE_BYTES = 500 * 1024 * 1024
"""Less free disk than this is worth a red light. Chosen."""


@dataclass(frozen=True, slots=True)
class Light:
    """One thing looked at: green or red, what was found, and the way out in both languages."""

    name: str
    zh: str
    en: str
    green: bool
    found: str
    advice_zh: str = ""
    advice_en: str = ""


def examine(office: Office) -> Iterator[Light]:
    """Look at everything; nothing is changed. Raises `Refusal` where the database is gone."""
    premises = office.survey()
    yield Light(
        "database", "数据库可访问", "database reachable", green=True, found=premises.address
    )
    yield _schema(premises)
    yield _guards(premises)
    yield _durability(premises)
    if premises.free_bytes is not None:
        yield _space(premises.free_bytes)
    yield _order(office.keeping.standing())
    yield from _following(office.followers.status())
    yield _balance(office)
    yield Light(
        "clock", "时钟", "clock", green=True, found=f"{office.clock.now():%Y-%m-%d %H:%M %Z}"
    )


def _schema(premises: Premises) -> Light:
    return Light(
        "schema",
        "库结构版本",
        "schema version",
        premises.schema == premises.schema_of_program,
        f"{premises.schema} / {premises.schema_of_program}",
        "重新打开账册会自动升级",
        "opening the books again brings it up to date",
    )


def _guards(premises: Premises) -> Light:
    return Light(
        "guards",
        "日志只增不改(触发器)",
        "the log is append-only (triggers)",
        not premises.unguarded,
        ", ".join(premises.unguarded) or "fact, command",
        "触发器缺失, 日志可能已被改动: 请从备份核对, 并运行 verify",
        "triggers are missing, the log may have been changed: compare with a backup, run verify",
    )


def _durability(premises: Premises) -> Light:
    return Light(
        "durability",
        "断电不丢已确认的记录",
        "acknowledged facts survive a power cut",
        premises.durable,
        premises.durability,
        "请在数据库设置中恢复 fsync / synchronous_commit",
        "turn fsync and synchronous_commit on again in the database's settings",
    )


def _space(free_bytes: int) -> Light:
    return Light(
        "space",
        "磁盘空间",
        "disk space",
        free_bytes >= LITTLE_SPACE_BYTES,
        f"{free_bytes / 1024**3:.1f} GiB",
        "请清理磁盘; 磁盘写满时不会再记账, 已记的不受影响",
        "make room; with a full disk nothing more is recorded, what is recorded stays",
    )


def _order(standing: Standing) -> Light:
    """Books that stand below their mark are not even opened; this light is for what can be told."""
    lost = [each.lost for each in standing.epochs if each.lost is not None]
    gaps = "".join(f", 缺 lost {first}–{last}" for first, last in lost)
    mark = standing.mark or 0
    return Light(
        "order",
        "公开位置(高水位、纪元)",
        "public positions (mark, epoch)",
        standing.position >= mark or any(last >= mark for _, last in lost),
        f"{standing.ordering.value}, {standing.position}, 高水位 mark {mark}, "
        f"纪元 epoch {standing.epoch}, 待封号 unsealed {standing.unsealed}{gaps}",
        "账册比已公开的少: 请找更新的备份, 或运行 log status 查看",
        "the log holds less than was published: look for a newer back-up, and run log status",
    )


def _following(statuses: Sequence[Following]) -> Iterator[Light]:
    for each in statuses:
        stopped = each.obstacle
        found = f"{each.position}, 落后 lag {each.lag}"
        if stopped is not None:
            found = f"停在 stopped at {stopped.position} {stopped.name}: {stopped.reason}"
        again = f"tanguanjia projections retry {each.follower}"
        yield Light(
            f"follower-{each.follower}",
            f"视图 {each.follower}",
            f"view {each.follower}",
            stopped is None,
            found,
            f"该视图停在无法处理的事实上, 其他视图不受影响; 请升级程序, 再运行 {again}",
            "this view has stopped at a fact it cannot digest, the others go on; upgrade, and run "
            f"{again}",
        )


def _balance(office: Office) -> Light:
    at = office.viewpoint()
    difference_g = office.ledger.totals(at).closing_difference_g
    unbalanced = [account.object for account in office.ledger.unbalanced(at)]
    return Light(
        "balance",
        "物料守恒(平衡差为 0)",
        "carbon is conserved (closing difference 0)",
        not difference_g and not unbalanced,
        f"{kilograms(difference_g)} kg" + "".join(f", {each}" for each in unbalanced[:10]),
        "所列对象的收发存不平, 请用 replay 查看, 并运行 verify",
        "the objects named do not balance; look at them with replay, and run verify",
    )
