"""One operation that writes, on the reference page: what to send, as a command that can be run."""

import json
from typing import Any
from urllib.parse import quote

from adapters.web.docs_operation import described_answer, described_errors, described_parameters
from adapters.web.docs_schema import type_of
from adapters.web.markup import Html, tag
from adapters.web.page import both, english, prose
from adapters.web.writing.headers import KEY

Operation = dict[str, Any]

HERE = "http://127.0.0.1:8000"
"""Where it is served unless another port is asked for."""


def described_command(path: str, operation: Operation, here: str) -> Html:
    """Describe an operation that writes, at the address under which the page was asked for."""
    return tag(
        "section",
        tag("h3", both(operation["summary"])),
        tag("p", tag("span", "POST", class_="method"), " ", tag("code", path), class_="path"),
        prose(operation.get("description", "")),
        _try(path, operation, here),
        described_parameters(operation),
        described_answer(operation["responses"]["201"], "201"),
        described_errors(operation["responses"]),
        class_="operation",
        id=operation["operationId"],
    )


def example_body(operation: Operation) -> dict[str, Any]:
    """The example's body."""
    return _content(operation)["examples"]["example"]["value"]


def example_path(path: str, operation: Operation) -> str:
    """The example's address, without a host."""
    inside = {
        each["name"]: quote(str(next(iter(each["examples"].values()))["value"]), safe="")
        for each in operation["parameters"]
        if each["in"] == "path"
    }
    return path.format(**inside)


def example_command(path: str, operation: Operation, here: str = HERE) -> str:
    """The example as it is typed; its texts hold no single quote."""
    body = json.dumps(example_body(operation), ensure_ascii=False)
    at = f"{here}{example_path(path, operation)}"
    if any(parameter["name"] == KEY for parameter in operation["parameters"]):
        at, who = f"{at}?wait=5", f"{KEY}: example-{operation['operationId']}"
    else:
        who = "Authorization: Bearer tgd_…"
    return (
        f"curl '{at}' \\\n  -H 'Content-Type: application/json' \\\n  -H '{who}' \\\n  -d '{body}'"
    )


def _try(path: str, operation: Operation, here: str) -> Html:
    return tag(
        "div",
        tag(
            "p", "试一试 ", english("Try it"), " · 正文 ", english("Body"), " ", _schema(operation)
        ),
        tag("pre", tag("code", example_command(path, operation, here)), tabindex="0"),
        class_="try",
    )


def _schema(operation: Operation) -> Html:
    return type_of(_content(operation)["schema"])


def _content(operation: Operation) -> Operation:
    return operation["requestBody"]["content"]["application/json"]
