"""The settings of a broker, and that nothing ever shows its credentials."""

import asyncio
import pickle
from pathlib import Path

import pytest

from adapters.rabbit.address import (
    CA_VARIABLE,
    CERTIFICATE_VARIABLE,
    PASSWORD_FILE_VARIABLE,
    URL_VARIABLE,
    BadBrokerUrl,
    BrokerAddress,
    BrokerAway,
    BrokerFileUnreadable,
    BrokerRefusesUs,
)
from domain.refusal import Refusal

SECRET, USER = "s3cr%2Ft", "plant7"


def chosen(url: str | None, **environment: str) -> BrokerAddress:
    found = BrokerAddress.chosen(url, environment)
    assert found is not None
    return found


def told(no: Refusal) -> str:
    return f"{no.zh} {no.en} {no.code} {dict(no.facts)} {no!r}"


def test_without_a_setting_there_is_no_broker() -> None:
    assert BrokerAddress.chosen(None, {}) is None
    assert BrokerAddress.chosen("", {URL_VARIABLE: ""}) is None


def test_what_is_named_goes_before_the_environment() -> None:
    environment = {URL_VARIABLE: "amqp://there/"}
    assert chosen(None, **environment).host == "there"
    assert chosen("amqp://here/", **environment).host == "here"


def test_an_address_is_read_with_its_usual_parts() -> None:
    plain = chosen("amqp://mq.example")
    assert (plain.host, plain.port, plain.vhost, plain.secure) == ("mq.example", 5672, "/", False)
    full = chosen(f"amqps://{USER}:{SECRET}@mq.example:5999/carbon%2F1")
    assert (full.port, full.vhost, full.secure) == (5999, "carbon/1", True)
    assert (full.user, full.password) == (USER, "s3cr/t")


@pytest.mark.parametrize("url", [f"amqp://{USER}:{SECRET}@mq.example:5999/carbon"])
def test_an_address_is_shown_without_its_credentials(url: str) -> None:
    address = chosen(url)
    assert str(address) == "amqp://mq.example:5999/carbon"
    for shown in (str(address), repr(address)):
        assert "s3cr" not in shown
        assert USER not in shown


@pytest.mark.parametrize(
    "url",
    [
        f"http://{USER}:{SECRET}@mq.example/",
        f"amqp://{USER}:{SECRET}@/",
        f"amqp://{USER}:{SECRET}@mq.example:port/",
        f"amqp://{USER}:{SECRET}@mq.example:99999/",
        f"amqp://{USER}:{SECRET}@mq.example/?password={SECRET}",
        f"amqp://{USER}:{SECRET}@[mq/",
        f"{USER}:{SECRET}",
    ],
)
def test_what_is_no_address_is_refused_without_being_quoted(url: str) -> None:
    with pytest.raises(BadBrokerUrl) as refused:
        BrokerAddress.chosen(url, {})
    assert "s3cr" not in told(refused.value)
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__ or refused.value.__context__ is None


def test_the_password_may_stand_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("from the file\n")
    assert chosen(f"amqp://{USER}@mq/", **{PASSWORD_FILE_VARIABLE: str(file)}).password == (
        "from the file"
    )


@pytest.mark.parametrize("variable", [PASSWORD_FILE_VARIABLE, CA_VARIABLE, CERTIFICATE_VARIABLE])
def test_a_file_that_cannot_be_read_is_named(variable: str, tmp_path: Path) -> None:
    missing = str(tmp_path / "missing")
    with pytest.raises(BrokerFileUnreadable) as refused:
        BrokerAddress.chosen("amqps://mq/", {variable: missing})
    assert refused.value.facts["file"] == missing


def test_a_wrong_password_is_told_apart_from_a_broker_that_is_away(virtual_host: str) -> None:
    url = virtual_host.replace("guest:guest", f"guest:{SECRET}")
    with pytest.raises(BrokerRefusesUs) as refused:
        asyncio.run(chosen(url).connect("test"))
    assert "s3cr" not in told(refused.value)
    with pytest.raises(BrokerAway) as away:
        asyncio.run(chosen(f"amqp://{USER}:{SECRET}@127.0.0.1:1/").connect("test"))
    assert "s3cr" not in told(away.value)


def test_a_virtual_host_that_is_not_there_is_refused(virtual_host: str) -> None:
    with pytest.raises(BrokerRefusesUs):
        asyncio.run(chosen(f"{virtual_host}-elsewhere").connect("test"))


def test_an_address_without_tls_survives_being_sent_to_another_process() -> None:
    address = chosen("amqp://mq/")
    assert pickle.loads(pickle.dumps(address)) == address  # noqa: S301 - our own
