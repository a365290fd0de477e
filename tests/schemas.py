"""Holding values to JSON Schemas, with a validator that is not ours."""

from typing import Any

from jsonschema_rs import Draft7Validator, Draft202012Validator, meta

from application.ports.event_types import DIALECT


def faults(value: Any, schema: Any) -> list[str]:
    """Say where and why a value is not what a schema wants, formats included."""
    validator = Draft202012Validator(schema, validate_formats=True)
    return [f"{fault.instance_path}: {fault.message}" for fault in validator.iter_errors(value)]


def faults_in_draft_7(value: Any, schema: Any) -> list[str]:
    """Say the same for readers who know an older dialect."""
    plain = {name: part for name, part in schema.items() if name != "$id"}
    validator = Draft7Validator(plain, validate_formats=True)
    return [f"{fault.instance_path}: {fault.message}" for fault in validator.iter_errors(value)]


def is_schema(schema: Any) -> bool:
    """Whether this is a JSON Schema 2020-12 at all."""
    return meta.is_valid({"$schema": DIALECT, **schema})
