"""Readings that instruments publish by MQTT."""
