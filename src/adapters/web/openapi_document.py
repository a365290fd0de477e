"""The OpenAPI document as it is served: Litestar's, with what it loses put back."""

from collections.abc import Iterator
from typing import Any

from litestar import Litestar, Response, get
from litestar.openapi.spec import OpenAPI, Operation

from adapters.web.answer import Model
from adapters.web.feed.describing import describe_feeds
from adapters.web.parameter_shapes import shaped
from adapters.web.refusing import AnyRequest
from adapters.web.writing.describing import describe
from adapters.web.writing.operations import BESIDE, SUBSCRIBES, WRITES

Document = dict[str, Any]

_KEPT_AS = "openapi_document"


@get("/openapi.json", include_in_schema=False, sync_to_thread=False)
def document(request: AnyRequest) -> Response[Document]:
    """Serve the OpenAPI document."""
    return Response(document_of(request.app))


def document_of(app: Litestar) -> Document:
    """Give the document of an application, made when it is first asked for."""
    if _KEPT_AS not in app.state:
        app.state[_KEPT_AS] = _completed(app.openapi_schema)
    return app.state[_KEPT_AS]


def operations(document: Document) -> Iterator[tuple[str, Document]]:
    """Every operation that reads, with its path."""
    return _of("get", document)


def commands(document: Document) -> Iterator[tuple[str, Document]]:
    """Every operation that writes, with its path."""
    return _of("post", document)


def _of(method: str, document: Document) -> Iterator[tuple[str, Document]]:
    for path, methods in document["paths"].items():
        if method in methods:
            yield path, methods[method]


def _completed(openapi: OpenAPI) -> Document:
    document: Document = openapi.to_schema()
    paths = openapi.paths or {}
    made = {("get", path): item.get for path, item in paths.items()}
    made |= {("post", path): item.post for path, item in paths.items()}
    for method in ("get", "post"):
        for path, operation in _of(method, document):
            _put_back_examples(operation, made[method, path])
            for parameter in operation.get("parameters", ()):
                one = _without_null(parameter["schema"])
                parameter["schema"] = shaped(parameter["name"], one)
    for model in _models(Model):
        if model.__name__ in document["components"]["schemas"]:
            document["components"]["schemas"][model.__name__]["description"] = model.__doc__
    describe(document, (*WRITES, *BESIDE, *SUBSCRIBES))
    describe_feeds(document)
    return document


def _put_back_examples(operation: Document, made: Operation | None) -> None:
    """Spell examples whole: `to_schema` drops their nulls, and an example has no `id`."""
    responses = (made.responses if made else None) or {}
    for status, response in operation["responses"].items():
        for media_type, content in response.get("content", {}).items():
            known: Any = responses[status]
            for name, example in content.get("examples", {}).items():
                example.pop("id", None)
                example["value"] = known.content[media_type].examples[name].value


def _without_null(schema: Document) -> Document:
    """A query parameter is left out, and never null."""
    if "enum" in schema:
        return {**schema, "type": "string", "enum": [each for each in schema["enum"] if each]}
    kinds = [kind for kind in schema.get("oneOf", ()) if kind != {"type": "null"}]
    rest = {key: value for key, value in schema.items() if key != "oneOf"}
    return {**kinds[0], **rest} if len(kinds) == 1 else schema


def _models(model: type[Model]) -> Iterator[type[Model]]:
    for each in model.__subclasses__():
        yield each
        yield from _models(each)
