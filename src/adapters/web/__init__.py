"""The API and its pages, served to this machine only."""
