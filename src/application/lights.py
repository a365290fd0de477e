"""The lights of the examination: what is looked at, what red means, and the way out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from application.ports.followers import Following
from application.ports.log_keeping import Standing
from application.premises import Premises, Safekeeping
from domain.quantities import kilograms

LITTLE_SPACE_BYTES = 500 * 1024 * 1024
"""Less free disk than this is worth a red light. Chosen."""
MOST_LAG = 1000
"""A view that is further behind the log than this cannot be relied on. Chosen."""
BACKUP_DAYS = 7
"""After so many days without a back-up too much would have to be entered again. Chosen."""
_OTHERS_MAY = 0o077
_NAMED = 10


@dataclass(frozen=True, slots=True)
class Light:
    """One thing looked at: green or red, what was found, and for red what it means and what to do.

    `name` is lasting, for programs; a view's is `follower-` and its name.
    """

    name: str
    zh: str
    en: str
    green: bool
    found: str
    meaning_zh: str = ""
    meaning_en: str = ""
    advice_zh: str = ""
    advice_en: str = ""


def database(premises: Premises) -> Light:
    """The database has answered."""
    return Light(
        "database", "数据库可访问", "database reachable", green=True, found=premises.address
    )


def schema(of_database: int, of_program: int) -> Light:
    """The schema is the one that this program knows."""
    return Light(
        "schema",
        "库结构版本",
        "schema version",
        of_database == of_program,
        f"数据库 database {of_database}, 程序 program {of_program}",
        "数据库由另一个版本的程序写成, 本版本可能读错或写坏",
        "another version of the program has written this database; this one may misread it",
        "请使用版本号相同或更新的程序, 重新打开账册; 不能退回旧的库结构",
        "open the books with that version or a later one; there is no way back to an older schema",
    )


def guards(premises: Premises) -> Light:
    """The log refuses changes."""
    return Light(
        "guards",
        "日志只增不改(触发器)",
        "the log is append-only (triggers)",
        not premises.unguarded,
        f"缺失 missing: {', '.join(premises.unguarded)}" if premises.unguarded else "fact, command",
        "触发器缺失的表可以被改动而不留痕迹, 日志可能已被改动",
        "tables without their triggers can be changed without a trace; the log may have been",
        "请与备份逐条核对并运行 verify; 确认无误后从备份恢复触发器完整的数据库",
        "compare with a back-up and run verify; restore from a back-up that still has the triggers",
    )


def durability(premises: Premises) -> Light:
    """A power cut takes nothing that was acknowledged."""
    return Light(
        "durability",
        "断电不丢已确认的记录",
        "acknowledged facts survive a power cut",
        premises.durable,
        premises.durability,
        "断电或死机会丢失最近已确认的记录, 或损坏数据库",
        "a power cut or crash can lose what was acknowledged last, or damage the database",
        "请在数据库设置中恢复 fsync、synchronous_commit、full_page_writes 为 on",
        "set fsync, synchronous_commit and full_page_writes to on in the database's settings",
    )


def space(free_bytes: int) -> Light:
    """There is room to write."""
    return Light(
        "space",
        "磁盘空间",
        "disk space",
        free_bytes >= LITTLE_SPACE_BYTES,
        f"剩余 free {_size(free_bytes)}, 至少 at least {_size(LITTLE_SPACE_BYTES)}",
        "磁盘写满后不能再记账; 已记的不受影响",
        "with a full disk nothing more can be recorded; what is recorded stays",
        "请腾出空间或换更大的磁盘",
        "make room, or move to a larger disk",
    )


def secret(kept: Safekeeping) -> Light:
    """The secret is its owner's alone."""
    return Light(
        "secret",
        "密钥文件",
        "the secret's file",
        not kept.mode & _OTHERS_MAY,
        f"{kept.secret}, 权限 mode {kept.mode:04o}",
        "本机其他用户可以读取密钥; 谁有密钥和数据库, 谁就能读出姓名和电话",
        "other users of this machine can read it; with it the database gives away names and phones",
        f"请运行 chmod 600 {kept.secret}, 并检查备份中的权限",
        f"run chmod 600 {kept.secret}, and look at its back-up as well",
    )


def order(standing: Standing) -> Light:
    """The log holds all that was published. One that stands below its mark is not even opened."""
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
        "账册比已公开的少, 多半恢复了旧备份; 其后的记录已不在其中",
        "the log holds less than was published, most likely since an older back-up was restored",
        "请先找更新的备份; 确已无法找回时, 运行 tanguanjia log status 查看并用 log continue 继续",
        "look for a newer back-up; if there is none, see tanguanjia log status and log continue",
    )


