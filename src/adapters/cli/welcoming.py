"""What a server says when it has started."""

import sys
from pathlib import Path
from shutil import which

from adapters.cli import printing
from adapters.cli.desk import Desk

_THIS_MACHINE = "炭管家已启动, 只对本机开放 / 炭管家 is open, to this machine only"
_WITH_KEYS = "炭管家已启动, /v1 须带密钥 / 炭管家 is open; /v1 needs a key (Authorization: Bearer)"


def welcome(here: str, desk: Desk, *, keys: bool) -> None:
    """Say where it is, and what there is to see."""
    named = "" if desk.named is None else f" --db {desk.named}"
    flag = "--living" if desk.books.living else "--demo"
    options = f" {flag}" if desk.books.demo else named
    if desk.shown is not None:
        printing.say(desk.shown.zh, desk.shown.en)
    whom = _WITH_KEYS if keys else _THIS_MACHINE
    printing.say(
        f"{whom}: {here}/",
        "",
        "接下来可以打开 / What to open next:",
        f"  {here}/                  首页 / start here",
        f"  {here}/docs              接口说明 / the API, with examples to try",
        f"  {here}/v1/ledger         碳账 / the carbon ledger",
        f"  {here}/v1/health         健康码 / the health codes",
        f"  {here}/v1/enterprises    企业 / the enterprises",
        "",
        "在另一个窗口 / In another window:",
        f"  {_called()}{options} ledger",
        f"  {_called()}{options} health --code yellow",
        f"  {_called()}{options} verify",
        "",
        "Ctrl-C 结束 / Ctrl-C ends it",
    )


def _called() -> str:
    """The command as it can be typed here; `make run` starts it from `.venv/bin`."""
    name = "tanguanjia"
    return name if which(name) or Path(sys.argv[0]).name != name else sys.argv[0]
