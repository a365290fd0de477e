"""Keep the views at the head of the log while a server runs."""

from collections.abc import Generator
from contextlib import contextmanager
from threading import Event, Thread

from application.carbon_log import CarbonLog
from application.office import Office
from application.ports.followers import Followers
from application.watch import FollowersWatch

WAIT_S = 0.5
"""How long a view may be behind what another process has written, and a stop may take."""


@contextmanager
def followed(office: Office) -> Generator[None]:
    """Follow in a thread of its own for as long as the context lasts."""
    stop = Event()
    thread = Thread(target=_follow, args=(office.log, office.followers, stop), name="followers")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _follow(log: CarbonLog, followers: Followers, stop: Event) -> None:
    reached = -1
    watch = FollowersWatch()
    while not stop.is_set():
        try:
            if log.wait_beyond(reached, WAIT_S):
                reached = log.head()
                watch.saw(followers.catch_up())
            watch.reached()
        except Exception as fault:
            watch.lost(fault)
            reached = -1
            stop.wait(WAIT_S)
