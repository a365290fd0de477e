"""What can be wrong with following the log."""

from collections.abc import Mapping

from adapters.web.problem import Kind
from adapters.web.refusing import Unanswerable

PLACE_BEYOND_HEAD = Kind(
    "place-beyond-head",
    409,
    "位置超出总账",
    "A place beyond the log",
    "总账还没有到这个位置: 账册可能已从备份恢复, 或这个位置属于另一套账册; 请核对事件的 source, "
    "并向管理员询问丢失的范围(tanguanjia log status)。",
    "The log does not reach that place: it was restored from a back-up, or the place is another "
    "installation's. Compare the source of your events, and ask which range was lost "
    "(`tanguanjia log status`).",
)
TOO_MANY_STREAMS = Kind(
    "too-many-streams",
    429,
    "同时打开的流太多",
    "Too many open streams",
    "同一调用者同时打开的流太多; 请先关闭一条, 或按 Retry-After 稍后再试。",
    "A caller can keep only so many streams open; close one, or try again after Retry-After.",
)

KINDS_OF_FOLLOWING = (PLACE_BEYOND_HEAD, TOO_MANY_STREAMS)


class TooManyStreams(Unanswerable):
    """A stream that its caller may not open beside those he has open."""

    def __init__(self, most: int, retry_s: int) -> None:
        """Tell how many he may have, and when one that was cut off will have been noticed."""
        super().__init__(TOO_MANY_STREAMS, facts={"most": most})
        self._retry_s = retry_s

    @property
    def headers(self) -> Mapping[str, str]:
        """When to come again."""
        return {"retry-after": str(self._retry_s)}
