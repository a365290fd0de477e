"""The kinds of files that can be read. A new kind is one more object here, and no program."""

from adapters.devices.derived import Efficiency, MassOfRow, MeanOfHour, SpeedOfAir
from adapters.devices.mapping import Disbelieved, FileMapping, Taken
from domain.reading import QUANTITIES, Column, Quantity

GENERIC = FileMapping(
    name="generic-csv",
    zh="通用模板: 一行一次读数, 表头即物理量及其单位",
    en="The template: a reading a row, headed by quantities with their units",
    time="time",
    counter="counter",
    taken=tuple(Taken(quantity, quantity.value) for quantity in QUANTITIES),
    optional=True,
)

_MEAN_ZH = "滚动一小时平均值, 由读数可算, 不采信"
_MEAN_EN = "a mean of the hour before, which the readings give; not believed"
_MASS_ZH = "本行质量, 两位小数下恒为 0, 不采信"
_MASS_EN = "the mass of the row, which two decimals make 0; not believed"

SWITCHED_PROBE = FileMapping(
    name="switched-probe-csv",
    zh="监测平台导出: 一个探头在进口与出口之间切换, 新的在前, 时间到分钟",
    en="A platform's export: one probe switched between inlet and outlet, newest first, to the "
    "minute",
    time="创建时间",
    newest_first=True,
    minutes=True,
    switch="进口0出口1",
    zero_is_below=True,
    taken=(
        Taken(Quantity.INLET, "进口voc", side="0"),
        Taken(Quantity.OUTLET, "出口voc", side="1"),
        Taken(Quantity.AIRFLOW, "风量"),
        Taken(Quantity.TEMPERATURE, "风管内温度值"),
        Taken(Quantity.HUMIDITY, "风管内湿度值"),
        # Both are absolute, in kPa; what is lost over the carbon is inlet − outlet.
        Taken(Quantity.PRESSURE_DROP, "进口风压值", factor=1000, less="出口风压值"),
    ),
    disbelieved=(
        Disbelieved("进口voc前一小时平均值", _MEAN_ZH, _MEAN_EN, MeanOfHour(Column.INLET)),
        Disbelieved("出口voc前一小时平均值", _MEAN_ZH, _MEAN_EN, MeanOfHour(Column.OUTLET)),
        Disbelieved("进口产生量kg", _MASS_ZH, _MASS_EN, MassOfRow(Column.INLET)),
        Disbelieved("出口排放量kg", _MASS_ZH, _MASS_EN, MassOfRow(Column.OUTLET)),
        Disbelieved(
            "处理效率",
            "由两侧小时平均值得出, 其中一侧往往未测, 不采信",
            "made of the means of both sides, of which one is mostly not measured; not believed",
            Efficiency(),
        ),
        Disbelieved(
            "风管内风速值",
            "与风量同源(风量 = 风速 × 风管截面), 只用于核对",
            "the air flow is made of it (speed × cross-section); it is a check only",
            SpeedOfAir(),
        ),
        Disbelieved(
            "风管压差",
            "由两个风压得出且符号相反, 改用两个风压之差",
            "made of the two pressures with the sign reversed; their difference is used instead",
        ),
    ),
    aside=("企业名称", "设备名称", "氧气"),
)

MAPPINGS = {mapping.name: mapping for mapping in (GENERIC, SWITCHED_PROBE)}
