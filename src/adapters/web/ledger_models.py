"""What the carbon ledger says: totals, months, enterprises, accounts and kiln losses."""

from adapters.web.answer import Kg, Model, kg, told
from application.ports import ledger_view


class Totals(Model):
    """碳账合计, 千克 / The books in total, kilograms"""

    enterprises: int = told("企业数", "Enterprises", 145)
    adsorbers: int = told("装置数", "Adsorbers", 173)
    low_efficiency: int = told("低效设施数", "Listed as low-efficiency", 60)
    fills: int = told("首次填装次数", "Fills", 173)
    swaps: int = told("更换次数", "Swaps", 216)
    filled_kg: Kg = told("填装量", "Filled", 422600)
    removed_kg: Kg = told("卸出量", "Removed", 264255)
    lots: int = told("炭批次数", "Lots", 21)
    lot_received_kg: Kg = told("炭到货量", "Received of lots", 834956)
    lot_left_kg: Kg = told("炭库结余", "Left of lots", 412356)
    manifests: int = told("联单数", "Manifests", 216)
    sent_kg: Kg = told("发出量", "Sent", 264255)
    received_kg: Kg = told("接收量", "Received", 264189)
    refused_kg: Kg = told("拒收量", "Refused", 1191)
    batches: int = told("再生批次数", "Kiln runs", 12)
    kiln_in_kg: Kg = told("投料量", "Charged to kilns", 261193)
    kiln_out_kg: Kg = told("再生产出量", "Regenerated", 204956)
    disposed_kg: Kg = told("转处置量", "Disposed of", 12520)
    transit_difference_kg: Kg = told("在途计量差: 发出 − 接收", "Sent − received", 66)
    yard_kg: Kg = told(
        "待再生库存: 接收 − 拒收 − 投料", "Received − refused − charged to a kiln", 1805
    )
    kiln_unexplained_kg: Kg = told(
        "未说明损耗: 投料 − 产出 − 转处置", "In − out − disposed of", 43717
    )
    uptake_kg: Kg = told("吸附增重", "Removed − fresh mass of the same charges", 30455)
    weighing_difference_kg: Kg = told(
        "装入与发出的计量差", "What containers held − what was sent of it", 0
    )
    receipt_difference_kg: Kg = told(
        "再生产出与到货的计量差", "What kilns put out − what arrived of it", 0
    )
    unrecorded_origin_kg: Kg = told("来源未记录的废炭", "Sent without a recorded swap", 0)
    bought_kg: Kg = told("外购新炭", "Received from outside", 630000)
    held_in_store_kg: Kg = told("在库", "Held in store", 412356)
    held_at_kiln_kg: Kg = told("已产出未到库", "Put out by a kiln, not yet received", 0)
    held_in_beds_kg: Kg = told("在箱(按填装量)", "Held in beds, by fresh mass", 188800)
    held_in_containers_kg: Kg = told("在容器", "Held in containers", 0)
    held_on_road_kg: Kg = told("在途", "Held on the road", 0)
    held_unaccepted_kg: Kg = told("已过磅未接收", "Weighed, neither accepted nor refused yet", 0)
    held_in_yard_kg: Kg = told("在场待再生", "Held in the yard", 1805)
    held_refused_kg: Kg = told("拒收待处理", "Refused, to go back or elsewhere", 1191)
    held_in_kiln_kg: Kg = told("在窑", "Held in kilns", 0)
    held_kg: Kg = told("库存合计, 逐个对象相加", "All that is held, object by object", 604152)
    closing_difference_kg: Kg = told(
        "平衡差: 逐个对象的库存 − 由流量推算的库存, 应为 0",
        "Stock object by object − stock from the flows; must be 0",
        0,
    )


class Month(Model):
    """一个月 / A month"""

    month: str = told("月份", "The month", "2022-09")
    totals: Totals = told(
        "流量为当月, 库存与差为月末", "Flows of the month; what is held is as of its end"
    )


class EnterpriseLedger(Model):
    """一家企业的碳账 / The books of an enterprise"""

    enterprise: str = told("信用代码", "Credit code", "91330411MAW7DF1000")
    name: str = told("名称", "Name", "嘉兴洛东电子材料有限公司")
    totals: Totals = told("合计", "Totals")


class Account(Model):
    """一个对象的账: 收入 + 增重 = 支出 + 持有 + 计量差 + 未说明损耗 / The account of one object"""

    object: str = told("对象: 类别:编号", "The object, kind:number", "lot:XT220104001")
    kind: str = told("类别", "Its kind", "lot")
    enterprise: str | None = told("企业信用代码", "Credit code", None)
    in_kg: Kg = told("收入, kg", "In, kg", 90000)
    uptake_kg: Kg = told("吸附增重, kg", "Uptake, kg", 0)
    out_kg: Kg = told("支出, kg", "Out, kg", 89700)
    measured_kg: Kg = told("计量差, kg", "Measured difference, kg", 0)
    unexplained_kg: Kg = told("未说明损耗, kg", "Unexplained loss, kg", 0)
    held_kg: Kg = told("持有, kg", "Held, kg", 300)
    difference_kg: Kg = told("不平, kg; 应为 0", "By how much it does not balance, kg", 0)


class KilnLoss(Model):
    """窑的未说明损耗 / What went into a kiln and did not come out"""

    name: str = told("再生批次, 或月份", "The kiln run, or the month", "RK20220906")
    in_kg: Kg = told("投料, kg", "In, kg", 22336)
    out_kg: Kg = told("产出, kg", "Out, kg", 17530)
    disposed_kg: Kg = told("转处置, kg", "Disposed of, kg", 1122)
    unexplained_kg: Kg = told("未说明损耗, kg", "Unexplained, kg", 3684)
    unexplained_percent: float = told("占投料, %", "In percent of the input", 16.5)
    expected_percent: tuple[int, ...] = told("通常范围, %", "The usual band, %", [5, 15])
    within_expected: bool = told("是否在通常范围内", "Whether it lies in the band")


EXAMPLE = Totals.model_validate(
    {name: (field.examples or [0])[0] for name, field in Totals.model_fields.items()}
)


def totals(found: ledger_view.Totals) -> Totals:
    """Show totals in kilograms."""
    return Totals.model_validate(found.in_kilograms())


def account(found: ledger_view.Account) -> Account:
    """Show an account in kilograms."""
    return Account(
        object=found.object,
        kind=found.kind,
        enterprise=found.enterprise,
        in_kg=kg(found.in_g),
        uptake_kg=kg(found.uptake_g),
        out_kg=kg(found.out_g),
        measured_kg=kg(found.measured_g),
        unexplained_kg=kg(found.unexplained_g),
        held_kg=kg(found.held_g),
        difference_kg=kg(found.difference_g),
    )


def kiln_loss(found: ledger_view.KilnLoss) -> KilnLoss:
    """Show a loss in kilograms."""
    return KilnLoss(
        name=found.name,
        in_kg=kg(found.in_g),
        out_kg=kg(found.out_g),
        disposed_kg=kg(found.disposed_g),
        unexplained_kg=kg(found.unexplained_g),
        unexplained_percent=round(found.unexplained_percent, 1),
        expected_percent=found.expected_percent,
        within_expected=found.within_expected,
    )
