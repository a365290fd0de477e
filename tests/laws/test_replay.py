"""Replaying a life leads to where it was lived to."""

from hypothesis import example, given

from tests.lives import A_LATE_ORIGIN, A_WHOLE_LIFE, Life, live, lives
from tests.paper import DECIDERS


@given(lives())
@example(A_WHOLE_LIFE)
@example(A_LATE_ORIGIN)
def test_replaying_every_stream_gives_the_live_state(life: Life) -> None:
    log = live(life)
    streams = log.streams()
    assert streams.keys() == log.lives().keys()
    for stream, facts in streams.items():
        decider = DECIDERS[stream.partition(":")[0]]
        lived = log.lives()[stream]
        assert decider.replay(facts) == lived.state, stream
        assert len(facts) == lived.version, stream
