"""The demonstration district: a workbook as an office keeps it, and the day on which it looks."""

from datetime import datetime
from pathlib import Path

from domain.occurred import SHANGHAI

WORKBOOK = Path(__file__).with_name("district_2022.xlsx")
"""Made up for this project, and labelled 演示数据 throughout."""

STANDS_AT = datetime(2022, 11, 30, 18, 0, tzinfo=SHANGHAI)
"""The demo's clock stands on the evening of the last day in the workbook.

The workbook counts as handed in at that moment: before it nothing was known, and asking with
`--known-at` for any earlier day rightly finds an empty book.
"""

ACTOR = "演示"
