"""Which districts an estimator may be tuned on, and by which it is judged."""

TUNING = (101, 102, 103, 104, 105)
"""Look at these as often as you like; intervals are calibrated on them."""

REPORTING = (9001, 9002, 9003, 9004, 9005)
"""Only the report looks at these."""

assert not set(TUNING) & set(REPORTING)
