"""The porter: tells who calls by the key that is shown, and whom to let in at which name."""

import logging
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from threading import Lock
from typing import TypeVar

from adapters.web.attempts import Attempts
from adapters.web.key_problems import (
    DEVICE_KEY_MISSING,
    KEY_EXPIRED,
    KEY_MISSING,
    KEY_REVOKED,
    KEY_UNKNOWN,
    TOO_MANY_ATTEMPTS,
)
from adapters.web.problem import BAD_REQUEST, Kind
from adapters.web.refusing import Unanswerable
from application import device_keys
from application.journal import note
from application.keys import NotRecognised, Trouble, digest_of
from application.office import Office
from domain.access import Caller, Role
from domain.identifiers import DeviceId

T = TypeVar("T")

AT_THIS_MACHINE = Caller("本机", Role.DISTRICT)
"""Who calls as long as there are no keys: whoever sits at this machine, and that is the office."""

MOST_KNOWN = 1000
"""So many keys that were good in this process are remembered by their digests."""

Headers = Iterable[tuple[bytes, bytes]]

_log = logging.getLogger(__name__)
_KINDS: Mapping[Trouble, Kind] = {
    Trouble.UNKNOWN: KEY_UNKNOWN,
    Trouble.EXPIRED: KEY_EXPIRED,
    Trouble.REVOKED: KEY_REVOKED,
}


class NotAdmitted(Unanswerable):
    """A request without a key that opens something; `caller` is whose the key once was."""

    def __init__(
        self,
        kind: Kind,
        *,
        caller: Caller | None = None,
        trouble: Trouble | None = None,
        wait_s: int | None = None,
    ) -> None:
        """Tell what is wrong with the key, and nothing of the key."""
        super().__init__(kind)
        self.caller = caller
        self.trouble = trouble
        self.wait_s = wait_s

    @property
    def headers(self) -> dict[str, str]:
        """What a client that speaks HTTP only goes by."""
        if self.wait_s is not None:
            return {"retry-after": str(self.wait_s)}
        error = "" if self.kind in {KEY_MISSING, DEVICE_KEY_MISSING} else ', error="invalid_token"'
        return {"www-authenticate": f'Bearer realm="tanguanjia"{error}'}


class Porter:
    """Stands at the door of one office. All its methods may be called from any thread."""

    def __init__(self, office: Office, allowed_hosts: frozenset[str] = frozenset()) -> None:
        """Let in, once keys are required, who names one of the hosts; any if none is named."""
        self._office = office
        self._allowed_hosts = allowed_hosts
        self._attempts = Attempts()
        self._required = False
        self._lock = Lock()
        self._good: OrderedDict[str, None] = OrderedDict()

    def keys_required(self) -> bool:
        """Whether a key was ever given out; from then on nobody is let in without one."""
        if not self._required:
            self._required = self._office.keys.ever_issued()
        return self._required

    def lets_in(self, name: str) -> bool:
        """Whether a host that is not this machine's own name may be asked for.

        Another name means a page that has pointed its own name at us (DNS rebinding), or a real
        one. The former has no key to show, so names matter only until there are keys.
        """
        if self._allowed_hosts and name not in self._allowed_hosts:
            return False
        try:
            return self.keys_required()
        except Exception as fault:
            note(
                _log, "keys-unreadable", "无法得知是否已有密钥", level=logging.WARNING, fault=fault
            )
            return False

    def caller(self, headers: Headers, address: str) -> Caller:
        """Tell who calls; raises `NotAdmitted`, or what a lost database raises."""
        shown = _shown(headers)
        if shown is None:
            if self.keys_required():
                raise NotAdmitted(KEY_MISSING)
            return AT_THIS_MACHINE
        return self._known(shown, address, self._office.keys.recognise)

    def device(self, headers: Headers, address: str) -> DeviceId:
        """Tell which instrument sends, which always needs its key; raises as `caller` does."""
        shown = _shown(headers)
        if shown is None:
            raise NotAdmitted(DEVICE_KEY_MISSING)
        return self._known(shown, address, partial(device_keys.recognise, self._office.log))

    def _known(self, shown: str, address: str, recognise: Callable[[str], T]) -> T:
        wait_s = self._attempts.wait_s(address)
        if wait_s and not self._was_good(shown):
            raise NotAdmitted(TOO_MANY_ATTEMPTS, wait_s=wait_s)
        try:
            known = recognise(shown)
        except NotRecognised as no:
            self._attempts.failed(address)
            raise NotAdmitted(_KINDS[no.trouble], caller=no.caller, trouble=no.trouble) from None
        self._remember(shown)
        return known

    def _was_good(self, shown: str) -> bool:
        """Whether a key may be tried although its address has failed too often.

        Many callers can share one address, and one who guesses must not shut out the others.
        """
        return digest_of(shown) in self._good

    def _remember(self, shown: str) -> None:
        with self._lock:
            self._good[digest_of(shown)] = None
            self._good.move_to_end(digest_of(shown))
            if len(self._good) > MOST_KNOWN:
                self._good.popitem(last=False)


def _shown(headers: Headers) -> str | None:
    """The key in the headers, if there is one; raises `Unanswerable` where there are several."""
    found = [value for name, value in headers if name.lower() == b"authorization"]
    if len(found) > 1:
        raise Unanswerable(
            BAD_REQUEST,
            detail="请求中只能有一个 Authorization。",
            detail_en="There can be one Authorization header only.",
        )
    scheme, _, key = found[0].decode("latin-1").partition(" ") if found else ("", "", "")
    return key.strip(" ") if scheme.lower() == "bearer" else None
