"""What is said of books that are made up, to whoever looks at them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Demonstration:
    """A demonstration's note, and the address of the one that is served beside it, if one is."""

    zh: str
    en: str
    living: bool
    beside: str | None = None


WORKBOOK = Demonstration(
    "演示数据: 企业、人员与数字均为虚构, 时钟停在 2022-11-30 18:00。",
    "Demonstration data: all invented; the clock stands at 2022-11-30 18:00.",
    living=False,
)
LIVING = Demonstration(
    "活的演示区: 企业、人员与数字均为虚构, 由模拟程序按此刻的时间办理登记、上传读数。",
    "The demonstration that lives: all invented; a simulation records and reads by the clock on "
    "the wall.",
    living=True,
)
