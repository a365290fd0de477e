"""`tanguanjia replay`, `enterprise show`, `adsorber show` and `health`."""

from tests.terminal import TRUTH, Terminal

ENTERPRISE = "91330411MAW7DF1000"
ADSORBER = "TADF100001"


def test_a_life_is_told_fact_by_fact(terminal: Terminal) -> None:
    life = terminal.demo("replay", "--enterprise", ENTERPRISE, "--json").json
    positions = [fact["position"] for fact in life]
    assert positions == sorted(set(positions))
    assert life[0]["fact"] == "enterprise-registered.v1"
    swap = next(fact for fact in life if fact["fact"] == "adsorber-carbon-swapped.v1")
    assert swap["stream"] == f"adsorber:{ADSORBER}"
    assert swap["told"].startswith("更换: 卸出 2385 kg")
    assert swap["actor"] == "演示"
    assert swap["provenance"] == "imported"
    assert swap["recorded_at"].startswith("2022-11-30T17:00:00")
    assert "TADF100001-1-2" in swap["state"]


def test_each_fact_comes_with_the_state_after_it(terminal: Terminal) -> None:
    life = terminal.demo("replay", "--enterprise", ENTERPRISE, "--json").json
    charge = [fact["state"] for fact in life if fact["stream"] == f"charge:{ADSORBER}-1-1"]
    assert charge[0].startswith("运行中")
    assert charge[-1].startswith("已结束")


def test_a_life_can_be_told_up_to_a_place(terminal: Terminal) -> None:
    life = terminal.demo("replay", "--enterprise", ENTERPRISE, "--json").json
    middle = life[len(life) // 2]["position"]
    part = terminal.demo("replay", "--enterprise", ENTERPRISE, "--until", middle, "--json").json
    assert part == [fact for fact in life if fact["position"] <= middle]


def test_a_life_can_be_told_as_of_a_day(terminal: Terminal) -> None:
    part = terminal.demo(
        "replay", "--enterprise", ENTERPRISE, "--as-of", "2022-08-31", "--json"
    ).json
    assert part
    assert max(fact["occurred"][:10] for fact in part) <= "2022-08-31"


def test_people_read_it_in_chinese_first(terminal: Terminal) -> None:
    said = terminal.demo("replay", "--enterprise", ENTERPRISE).out
    assert "登记企业 嘉兴洛东电子材料有限公司, 联系人 杨经理" in said
    assert "导入 imported" in said
    assert "→ 已入册" in said


def test_an_enterprise_nobody_knows_is_refused(terminal: Terminal) -> None:
    said = terminal.demo("replay", "--enterprise", "91330411MA2B000006", "--json")
    assert said.code == 1
    assert said.json["code"] in {"unknown-enterprise", "bad-credit-code"}


def test_a_wrong_digit_in_a_credit_code_is_found(terminal: Terminal) -> None:
    said = terminal.demo("enterprise", "show", "91330411MAW7DF1001")
    assert said.code == 1
    assert "末位为校验码" in said.err


def test_an_enterprise_is_shown_with_its_people_adsorbers_and_books(terminal: Terminal) -> None:
    told = terminal.demo("enterprise", "show", ENTERPRISE, "--json").json
    assert told["contact"] == "杨经理"
    assert [each["adsorber"] for each in told["adsorbers"]] == [ADSORBER, "TADF100002"]
    assert told["totals"]["closing_difference_kg"] == 0
    assert "杨经理" in terminal.demo("enterprise", "show", ENTERPRISE).out


def test_an_adsorber_is_shown_with_its_beds_and_life(terminal: Terminal) -> None:
    told = terminal.demo("adsorber", "show", ADSORBER, "--json").json
    assert [bed["bed"] for bed in told["beds"]] == [1, 2]
    assert next(fact["fact"] for fact in told["facts"]) == "adsorber-commissioned.v1"
    assert "一次填装" not in told["facts"][0]["told"]
    assert "2 个炭箱" in terminal.demo("adsorber", "show", ADSORBER).out


def test_an_adsorber_before_its_time_is_not_there(terminal: Terminal) -> None:
    said = terminal.demo("adsorber", "show", ADSORBER, "--as-of", "2021-12-31", "--json")
    assert (said.code, said.json["code"]) == (1, "unknown-adsorber")


def test_every_enterprise_with_carbon_has_a_code_with_reasons(terminal: Terminal) -> None:
    told = terminal.demo("health", "--json").json
    assert sum(told["counts"].values()) == TRUTH["enterprises"] - 1
    beds = [
        bed
        for enterprise in told["enterprises"]
        for adsorber in enterprise["adsorbers"]
        for bed in adsorber["beds"]
        if bed["assessment"] is not None
    ]
    assert beds
    assert all(bed["assessment"]["reasons"] for bed in beds)


def test_the_board_can_be_narrowed_to_a_town_and_a_colour(terminal: Terminal) -> None:
    told = terminal.demo("health", "--town", "330411105", "--code", "yellow", "--json").json
    assert {each["code"] for each in told["enterprises"]} == {"yellow"}
    assert {each["town"] for each in told["enterprises"]} == {"330411105"}
    assert len(told["enterprises"]) == told["counts"]["yellow"]
