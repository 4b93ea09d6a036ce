"""The contract for other programs: an OpenAPI document made of the wire's own structs, and a page of it."""

import html
from functools import cache
from typing import Any

import msgspec

from sync import wire
from sync.commands import Command
from sync.receipts import Receipts
from sync.server.uploads import UploadState

SCHEMA = "#/components/schemas/{name}"
_TYPES: tuple[Any, ...] = (
    wire.WellKnown,
    wire.SignIn,
    wire.Refresh,
    wire.Grant,
    wire.ExchangeRequest,
    wire.Reply,
    wire.DeadLetter,
    Command,
    wire.SnapshotLine,
    wire.Problem,
    Receipts,
    UploadState,
)


class _Operation(msgspec.Struct, frozen=True):
    """One call: what it is for, what it takes and brings (struct names or content types)."""

    method: str
    path: str
    summary: str
    takes: str = ""
    brings: str = ""
    query: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    status: int = 200
    open: bool = False


_BYTES = "application/offset+octet-stream"
_OPERATIONS = (
    _Operation("get", "/.well-known/fieldsync", "Who this hub is and what it takes.", brings="WellKnown", open=True),
    _Operation("get", f"{wire.BASE}/ping", "Whether the hub answers.", open=True),
    _Operation(
        "post",
        f"{wire.BASE}/sign-in",
        "Name and password for the tokens of a device.",
        "SignIn",
        "Grant",
        open=True,
    ),
    _Operation(
        "post",
        f"{wire.BASE}/token",
        "A refresh token for a new pair; the old one stays good until the new one is used.",
        "Refresh",
        "Grant",
        open=True,
    ),
    _Operation("post", f"{wire.BASE}/sign-out", "The device's tokens are void."),
    _Operation(
        "post",
        f"{wire.BASE}/exchange",
        "Commands up, a verdict for each, and everything new down.",
        "ExchangeRequest",
        "Reply",
    ),
    _Operation(
        "post",
        f"{wire.BASE}/dead-letters",
        "A command that the hub failed at for a day, as bytes for a person; the receipt.",
        "application/octet-stream",
        "DeadLetter",
        headers=(wire.H_COMMAND,),
    ),
    _Operation(
        "get",
        f"{wire.BASE}/snapshot",
        "The whole scope, one line of JSON a row; the last line is the end.",
        brings=wire.NDJSON,
        query=("after", "watermark"),
    ),
    _Operation(
        "get",
        f"{wire.BASE}/receipts",
        "What the hub has of this device, signed with its Ed25519 key.",
        brings="Receipts",
        query=("after",),
    ),
    _Operation("get", f"{wire.BASE}/events", "A poke whenever there is something new.", brings="text/event-stream"),
    _Operation("options", f"{wire.BASE}/uploads", "What the upload server can do (tus 1.0.0).", status=204, open=True),
    _Operation(
        "post",
        f"{wire.BASE}/uploads",
        "Begin the upload of an announced photo, or find it again.",
        brings="UploadState",
        headers=("Tus-Resumable", "Upload-Length", "Upload-Metadata"),
        status=201,
    ),
    _Operation(
        "head",
        f"{wire.BASE}/uploads/{{photo_id}}",
        "How far an upload is: Upload-Offset.",
        headers=("Tus-Resumable",),
    ),
    _Operation(
        "patch",
        f"{wire.BASE}/uploads/{{photo_id}}",
        "The next bytes of a photo; after the last ones they are checked and stored.",
        takes=_BYTES,
        headers=("Tus-Resumable", "Upload-Offset", "Upload-Checksum"),
        status=204,
    ),
    _Operation("delete", f"{wire.BASE}/uploads/{{photo_id}}", "Forget an unfinished upload.", status=204),
    _Operation(
        "get",
        f"{wire.BASE}/photos/{{photo_id}}",
        "A stored photo; size is thumb, screen or full.",
        brings="image/jpeg",
        query=("size",),
        headers=("Range", "If-None-Match"),
    ),
)


@cache
def openapi() -> dict[str, Any]:
    """The OpenAPI 3.1 document."""
    (_, components) = msgspec.json.schema_components(_TYPES, ref_template=SCHEMA)
    paths: dict[str, dict[str, Any]] = {}
    for operation in _OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method] = _described(operation)
    bearer = {"type": "http", "scheme": "bearer"}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Field Sync",
            "version": wire.PROTOCOL_VERSION,
            "description": "How laptops in the field and the office's book of work orders stay in step. "
            f"A request may carry {wire.H_NONCE}, which comes back; errors are RFC 9457 problems.",
        },
        "security": [{"bearer": []}],
        "paths": paths,
        "components": {"schemas": components, "securitySchemes": {"bearer": bearer}},
    }


