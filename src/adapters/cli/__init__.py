"""The command `tanguanjia`, for people at a terminal and for scripts."""
