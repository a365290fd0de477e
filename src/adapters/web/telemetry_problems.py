"""What can be wrong with a batch of readings."""

from adapters.web.problem import Kind

UNREADABLE_READINGS = Kind(
    "unreadable-readings",
    400,
    "读数无法读取",
    "Readings that cannot be read",
    '正文须为 JSON(一个读数、读数的列表或 {"readings": […]}) 或每行一个读数的 NDJSON, UTF-8 编码。',
    'The body must be JSON (a reading, a list of them or {"readings": […]}) or NDJSON with a '
    "reading a line, in UTF-8.",
)
MISSHAPEN_READINGS = Kind(
    "misshapen-readings",
    422,
    "读数内容不合要求",
    "Readings of the wrong shape",
    "读数的字段缺失、多余或不合要求; 整批未入库。",
    "A field of a reading is missing, unknown, or not what it must be; nothing was taken in.",
)
BATCH_TOO_LARGE = Kind(
    "batch-too-large",
    413,
    "一批读数过多",
    "A batch that is too large",
    "正文(解压后)过长或行数过多; 未入库, 请分批发送。",
    "The body, unpacked, is too long or has too many rows; nothing was taken in. Send several.",
)
MEDIA_TYPE_NOT_TAKEN = Kind(
    "telemetry-media-type",
    415,
    "不支持的内容类型",
    "A media type that is not read",
    "正文须为 application/json 或 application/x-ndjson(UTF-8), 可用 gzip 压缩。",
    "The body must be application/json or application/x-ndjson in UTF-8; gzip is understood.",
)
INTAKE_BUSY = Kind(
    "intake-busy",
    429,
    "入库繁忙",
    "The intake is busy",
    "等待入库的批次过多, 请按 Retry-After 稍后再发; 未入库。",
    "Too many batches wait to be taken in; send it again after Retry-After. Nothing was taken in.",
)
NOT_KEPT = Kind(
    "readings-not-kept",
    503,
    "读数暂时无法保存",
    "Readings cannot be kept",
    "读数暂时无法保存, 请按 Retry-After 稍后重发; 重发不会重复入库。",
    "Readings cannot be kept at the moment; send them again after Retry-After, which repeats "
    "nothing.",
)

KINDS_OF_TELEMETRY = (
    UNREADABLE_READINGS,
    MISSHAPEN_READINGS,
    BATCH_TOO_LARGE,
    MEDIA_TYPE_NOT_TAKEN,
    INTAKE_BUSY,
    NOT_KEPT,
)
