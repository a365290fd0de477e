"""Names, numbers and places of an invented district in Jiaxing; all of them check themselves."""

from random import Random

from domain.enterprise import Location
from domain.identifiers import AdsorberId, CreditCode, DeviceId, TownCode

RECEIVER = "嘉善再生中心(演示)"
LABORATORY = "嘉兴演示检测有限公司"
TOWNS = tuple(
    TownCode(f"330411{town}")
    for town in ("002", "003", "004", "005", "101", "103", "104", "105", "106")
)
DISTRICT = "330411"

_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
_FIRST = ("南湖", "运河", "禾城", "秀水", "长虹", "新塍", "塘汇", "油车", "洪合", "梅里")
TRADES = {
    "涂装": "金属涂装",
    "印刷": "包装印刷",
    "家具": "家具制造",
    "电子": "电子材料",
    "塑料": "塑料制品",
}
"""What stands in a firm's name, and its industry."""
RECIPES = {
    "涂装": ("甲苯", "二甲苯", "乙酸丁酯"),
    "印刷": ("甲苯", "乙酸丁酯", "乙酸乙酯"),
    "家具": ("二甲苯", "乙酸丁酯", "丁酮"),
    "电子": ("丙二醇甲醚醋酸酯", "环己酮", "异丙醇"),
    "塑料": ("苯乙烯", "乙苯", "丙酮"),
}
"""Solvents by trade, the main one first."""


def credit_code(number: int) -> CreditCode:
    """The credit code of the district's n-th enterprise."""
    text = f"91330411MA{9_000_000 + number:07d}"
    total = sum(_CREDIT_ALPHABET.index(char) * pow(3, i, 31) for i, char in enumerate(text))
    return CreditCode(text + _CREDIT_ALPHABET[-total % 31])


def adsorber_number(plant: int) -> AdsorberId:
    """The number of the district's n-th adsorber."""
    return AdsorberId(f"TAYS{plant:05d}")


def device_number(plant: int) -> DeviceId:
    """The number of the instrument of the n-th adsorber."""
    return DeviceId(f"VOC-YS{plant:03d}")


def firm_name(trade: str, number: int) -> str:
    """What an enterprise is called."""
    return f"{_FIRST[number % len(_FIRST)]}{trade}{number}厂(演示)"


def person(rng: Random) -> str:
    """Somebody's name as paper has it."""
    return rng.choice(_SURNAMES) + rng.choice("工师经") + str(rng.randrange(10, 100))


def phone(rng: Random) -> str:
    """A number that nobody has: 139 0000 0000 to 139 0000 9999."""
    return f"1390000{rng.randrange(10_000):04d}"


def location(rng: Random) -> Location:
    """A place in the district, to about ten metres."""
    return Location(
        round(120.6 + rng.random() * 0.3, 4), round(30.65 + rng.random() * 0.2, 4), "WGS-84"
    )


def vehicle(rng: Random) -> str:
    """A lorry's number plate."""
    return f"浙F{rng.randrange(10**5):05d}"
