"""Why a reading is refused; the rules themselves are in `reading_rules`."""

from enum import StrEnum


class Why(StrEnum):
    """Why a row is refused."""

    FUTURE = "future"
    TOO_OLD = "too-old"
    BEFORE_INSTALLATION = "before-installation"
    NOT_MEASURED = "not-measured"
    EMPTY = "empty"
    CONTRADICTORY = "contradictory"
    SAMPLED = "sampled"

    @property
    def zh(self) -> str:
        """The sentence in Chinese."""
        return _SAID[self][0]

    @property
    def en(self) -> str:
        """The sentence in English."""
        return _SAID[self][1]


_SAID = {
    Why.FUTURE: (
        "读数时间比接收时间晚 5 分钟以上, 请校准设备时钟。",
        "The reading's time is more than 5 minutes ahead of its receipt; set the device's clock.",
    ),
    Why.TOO_OLD: (
        "读数时间太久, 已超出保存期限。",
        "The reading is older than anything that is kept.",
    ),
    Why.BEFORE_INSTALLATION: (
        "读数时间早于设备安装时间。",
        "The reading was made before the instrument was installed.",
    ),
    Why.NOT_MEASURED: (
        "包含该设备未登记测量的项目。",
        "It has a value of a quantity that this instrument is not known to measure.",
    ),
    Why.EMPTY: ("没有任何有效数值。", "It has no value at all."),
    Why.CONTRADICTORY: (
        "与同一时间已接收的读数不一致, 保留先到的。",
        "Another reading of the same time was taken in before and says otherwise; the first stays.",
    ),
    Why.SAMPLED: (
        "该日只保存均值, 不再接收原始读数。",
        "Only means are kept of that day, and readings are taken in no more.",
    ),
}
