"""The ways on which events come, as an AsyncAPI document names them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from adapters.web.asyncapi_following import PULL_QUERY, STREAM_QUERY
from application.lives import DECIDERS

Part = dict[str, Any]

EXCHANGE = "tanguanjia.events"
BROKER, STREAM, PULL, WEBHOOK = "broker", "stream", "pull", "webhook"
PAGE, BATCH, QUESTION = "page", "batch", "question"
_HTTP, _AMQP = {"bindingVersion": "0.3.0"}, {"bindingVersion": "0.3.0"}

SERVERS: Part = {
    "api": {
        "host": "{host}",
        "protocol": "http",
        "description": "接口; 对外时由前置的代理提供 https / The API; https by the proxy in front",
        "variables": {"host": {"default": "127.0.0.1:8000", "description": "主机 / Host"}},
        "security": [{"$ref": "#/components/securitySchemes/bearer"}],
    },
    "rabbitmq": {
        "host": "{host}",
        "protocol": "amqp",
        "protocolVersion": "0-9-1",
        "description": "本区的 RabbitMQ / The district's RabbitMQ",
        "variables": {"host": {"default": "127.0.0.1:5672", "description": "主机 / Host"}},
        "security": [{"$ref": "#/components/securitySchemes/account"}],
    },
}

SECURITY: Part = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "tgj_<id>_<secret>",
        "description": "密钥, 由 tanguanjia key create 发出 / A key that the office has given out",
    },
    "account": {"type": "userPassword", "description": "RabbitMQ 账户 / An account there"},
}


def channels(names: Sequence[str]) -> Part:
    """Every way, and the messages that come on it."""
    events = {name: _component("messages", name) for name in names}
    api = [{"$ref": "#/servers/api"}]
    return {
        BROKER: {
            "address": "{kind}.{fact}.{town}",
            "title": "RabbitMQ",
            "description": f"主题交换机 {EXCHANGE}: 持久消息, message_id 为事件的 id, "
            f"同一记录按顺序, 至少送达一次; 不含个人信息。\n\n"
            f"The topic exchange {EXCHANGE}: persistent messages, message_id is the event's id, in "
            "order within a subject, at least once; persons are masked.",
            "servers": [{"$ref": "#/servers/rabbitmq"}],
            "parameters": _routing(names),
            "messages": events,
            "bindings": {
                "amqp": {
                    "is": "routingKey",
                    "exchange": {
                        "name": EXCHANGE,
                        "type": "topic",
                        "durable": True,
                        "autoDelete": False,
                    },
                    **_AMQP,
                }
            },
        },
        STREAM: {
            "address": "/v1/events/stream",
            "title": "SSE",
            "description": "Server-Sent Events: id 为位置, event 为公布名称, data 为事件; 以 "
            "Last-Event-ID 续接。\n\nServer-sent events: id is the position, event the published "
            "name, data the event; goes on from Last-Event-ID.",
            "servers": api,
            "messages": events,
        },
        PULL: {
            "address": "/v1/events",
            "title": "拉取 / Pull",
            "description": "自某一位置起按顺序读取, 可等待; 以 next 续接。以 Accept 选择带外壳的页"
            "或不带外壳的数组。\n\nReads on from a position, in order, and can wait; goes on from "
            "next. Accept chooses between a page and the bare array.",
            "servers": api,
            "messages": {each: _component("messages", each) for each in (QUESTION, PAGE, BATCH)},
        },
        WEBHOOK: {
            "address": None,
            "title": "Webhook",
            "description": "投递到订阅所登记的地址, 按 Standard Webhooks 签名: "
            "webhook-id(事件的 id)、webhook-timestamp、webhook-signature; 只通知的订阅没有 data。"
            "\n\nDelivered to the address of a subscription, signed as Standard Webhooks has it "
            "in webhook-id (the event's id), webhook-timestamp and webhook-signature; thin "
            "subscriptions get no data.",
            "messages": events,
        },
    }


def operations(names: Sequence[str]) -> Part:
    """What the platform does on each way."""
    return {
        "publish": {
            **_sends(BROKER, names, "发布到 RabbitMQ / Publish to RabbitMQ"),
            "bindings": {"amqp": {"deliveryMode": 2, "timestamp": True, **_AMQP}},
        },
        "stream": {
            **_sends(STREAM, names, "以 SSE 发送 / Send as server-sent events"),
            "bindings": {"http": {"method": "GET", "query": STREAM_QUERY, **_HTTP}},
        },
        "answer": {
            "action": "receive",
            "channel": {"$ref": f"#/channels/{PULL}"},
            "title": "回答拉取 / Answer who pulls",
            "messages": _messages(PULL, [QUESTION]),
            "reply": {
                "channel": {"$ref": f"#/channels/{PULL}"},
                "messages": _messages(PULL, [PAGE, BATCH]),
            },
            "bindings": {"http": {"method": "GET", "query": PULL_QUERY, **_HTTP}},
        },
        "deliver": {
            **_sends(WEBHOOK, names, "投递 / Deliver to a webhook"),
            "bindings": {"http": {"method": "POST", **_HTTP}},
        },
    }


def _sends(way: str, names: Sequence[str], title: str) -> Part:
    return {
        "action": "send",
        "channel": {"$ref": f"#/channels/{way}"},
        "title": title,
        "messages": _messages(way, names),
    }


def _messages(way: str, names: Iterable[str]) -> list[Mapping[str, str]]:
    return [{"$ref": f"#/channels/{way}/messages/{name}"} for name in names]


def _component(kind: str, name: str) -> Part:
    return {"$ref": f"#/components/{kind}/{name}"}


def _routing(names: Sequence[str]) -> Part:
    """What a routing key is made of: `lot-drawn.v1` goes by `lot.drawn`, whatever its version."""
    facts = dict.fromkeys(name.partition("-")[2].rpartition(".")[0] for name in names)
    return {
        "kind": {"enum": list(DECIDERS), "description": "记录类别 / The kind of stream"},
        "fact": {
            "enum": list(facts),
            "description": "事实, 不含版本 / The fact, without its version",
        },
        "town": {
            "description": "镇街区划代码, 没有则为 - / Division code of the town, - where none",
            "examples": ["330411105", "-"],
        },
    }
