"""What is wrong with a key that is shown, or not shown."""

from adapters.web.problem import Kind

KEY_MISSING = Kind(
    "key-missing",
    401,
    "需要密钥",
    "A key is needed",
    "请求须带 Authorization: Bearer tgj_…; 密钥由管理员用 tanguanjia key create 发出。",
    "Send Authorization: Bearer tgj_…; keys are given out with `tanguanjia key create`.",
)
DEVICE_KEY_MISSING = Kind(
    "device-key-missing",
    401,
    "需要设备密钥",
    "The key of the device is needed",
    "请求须带 Authorization: Bearer tgd_…; 设备密钥由管理员用 tanguanjia device key 发出。",
    "Send Authorization: Bearer tgd_…; the keys of devices are given out with "
    "`tanguanjia device key`.",
)
KEY_UNKNOWN = Kind(
    "key-unknown",
    401,
    "密钥不正确",
    "Not a key of these books",
    "没有这个密钥; 请核对是否完整、大小写是否一致。",
    "There is no such key; check that it is whole, letter for letter.",
)
KEY_EXPIRED = Kind(
    "key-expired",
    401,
    "密钥已过期",
    "The key has expired",
    "密钥已过期, 请向管理员申请新的。",
    "The key has expired; ask for a new one.",
)
KEY_REVOKED = Kind(
    "key-revoked",
    401,
    "密钥已吊销",
    "The key is revoked",
    "密钥已被吊销, 请与管理员联系。",
    "The key has been revoked; ask whoever gave it out.",
)
TOO_MANY_ATTEMPTS = Kind(
    "too-many-attempts",
    429,
    "错误的密钥太多",
    "Too many wrong keys",
    "这个地址发来的错误密钥太多, 请稍后再试。",
    "Too many wrong keys came from this address; try again later.",
)

DEVICE_KEY_KINDS = (DEVICE_KEY_MISSING, KEY_UNKNOWN, TOO_MANY_ATTEMPTS)
KEY_KINDS = (KEY_MISSING, KEY_UNKNOWN, KEY_EXPIRED, KEY_REVOKED, TOO_MANY_ATTEMPTS)