def view(following: Following, found_lag: int, trouble: str | None) -> Light:
    """A view is at the head of the log."""
    stopped = following.obstacle
    again = f"tanguanjia projections retry {following.follower}"
    told = f"位置 position {following.position}, 发现时落后 behind when found {found_lag}"
    if stopped is not None:
        told = (
            f"停在 stopped at {stopped.position} {stopped.name}: {stopped.reason}; "
            f"落后 behind {following.lag}"
        )
    elif following.lag:
        told += f", 现落后 behind now {following.lag}" + (f" ({trouble})" if trouble else "")
    behind = following.lag > MOST_LAG or (trouble is not None and following.lag > 0)
    return Light(
        f"follower-{following.follower}",
        f"视图 {following.follower}",
        f"view {following.follower}",
        stopped is None and not behind,
        told,
        "由该视图读出的数字停在所示位置, 其后的记录都不在其中; 日志和其他视图不受影响",
        "what is read from this view stands where it is shown to have stopped and lacks all that "
        "was recorded later; the log and the other views are not affected",
        f"停在某条事实上时, 请升级程序, 再运行 {again}; 仅仅落后时, 请查看磁盘与服务日志",
        f"where it stopped at a fact, upgrade and run {again}; where it is only behind, look at "
        "the disk and at the server's log",
    )


def closing(difference_g: int, position: int) -> Light:
    """What came in is what is there and what went out."""
    return Light(
        "balance",
        "物料守恒(平衡差为 0)",
        "carbon is conserved (closing difference 0)",
        not difference_g,
        f"{kilograms(difference_g)} kg, 至位置 up to {position}",
        "总账两种算法不相等: 有记录缺失或视图被改动, 合计数不可用",
        "two ways of adding up the books disagree: a record is missing or a view was changed, so "
        "the totals cannot be used",
        "请运行 verify; 视图与日志不符时运行 projections rebuild, 相符时用 "
        "export ledger --by object 找出对象",
        "run verify; if a view differs from the log, run projections rebuild, else find the object "
        "with export ledger --by object",
    )


def accounts(unbalanced: Sequence[str], position: int) -> Light:
    """Every object balances by itself."""
    named = ", ".join(unbalanced[:_NAMED]) + (" …" if len(unbalanced) > _NAMED else "")
    return Light(
        "accounts",
        "每个对象收发存相平",
        "every object balances",
        not unbalanced,
        f"不平 unbalanced {len(unbalanced)}, 至位置 up to {position}"
        + (f": {named}" if named else ""),
        "所列对象流出的多于流入的, 或数字被改动",
        "more left these objects than went into them, or a figure was changed",
        "请用 custody 与 replay 查看所列对象, 并运行 verify",
        "look at them with custody and replay, and run verify",
    )


def clock(kept: Safekeeping, now: datetime) -> Light:
    """Nothing was recorded in what is still the future."""
    found = f"{now:%Y-%m-%d %H:%M %Z}"
    if kept.ahead:
        found += f", 超前的记录 recorded ahead {kept.ahead}, 最后 last {kept.last_recorded_at}"
    return Light(
        "clock",
        "时钟",
        "clock",
        not kept.ahead,
        found,
        "有记录的记录时间晚于现在: 时钟曾走快或刚被拨回; 在时钟走过该时间之前, 查询看不到这些记录",
        "facts are recorded at times still to come: the clock was fast, or has been put back; "
        "until it has passed those times, no question shows these facts",
        "请校准时钟(NTP); 时钟正确时等待即可, 或查询时用 --known-at 指明更晚的时间",
        "set the clock right (NTP); if it is right, wait, or ask with a later --known-at",
    )


def backup(kept: Safekeeping, age: timedelta) -> Light:
    """A recent back-up was taken by this program."""
    last = "无 none"
    if kept.backed_up_at is not None:
        last = f"{kept.backed_up_at[:16]}, 至位置 up to {kept.backed_up_position}"
    return Light(
        "backup",
        "备份",
        "back-up",
        age <= timedelta(days=BACKUP_DAYS),
        f"最近 last {last}, {age.days} 天 days",
        f"超过 {BACKUP_DAYS} 天没有用 tanguanjia backup 备份; 磁盘损坏会丢失其后的全部记录",
        f"no tanguanjia backup for more than {BACKUP_DAYS} days; a broken disk would take "
        "everything recorded since",
        "请运行 tanguanjia backup 文件, 存到另一块磁盘, 并另存密钥文件",
        "run tanguanjia backup FILE onto another disk, and keep the secret's file as well",
    )


def _size(size_bytes: int) -> str:
    return f"{size_bytes / 1024**3:.1f} GiB"
