"""One operation of the API on the reference page."""

from typing import Any, cast
from urllib.parse import quote, urlencode

from adapters.web.docs_schema import example_of, shown_examples, table, type_of
from adapters.web.markup import Html, tag, together
from adapters.web.page import both, english, prose

Operation = dict[str, Any]


def described_operation(path: str, operation: Operation) -> Html:
    """Describe an operation: what it answers, what it can be asked, what can go wrong."""
    return tag(
        "section",
        tag("h3", both(operation["summary"])),
        tag("p", tag("span", "GET", class_="method"), " ", tag("code", path), class_="path"),
        prose(operation.get("description", "")),
        _tries(path, operation),
        described_parameters(operation),
        described_answer(operation["responses"]["200"], "200"),
        described_errors(operation["responses"]),
        class_="operation",
        id=operation["operationId"],
    )


def example_requests(path: str, operation: Operation) -> list[str]:
    """Addresses that show what the operation can do: plain, and with each parameter's example."""
    inside = {p["name"]: _examples(p)[0] for p in _in("path", operation)}
    filled = path.format(**{name: quote(str(value), safe="") for name, value in inside.items()})
    asked = _in("query", operation)
    needed = {p["name"]: _examples(p)[0] for p in asked if p["required"]}
    each = [{p["name"]: value} for p in asked if not p["required"] for value in _examples(p)]
    return [_address(filled, {**needed, **more}) for more in ({}, *each)]


def _address(path: str, query: dict[str, Any]) -> str:
    return f"{path}?{urlencode(query, doseq=True)}" if query else path


def _in(place: str, operation: Operation) -> list[Operation]:
    return [p for p in operation.get("parameters", ()) if p["in"] == place]


def _examples(parameter: Operation) -> list[Any]:
    return [example["value"] for example in parameter["examples"].values()]


def _tries(path: str, operation: Operation) -> Html:
    shown = example_requests(path, operation)[:2]
    return tag(
        "p",
        "试一试 ",
        english("Try it"),
        *(together(tag("br"), tag("a", tag("code", each), href=each)) for each in shown),
        class_="try",
    )


def described_parameters(operation: Operation) -> Html | None:
    """Describe what can be asked in path, query and headers."""
    parameters = operation.get("parameters", ())
    if not parameters:
        return None
    rows = [_parameter(each) for each in parameters]
    return tag(
        "details",
        tag("summary", f"参数 {len(rows)} 个 ", english("Parameters")),
        table(("参数", "Parameter"), ("类型", "Type"), ("说明", "Meaning"), rows=rows),
    )


def _parameter(parameter: Operation) -> Html:
    place = {"path": "路径", "query": "查询", "header": "请求头"}[parameter["in"]]
    needed = "必填 / required" if parameter["required"] else "可省 / optional"
    return tag(
        "tr",
        tag("th", tag("code", parameter["name"]), tag("div", place, class_="en"), scope="row"),
        tag("td", type_of(parameter["schema"]), tag("div", needed, class_="en")),
        tag(
            "td",
            both(parameter["description"], "div"),
            shown_examples([_shown(each) for each in _examples(parameter)]),
        ),
    )


def _shown(example: Any) -> str:
    texts = cast("list[Any]", example) if isinstance(example, list) else [example]
    return ",".join(map(str, texts))


def described_answer(response: Operation, status: str) -> Html:
    """Describe the answer by its schema and an example."""
    content = next(iter(response["content"].values()))
    example = next(iter(content["examples"].values()))
    return tag(
        "details",
        tag("summary", "回答 ", english("Answer"), " ", tag("code", status)),
        tag("p", "结构 ", english("Schema"), " ", type_of(content["schema"])),
        example_of(example["value"]),
    )


def described_errors(responses: dict[str, Operation]) -> Html:
    """Name what can go wrong, each with a link to its explanation."""
    codes = [
        (status, code)
        for status, response in responses.items()
        if "application/problem+json" in response["content"]
        for code in response["content"]["application/problem+json"]["examples"]
    ]
    links = [tag("a", f"{status} {code}", href=f"/problems/{code}") for status, code in codes]
    return tag("p", "可能的错误 ", english("Errors"), " ", *_spaced(links), class_="errors")


def _spaced(links: list[Html]) -> list[str]:
    return [piece for link in links for piece in (link, " ")]