@cache
def docs_page() -> bytes:
    """The same as a page that needs nothing from elsewhere."""
    document = openapi()
    calls = "".join(_call_row(operation) for operation in _OPERATIONS)
    schemas = "".join(_schema_part(name, part) for name, part in sorted(document["components"]["schemas"].items()))
    description = html.escape(document["info"]["description"])
    return f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Field Sync</title>
<meta name="viewport" content="width=device-width"><style>{_STYLE}</style>
<h1>Field Sync</h1><p>{description}</p>
<p><a href="{wire.BASE}/openapi.json">The same as an OpenAPI document</a></p>
<h2>Calls</h2><table><tr><th>Call<th>What it does<th>Takes<th>Brings</tr>{calls}</table>
<h2>Values</h2>{schemas}</html>""".encode()


_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem;color:#1c2330}"
    "table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;"
    "padding:.4rem .8rem .4rem 0;border-bottom:1px solid #d9dee7}code{font-size:.9em}"
    "h3{margin:2rem 0 0}p{margin:.3rem 0 .6rem}"
)


def _described(operation: _Operation) -> dict[str, Any]:
    names = [part[1:-1] for part in operation.path.split("/") if part.startswith("{")]
    places = (("path", tuple(names)), ("query", operation.query), ("header", operation.headers))
    problem = {"description": "A problem.", "content": {wire.PROBLEM: {"schema": _reference("Problem")}}}
    found: dict[str, Any] = {
        "summary": operation.summary,
        "parameters": [
            {"name": name, "in": place, "required": place == "path", "schema": {"type": "string"}}
            for place, each in places
            for name in each
        ],
        "responses": {
            str(operation.status): {"description": "Done.", **_content(operation.brings)},
            "default": problem,
        },
    }
    if operation.takes:
        found["requestBody"] = {"required": True, **_content(operation.takes)}
    if operation.open:
        found["security"] = []
    return found


def _content(kind: str) -> dict[str, Any]:
    if not kind:
        return {}
    if "/" in kind:
        return {"content": {kind: {"schema": {"type": "string"}}}}
    return {"content": {wire.JSON: {"schema": _reference(kind)}}}


def _reference(name: str) -> dict[str, str]:
    return {"$ref": SCHEMA.format(name=name)}


def _call_row(operation: _Operation) -> str:
    call = f"{operation.method.upper()} {operation.path}"
    query = f"?{'&'.join(f'{name}=' for name in operation.query)}" if operation.query else ""
    cells = (f"<code>{html.escape(call + query)}</code>", html.escape(operation.summary))
    return f"<tr><td>{cells[0]}<td>{cells[1]}<td>{_link(operation.takes)}<td>{_link(operation.brings)}</tr>"


def _link(kind: str) -> str:
    return kind if "/" in kind or not kind else f'<a href="#{kind}">{kind}</a>'


def _schema_part(name: str, schema: dict[str, Any]) -> str:
    needed = dict.fromkeys(schema.get("required", ()), "")
    rows = "".join(
        f"<tr><td><code>{html.escape(member)}</code>{needed.get(member, ' (optional)')}<td>{_kind(part)}</tr>"
        for member, part in schema.get("properties", {}).items()
    )
    values = ", ".join(html.escape(str(value)) for value in schema.get("enum", ()))
    about = html.escape(schema.get("description", ""))
    table = f"<table>{rows}</table>" if rows else f"<p>{values}</p>"
    return f'<h3 id="{html.escape(name)}">{html.escape(name)}</h3><p>{about}</p>{table}'


def _kind(schema: dict[str, Any]) -> str:
    """A schema in a few words, with links."""
    if "$ref" in schema:
        return _link(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_kind(part) for part in schema["anyOf"]))
    if "items" in schema and isinstance(schema["items"], dict):
        return f"list of {_kind(schema['items'])}"
    if isinstance(schema.get("additionalProperties"), dict):
        return f"name → {_kind(schema['additionalProperties'])}"
    if "enum" in schema:
        return ", ".join(f"<code>{html.escape(str(value))}</code>" for value in schema["enum"])
    return html.escape(str(schema.get("type", "anything")))
