"""The demonstration district: a workbook as an office keeps it, and the day on which it looks."""

from datetime import datetime
from pathlib import Path

from domain.occurred import SHANGHAI

WORKBOOK = Path(__file__).with_name("district_2022.xlsx")
"""Made up for this project, and labelled 演示数据 throughout."""

HANDED_IN_AT = datetime(2022, 11, 30, 17, 0, tzinfo=SHANGHAI)
"""When the workbook counts as handed in: before it nothing was known, so that asking with
`--known-at` for any earlier time rightly finds an empty book."""

STANDS_AT = datetime(2022, 11, 30, 18, 0, tzinfo=SHANGHAI)
"""The demo's clock stands on the evening of the last day in the workbook. What is corrected in the
demo is recorded then, an hour after the workbook, and can be told from it."""

ACTOR = "演示"
