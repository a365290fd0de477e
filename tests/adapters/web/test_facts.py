"""Every fact with who, when and how it came; and what belongs to persons."""

from datetime import datetime

from application.act import only
from application.office import Office, request
from domain.enterprise import ENTERPRISE, ChangeContacts, RegisterEnterprise
from domain.occurred import SHANGHAI, Occurred
from domain.personal import Contact
from tests.adapters.web.conftest import Client, MovableClock
from tests.district import FURNITURE

SCRIPT = "<script>alert(1)</script>"


def _register(office: Office, name: str) -> Contact:
    person = Contact(
        office.vault.seal(FURNITURE, "王工"),
        office.vault.seal(FURNITURE, "13800000000", name="王工"),
    )
    command = RegisterEnterprise(Occurred("2022-11-01"), name, None, "", "", None, person)
    office.log.perform(only(ENTERPRISE, FURNITURE, command), request("李四", "register"))
    office.catch_up()
    return person


def test_the_life_of_an_enterprise_is_told_in_order(client: Client) -> None:
    facts = client.get("/v1/enterprises/91330411MAW7DF1000/facts?limit=500").json()["items"]
    assert [fact["position"] for fact in facts] == sorted(fact["position"] for fact in facts)
    assert facts[0]["sentence"] == "登记企业 嘉兴洛东电子材料有限公司, 联系人 杨经理"
    assert facts[0]["sentence_en"] == "嘉兴洛东电子材料有限公司 registered, contact 杨经理"
    assert {fact["provenance_zh"] for fact in facts} == {"导入"}
    assert {fact["actor"] for fact in facts} == {"演示"}
    assert {fact["stream"].partition(":")[0] for fact in facts} >= {
        "enterprise",
        "adsorber",
        "charge",
    }


def test_a_fact_carries_its_observations(client: Client) -> None:
    facts = client.get("/v1/facts?stream=manifest:20223304120006").json()["items"]
    remarks = [remark for fact in facts for remark in fact["observations"]]
    assert {
        "code": "weight-discrepancy",
        "text": "发出量与接收量之差超出允许范围",
        "text_en": "weight discrepancy",
    } in remarks


def test_an_imported_fact_is_never_late(client: Client) -> None:
    assert client.get("/v1/facts/late").json()["items"] == []


def test_a_live_fact_told_after_three_days_is_marked_late(
    reader: Client, office: Office, clock: MovableClock
) -> None:
    person = _register(office, "甲")
    clock.stands_at = datetime(2022, 11, 20, 9, 0, tzinfo=SHANGHAI)
    new = Contact(person.name, None)
    change = ChangeContacts(Occurred("2022-11-05T09:00:00+08:00"), new)
    office.log.perform(only(ENTERPRISE, FURNITURE, change), request("李四", "change"))
    office.catch_up()
    facts = reader.get(f"/v1/facts?stream=enterprise:{FURNITURE}").json()["items"]
    assert [fact["late"] for fact in facts] == [False, True]
    late = reader.get("/v1/facts/late").json()["items"]
    assert late == facts[1:]
    assert (late[0]["actor"], late[0]["provenance"]) == ("李四", "live")
    assert late[0]["recorded"] == "2022-11-20T09:00:00.000000+08:00"


def test_an_erased_person_reads_as_erased_everywhere(reader: Client, office: Office) -> None:
    person = _register(office, "甲")
    addresses = [
        f"/v1/enterprises/{FURNITURE}",
        "/v1/enterprises",
        f"/v1/enterprises/{FURNITURE}/facts",
        f"/v1/facts?stream=enterprise:{FURNITURE}",
    ]
    for address in addresses:
        assert "王工" in reader.get(address).text
    office.vault.erase(person.name.subject)
    for address in addresses:
        shown = reader.get(address).text
        assert "王工" not in shown
        assert "13800000000" not in shown
        assert "已删除" in shown


def test_a_name_with_a_script_stays_a_name(reader: Client, office: Office) -> None:
    _register(office, SCRIPT)
    answer = reader.get(f"/v1/enterprises/{FURNITURE}")
    assert answer.json()["enterprise"]["name"] == SCRIPT
    # Nothing takes this for a page: it is JSON, and browsers are told not to guess.
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    refused = reader.get(f"/problems/{SCRIPT}")
    assert refused.headers["content-type"] == "application/problem+json"
