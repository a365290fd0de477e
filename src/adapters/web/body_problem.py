"""What can be wrong with a request that has a body, and with asking too often."""

from adapters.web.problem import Kind

UNREADABLE_BODY = Kind(
    "unreadable-body",
    400,
    "正文无法读取",
    "A body that cannot be read",
    "正文须为一个 JSON 对象, UTF-8 编码, 不带 BOM, 同一对象中字段不重复。",
    "The body must be one JSON object in UTF-8 without a byte order mark, no field given twice.",
)
BAD_HEADER = Kind(
    "bad-header",
    400,
    "请求头不正确",
    "A header is not right",
    "请求头缺失、重复或不合要求。",
    "A header is missing, given more than once, or not what it must be.",
)
TOO_LARGE = Kind(
    "body-too-large",
    413,
    "正文过大",
    "A body that is too large",
    "正文超过允许的长度, 未读完即拒绝。",
    "The body is longer than allowed; it was refused without being read to its end.",
)
MEDIA_TYPE_NOT_READ = Kind(
    "unsupported-media-type",
    415,
    "不支持的内容类型",
    "A media type that is not read",
    "正文须为 application/json(UTF-8), 不压缩。",
    "The body must be application/json in UTF-8, not compressed.",
)
MISSHAPEN_BODY = Kind(
    "misshapen-body",
    422,
    "正文内容不合要求",
    "A body of the wrong shape",
    "正文中的字段缺失、多余或不合要求。",
    "A field of the body is missing, unknown, or not what it must be.",
)
TOO_MANY = Kind(
    "too-many-requests",
    429,
    "请求过于频繁",
    "Too many requests",
    "请求过于频繁, 请按 Retry-After 稍后再试; 未记账。",
    "There are too many requests; try again after Retry-After. Nothing was recorded.",
)

KINDS_OF_WRITING = (
    UNREADABLE_BODY,
    BAD_HEADER,
    TOO_LARGE,
    MEDIA_TYPE_NOT_READ,
    MISSHAPEN_BODY,
    TOO_MANY,
)
