"""What people are told of alerts, in texts that fit one SMS: 70 characters of UCS-2.

中文 goes out as UCS-2, two bytes a character and 140 bytes a message (3GPP TS 23.038 §4, TS 23.040
§9.2.3.24); a character beyond the basic plane counts twice. Signature and link count as well.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.alert import Matter
from domain.occurred import Occurred
from domain.refusal import Refusal

MOST = 70
SIGNATURE = "【炭管家】"
MOST_LINK = 36
"""So long a link may be that something can be said beside it. Chosen."""
PATH = "/a/"
_CODE = "0123456789abcdefghijklmnopqrstuvwxyz"

TEXTS: dict[Matter, str] = {
    Matter.YELLOW: "{firm}{bed}{why}, 已转黄码, 请及时处理",
    Matter.ORANGE: "{firm}{bed}{why}, 橙码, 请立即处理",
    Matter.RED: "{firm}{bed}{why}, 红码, 请督促处理",
    Matter.FIRE: "着火风险! {firm}{bed}炭层过热, 请立即停机处置",
    Matter.DELAYED: "{firm}{bed}已预约换炭而清运延误, 请尽快清运",
    Matter.RECOVERED: "{firm}{bed}预警已解除, 现为绿码",
    Matter.REMINDER: "提醒: {firm}{bed}应于{day}前换炭",
}
"""The templates, by matter; a gateway has them approved under these names."""

_WHY: dict[str, dict[Matter, str]] = {
    "binding-date": {
        Matter.YELLOW: "临近更换期限",
        Matter.ORANGE: "已到更换期限",
        Matter.RED: "超期未换炭",
    },
    "saturation": {
        Matter.YELLOW: "炭接近饱和",
        Matter.ORANGE: "炭已饱和",
        Matter.RED: "炭饱和未更换",
    },
    "breakthrough-soon": {Matter.YELLOW: "预计即将穿透"},
    "outlet-exceedance": {Matter.ORANGE: "出口持续超标", Matter.RED: "出口超标未处理"},
    "data-missing": dict.fromkeys(Matter, "监测数据缺失"),
    "data-implausible": dict.fromkeys(Matter, "监测数据异常"),
    "to-be-verified": dict.fromkeys(Matter, "换炭待核实"),
    "under-filled": dict.fromkeys(Matter, "填装量不足"),
    "iodine-below-floor": dict.fromkeys(Matter, "炭质不达标"),
    "certificate-missing": dict.fromkeys(Matter, "缺炭质检测报告"),
    "certificate-reused": dict.fromkeys(Matter, "检测报告重复使用"),
    "inlet-temperature": dict.fromkeys(Matter, "进口温度过高"),
    "humidity": dict.fromkeys(Matter, "进口湿度过高"),
    "face-velocity": dict.fromkeys(Matter, "过炭风速过高"),
}
"""In a few characters what the gravest reason is; its numbers stand behind the link."""
_OTHERWISE = "健康码异常"


def why_of(matter: Matter, rules: Sequence[str]) -> str:
    """The gravest reason that has a name, in a few characters; `rules` by their gravity."""
    named = (_WHY[rule][matter] for rule in rules if matter in _WHY.get(rule, {}))
    return next(named, _OTHERWISE)


_END = "有限责任公司", "股份有限公司", "有限公司"
_ASIDE = re.compile(r"[（(][^）)]*[）)]")
_LEAST_FIRM, _LEAST_BED = 2, 4


class UnusablePublicUrl(Refusal):
    """TANGUANJIA_PUBLIC_URL 应为 http(s)://主机[:端口], 不超过 26 个字符, 以便放进一条短信。

    TANGUANJIA_PUBLIC_URL is http(s)://host[:port] in at most 26 characters, so that it fits into a
    text message.
    """


_BASE = re.compile(r"https?://[a-z0-9.:-]+")
_MOST_BASE = 26


@dataclass(frozen=True, slots=True)
class Links:
    """Where alerts are looked at; an empty base makes texts without links."""

    base: str = ""

    @classmethod
    def to(cls, url: str) -> "Links":
        """Use a base address; raises `UnusablePublicUrl`."""
        base = url.rstrip("/")
        if base and not (_BASE.fullmatch(base) and len(base) <= _MOST_BASE):
            raise UnusablePublicUrl(url=url)
        return cls(base)

    def of(self, number: int) -> str:
        """The address of an alert by its number; where that is too long, of the front page."""
        link = f"{self.base}{PATH}{spelled(number)}" if self.base else ""
        return link if len(link) <= MOST_LINK else self.base


def spelled(number: int) -> str:
    """A number in digits and small letters: 46655 is `zzz`."""
    digits = ""
    while number:
        number, digit = divmod(number, len(_CODE))
        digits = _CODE[digit] + digits
    return digits or "0"


def number_spelled(code: str) -> int | None:
    """The same the other way; None for what is no such code."""
    if not re.fullmatch(r"[0-9a-z]{1,12}", code):
        return None
    return int(code, len(_CODE))


def units(text: str) -> int:
    """How many of the 70 places a text takes."""
    return len(text.encode("utf-16-be")) // 2


def text_about(
    matter: Matter, firm: str, bed: str, link: str, day: Occurred | None = None, why: str = ""
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The text about a bed of an enterprise, and its parameters; names are shortened to fit."""
    said = "" if day is None else f"{day.day.month}月{day.day.day}日"
    frame = TEXTS[matter].format(firm="", bed="", day=said, why=why)
    left = MOST - units(f"{SIGNATURE}{frame} {link}" if link else f"{SIGNATURE}{frame}")
    firm, bed = _fitted(_plain(firm), _plain(bed), left)
    parameters = (("firm", firm), ("bed", bed), ("why", why), ("day", said), ("link", link))
    text = SIGNATURE + TEXTS[matter].format(firm=firm, bed=bed, day=said, why=why)
    return (f"{text} {link}" if link else text), parameters


def _plain(name: str) -> str:
    """A name on one line, without what a handset cannot show or would take for our signature."""
    kept = (char if char.isprintable() and char not in "【】" else " " for char in name)
    return " ".join("".join(kept).encode("utf-16", "ignore").decode("utf-16").split())


def _fitted(firm: str, bed: str, left: int) -> tuple[str, str]:
    """Shorten what is longest: first what every firm is called, then the middle of the number."""
    if units(firm + bed) <= left:
        return firm, bed
    firm = _shortened(firm)
    if units(firm + bed) <= left:
        return firm, bed
    bed = _ended(bed, max(_LEAST_BED, left - units(firm), left // 2))
    return _begun(firm, left - units(bed)), bed


def _shortened(firm: str) -> str:
    short = _ASIDE.sub("", firm)
    for end in _END:
        short = short.removesuffix(end)
    return short if len(short) >= _LEAST_FIRM else firm


def _begun(text: str, places: int) -> str:
    if units(text) <= places:
        return text
    while text and units(text) > places - 1:
        text = text[:-1]
    return f"{text}…" if places > 0 else ""


def _ended(text: str, places: int) -> str:
    if units(text) <= places:
        return text
    while text and units(text) > places - 1:
        text = text[1:]
    return f"…{text}"
