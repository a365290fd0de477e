"""The part of the interface that writes: each act of the application as one POST."""
