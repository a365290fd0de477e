"""An invented district in Jiaxing: its towns, and names and numbers that check themselves."""

from collections.abc import Callable
from random import Random

from domain.enterprise import Location
from domain.identifiers import AdsorberId, CreditCode, TownCode
from domain.personal import Contact, Personal

TOWNS = tuple(
    TownCode(f"330411{town}")
    for town in ("002", "003", "004", "005", "101", "103", "104", "105", "106")
)
RECEIVER = "嘉善再生中心(演示)"

Seal = Callable[[str, str, str | None], Personal]
"""Seals a text within a scope; the third is the name of its person where the text is not that."""

_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
_FIRST = ("洛东", "恒达", "佳美", "华盛", "永固", "新源", "德隆", "宏图", "锦程", "瑞丰")
_TRADES = (
    ("家具", "家具制造"),
    ("印务", "包装印刷"),
    ("电子", "电子材料"),
    ("涂装", "金属涂装"),
    ("新材料", "塑料制品"),
    ("皮革", "制鞋"),
)
SOLVENTS = ("甲苯", "二甲苯", "丁酮", "乙酸乙酯", "异丙醇")


def credit_code(number: int) -> CreditCode:
    """The credit code of the district's n-th enterprise."""
    text = f"91330411MA{number:07d}"
    total = sum(_CREDIT_ALPHABET.index(char) * pow(3, i, 31) for i, char in enumerate(text))
    return CreditCode(text + _CREDIT_ALPHABET[-total % 31])


def adsorber_number(enterprise: int, adsorber: int) -> AdsorberId:
    """The number of an enterprise's n-th adsorber."""
    return AdsorberId(f"TA{enterprise:05d}{adsorber:03d}")


def firm_name(rng: Random, number: int) -> tuple[str, str]:
    """What an enterprise is called, and its trade."""
    what, trade = rng.choice(_TRADES)
    return f"嘉兴{rng.choice(_FIRST)}{number}{what}有限公司", trade


def location(rng: Random) -> Location:
    """A place in the district, to about ten metres."""
    return Location(
        round(120.6 + rng.random() * 0.3, 4), round(30.5 + rng.random() * 0.3, 4), "WGS-84"
    )


def person(rng: Random) -> str:
    """Somebody's name as paper has it."""
    return rng.choice(_SURNAMES) + rng.choice("工师经") + str(rng.randrange(10, 100))


def contact(rng: Random, seal: Seal, scope: str) -> Contact:
    """Somebody to call at an enterprise."""
    name = person(rng)
    phone = f"139{rng.randrange(10**8):08d}"
    return Contact(seal(scope, name, None), seal(scope, phone, name))


def vehicle(rng: Random) -> str:
    """A lorry's number plate."""
    return f"浙F{rng.randrange(10**5):05d}"
