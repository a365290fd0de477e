"""Keep the views at the head of the log while a server runs, and finish what is rebuilt."""

from collections.abc import Generator
from contextlib import contextmanager
from threading import Event, Thread

from application.carbon_log import CarbonLog
from application.office import Office
from application.ports.followers import Followers, Form
from application.watch import FollowersWatch
from domain.refusal import Refusal

WAIT_S = 0.5
"""How long a view may be behind what another process has written, and a stop may take."""


@contextmanager
def followed(office: Office) -> Generator[None]:
    """Follow in threads of its own for as long as the context lasts.

    A view that another version of the program wrote is served as it is until it has been rebuilt.
    """
    stop = Event()
    threads = [
        Thread(target=_follow, args=(office.log, office.followers, stop), name="followers"),
        Thread(target=_finish_rebuilds, args=(office.followers, stop), name="rebuilds"),
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def _follow(log: CarbonLog, followers: Followers, stop: Event) -> None:
    reached = -1
    watch = FollowersWatch()
    while not stop.is_set():
        try:
            # What another process left without a public position would wake nobody.
            followers.seal()
            if log.wait_beyond(reached, WAIT_S):
                reached = log.head()
                watch.saw(followers.catch_up())
            watch.reached()
        except Exception as fault:
            watch.lost(fault)
            reached = -1
            stop.wait(WAIT_S)


class _Stopping(Exception):  # noqa: N818 - it breaks a rebuild off, and nothing is wrong
    """The server is going home."""


def _finish_rebuilds(followers: Followers, stop: Event) -> None:
    def go_on(*_: object) -> None:
        if stop.is_set():
            raise _Stopping

    while not stop.is_set():
        try:
            for each in followers.status():
                unfinished = each.rebuilding is not None and each.rebuilding.ours
                if unfinished or each.form is not Form.CURRENT:
                    followers.rebuild(each.follower, go_on)
        except (_Stopping, Refusal):
            return
        except Exception:
            stop.wait(WAIT_S)
        else:
            return
