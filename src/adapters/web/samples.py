"""What the examples in the documentation share: the demo district, seen at the end of its day."""

from adapters.web.answer import Instant

_NOW = Instant(asked=None, moment="2022-11-30T18:00:00.000000+08:00")

VIEWED = {"as_of": _NOW, "known_at": _NOW}
