"""The demonstration district: a workbook as an office keeps it, and the day on which it looks."""

from datetime import datetime
from pathlib import Path

from domain.health_policy import DateRule
from domain.occurred import SHANGHAI, Occurred
from domain.setting import AdoptSetting, SettingValue
from domain.setting_registry import Group

WORKBOOK = Path(__file__).with_name("district_2022.xlsx")
"""Made up for this project, and labelled 演示数据 throughout."""

ADOPTED_AT = datetime(2021, 12, 20, 10, 0, tzinfo=SHANGHAI)
"""When the district adopted its rule: before the first day in the workbook, and never backdated."""

RULE = AdoptSetting(
    Occurred.at(ADOPTED_AT),
    Group.HEALTH,
    Occurred("2022-01-01"),
    (SettingValue("binding-rules", DateRule.MONTHS),),
    "活性炭集中再生试点方案(演示)",
)
"""Carbon is replaced every three months, from the first day in the workbook on."""

HANDED_IN_AT = datetime(2022, 11, 30, 17, 0, tzinfo=SHANGHAI)
"""When the workbook counts as handed in: before it nothing was known of any carbon, so that asking
with `--known-at` for any earlier time rightly finds empty books."""

STANDS_AT = datetime(2022, 11, 30, 18, 0, tzinfo=SHANGHAI)
"""The demo's clock stands on the evening of the last day in the workbook. What is corrected in the
demo is recorded then, an hour after the workbook, and can be told from it."""

ACTOR = "演示"
