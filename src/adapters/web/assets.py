"""Style and icon of the pages: our own, under an address that changes with their contents."""

from functools import cache
from hashlib import sha256
from importlib.resources import files

from litestar import Response, get
from litestar.params import FromPath

from adapters.web.problem import NO_SUCH_PATH
from adapters.web.refusing import Unanswerable

MEDIA_TYPES = {"pages.css": "text/css", "icon.svg": "image/svg+xml"}

_FOREVER = {"cache-control": "public, max-age=31536000, immutable"}


def address(name: str) -> str:
    """Where an asset is served; other contents get another address, so it may be kept for ever."""
    return f"/assets/{_digest(name)}/{name}"


@get("/assets/{digest:str}/{name:str}", include_in_schema=False, sync_to_thread=False)
def asset(digest: FromPath[str], name: FromPath[str]) -> Response[bytes]:
    """Serve an asset."""
    if name not in MEDIA_TYPES or digest != _digest(name):
        raise Unanswerable(NO_SUCH_PATH)
    return Response(_content(name), media_type=MEDIA_TYPES[name], headers=_FOREVER)


@cache
def _content(name: str) -> bytes:
    return (files("adapters.web") / "assets" / name).read_bytes()


@cache
def _digest(name: str) -> str:
    return sha256(_content(name)).hexdigest()[:12]
