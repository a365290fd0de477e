"""A charge's saturation drawn into a file, by matplotlib.

An SVG keeps its letters, so that whoever looks at it draws them; into a PNG they are drawn here,
and where this computer has no font for 中文 the labels are English alone.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings, filterwarnings

from adapters.cli.charge_drawing import Curve
from domain.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

FORMATS = (".svg", ".png")
_CHINESE_FONTS = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Microsoft YaHei",
    "SimHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "Heiti SC",
    "Arial Unicode MS",
)
_LABELS = {
    "saturation": ("饱和度", "saturation, %"),
    "binding": ("约束日期", "binding date"),
    "middle": ("穿透, 一半可能", "breakthrough, as likely as not"),
    "band": ("90 % 区间", "90 % interval"),
}


class UnknownPlotFormat(Refusal):
    """图只能画成 .svg 或 .png 文件。

    A plot is drawn into an .svg or a .png file.
    """


def must_be_plottable(file: Path) -> None:
    """Raises `UnknownPlotFormat`."""
    if file.suffix.lower() not in FORMATS:
        raise UnknownPlotFormat(file=file.name)


def plot(file: Path, title: str, curve: Curve) -> None:
    """Draw the curve; its marks are the date that binds and the day of breakthrough, in order."""
    # Drawing is rare, and the library takes a second to load.
    import matplotlib

    library: Any = matplotlib  # its types have gaps
    library.use("Agg")
    from matplotlib import font_manager, pyplot

    fonts: Any = font_manager
    chinese = _chinese_font(each.name for each in fonts.fontManager.ttflist)
    as_text = file.suffix.lower() == ".svg"
    style = {
        "svg.fonttype": "none",
        "svg.hashsalt": "tanguanjia",
        "font.family": ["sans-serif"],
        "font.sans-serif": [*([chinese] if chinese else []), "DejaVu Sans"],
        "axes.spines.top": False,
        "axes.spines.right": False,
    }
    with library.rc_context(style), catch_warnings():
        if as_text:
            # Letters that stay letters need no font here; only their width is guessed.
            filterwarnings("ignore", "Glyph .* missing")
        _draw(pyplot, file, title, curve, in_chinese=as_text or chinese is not None)


def _chinese_font(installed: "Iterable[str]") -> str | None:
    there = set(installed)
    return next((font for font in _CHINESE_FONTS if font in there), None)


def _draw(pyplot: Any, file: Path, title: str, curve: Curve, *, in_chinese: bool) -> None:
    label = {name: f"{zh} {en}" if in_chinese else en for name, (zh, en) in _LABELS.items()}
    figure, axes = pyplot.subplots(figsize=(9, 4.5), layout="constrained")
    days = [point.day for point in curve.points]
    axes.fill_between(
        days,
        [point.low for point in curve.points],
        [point.high for point in curve.points],
        alpha=0.2,
        linewidth=0,
        label=label["band"],
    )
    axes.plot(days, [point.middle for point in curve.points], marker=".")
    for mark, name, style in zip(curve.marks, ("binding", "middle"), ("-", "--"), strict=False):
        axes.axvline(mark, color="0.4", linestyle=style, label=f"{label[name]} {mark}")
    axes.set_xlim(curve.started, curve.last)
    axes.set_ylim(0, curve.top)
    axes.set_ylabel(label["saturation"])
    axes.set_title(title, loc="left")
    axes.legend(loc="upper left", frameon=False)
    figure.autofmt_xdate()
    # Without a date, the same charge gives the same file.
    unnamed = {"Date": None, "Creator": None} if file.suffix.lower() == ".svg" else None
    figure.savefig(file, metadata=unnamed)
    pyplot.close(figure)
