"""What each published name is called and says in 中文, and what has changed since.

A card is added with its name. Where a published name gets a further field, its card gets a change.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from application.ports.event_types import Change


@dataclass(frozen=True, slots=True)
class Card:
    """A name in 中文, as the glossary has it, what it says, and its changes, the oldest first.

    What it says in English is the docstring of its fact.
    """

    zh: str
    says: str
    changes: tuple[Change, ...]


_FIRST = (Change("0.1.0", "首次公布", "First published"),)

CARDS: Mapping[str, Card] = {
    "enterprise-registered.v1": Card("企业登记", "企业登记在册, 为人所知。", _FIRST),
    "enterprise-contacts-changed.v1": Card("联系人变更", "换了联系人。", _FIRST),
    "enterprise-admitted.v1": Card("企业入册", "企业纳入管理。", _FIRST),
    "unit-installed.v1": Card(
        "治理设施安装", "一台设施治理某企业的废气; low_efficiency 为列入整治的低效设施。", _FIRST
    ),
    "unit-removed.v1": Card("治理设施拆除", "设施已拆除。", _FIRST),
    "adsorber-commissioned.v1": Card("吸附装置投运", "吸附装置投入使用。", _FIRST),
    "adsorber-carbon-filled.v1": Card("填装活性炭", "空炭箱装入活性炭。", _FIRST),
    "adsorber-carbon-swapped.v1": Card("更换活性炭", "卸出废炭, 装入新炭。", _FIRST),
    "adsorber-carbon-removed.v1": Card("卸出废炭", "卸出废炭, 炭箱空置。", _FIRST),
    "adsorber-swap-corrected.v1": Card(
        "换炭记录更正", "记在 swap 时间的填装、更换或卸出, 实情如此; 整条代替原记录。", _FIRST
    ),
    "adsorber-decommissioned.v1": Card("吸附装置停用", "吸附装置停止使用。", _FIRST),
    "charge-started.v1": Card(
        "一次填装开始", "某批次的炭 fresh_g 克开始在炭箱内工作, 该箱应装 required_g 克。", _FIRST
    ),
    "charge-ended.v1": Card(
        "一次填装结束", "装入 fresh_g 克的炭卸出 removed_g 克, 差额为吸附增重。", _FIRST
    ),
    "charge-corrected.v1": Card("一次填装更正", "这次填装的实情如此; 代替它的开始与结束。", _FIRST),
    "lot-produced.v1": Card("炭批次产出", "窑炉产出该批次; 质量由再生批次自己的事实入账。", _FIRST),
    "lot-received.v1": Card(
        "炭批次到货", "到货 mass_g 克, 其中 booked_g 克在再生产出时已入账。", _FIRST
    ),
    "lot-quality-tested.v1": Card("炭批次检测", "检测结果。", _FIRST),
    "lot-drawn.v1": Card("炭批次领用", "从该批次领炭, 用于一台吸附装置。", _FIRST),
    "lot-corrected.v1": Card(
        "炭批次领用更正", "记在该装置与 key 时间下的领用, 实情如此; 代替原记录。", _FIRST
    ),
    "container-filled.v1": Card(
        "容器装入废炭", "废炭装入容器; manifest 为当时一并写下的联单编号, 如有。", _FIRST
    ),
    "container-labelled.v1": Card("容器贴标签", "容器贴上该危险废物标签。", _FIRST),
    "container-consigned.v1": Card("容器随联单转移", "容器随联单转移, 内装 mass_g 克。", _FIRST),
    "container-corrected.v1": Card(
        "容器装入量更正", "容器装入的时间与数量实情如此; 代替装入与转移。", _FIRST
    ),
    "manifest-issued.v1": Card("联单开具", "联单开具。", _FIRST),
    "manifest-departed.v1": Card(
        "联单起运", "sent_g 克运离企业, 所载容器共装 contained_g 克。", _FIRST
    ),
    "manifest-arrived.v1": Card("联单到达过磅", "发出 sent_g 克, 到达过磅 received_g 克。", _FIRST),
    "manifest-accepted.v1": Card("联单接收", "全部接收。", _FIRST),
    "manifest-partially-accepted.v1": Card(
        "联单部分接收", "部分拒收; 拒收部分须另开联单转移。", _FIRST
    ),
    "manifest-refused.v1": Card("联单拒收", "全部拒收。", _FIRST),
    "manifest-consignment-charged.v1": Card(
        "联单废炭投料", "窑炉投入其中 mass_g 克; 质量由再生批次自己的事实入账。", _FIRST
    ),
    "manifest-origin-recorded.v1": Card(
        "联单补记来源",
        "该容器当时也在车上, 连它在内共装 contained_g 克。代替起运时所说的所载量, 发出量不变。",
        _FIRST,
    ),
    "manifest-closed.v1": Card("联单办结", "联单办结。", _FIRST),
    "batch-opened.v1": Card("再生批次开始", "再生批次开始。", _FIRST),
    "batch-carbon-charged.v1": Card("投料", "废炭投入窑炉。", _FIRST),
    "batch-carbon-regenerated.v1": Card("再生产出", "产出再生炭批次。", _FIRST),
    "batch-carbon-disposed.v1": Card("转处置", "一部分转去处置。", _FIRST),
    "batch-closed.v1": Card(
        "再生批次结束", "再生批次结束; unexplained_g 克投入后既未产出也未处置。", _FIRST
    ),
    "receiver-licence-registered.v1": Card(
        "接收单位许可证登记",
        "接收单位持有该许可证; yearly_limit_g 为每年许可的废物克数, 如已知。",
        _FIRST,
    ),
    "tariff-adopted.v1": Card(
        "费率生效", "自 occurred 起至 until 止, 该项目每 unit 收 price_fen 分。", _FIRST
    ),
    "key-issued.v1": Card(
        "密钥发出", "持此密钥者在到期之前以该身份办事; 只写日期即到该日结束。", _FIRST
    ),
    "key-revoked.v1": Card("密钥吊销", "密钥不再有效。", _FIRST),
    "access-refused.v1": Card(
        "访问被拒", "一个调用者被拒; 同一天内同一请求因同一原因被拒只记一次。", _FIRST
    ),
    "access-refusals-unlisted.v1": Card(
        "被拒访问不再逐条记录", "当日被拒的种类太多, 其后只计数。", _FIRST
    ),
    "access-exported.v1": Card(
        "导出账册", "一个调用者取走了一份账: 多少行, 截至何时、当时所知何时。", _FIRST
    ),
    "subscription-opened.v1": Card(
        "订阅新建",
        "从 place 之后发生的事推送给该地址; holder 的密钥负责, role 与 jurisdiction 决定"
        "看得到什么, wanted 为筛选条件。",
        _FIRST,
    ),
    "subscription-paused.v1": Card("订阅暂停", "应订阅者要求暂停推送。", _FIRST),
    "subscription-resumed.v1": Card("订阅恢复", "继续推送; 此后由 holder 的密钥负责。", _FIRST),
    "subscription-moved.v1": Card("订阅改从别处继续", "改从 place 之后推送。", _FIRST),
    "subscription-secret-rotated.v1": Card("订阅签名密钥轮换", "此后用新密钥签名。", _FIRST),
    "subscription-replayed.v1": Card("订阅补发", "这些位置上的事再推送一次。", _FIRST),
    "subscription-event-released.v1": Card("停放事件放行", "停放的事件重新尝试。", _FIRST),
    "subscription-event-skipped.v1": Card(
        "停放事件跳过", "有人决定这条停放的事件不必推送。", _FIRST
    ),
    "subscription-disabled.v1": Card("订阅停用", "系统停止推送。", _FIRST),
    "subscription-closed.v1": Card("订阅关闭", "订阅就此结束。", _FIRST),
    "adsorber-swap-verified.v1": Card(
        "换炭记录核实", "有人现场看过, 记在 swap 时间的填装或更换属实。", _FIRST
    ),
    "adsorber-replacement-committed.v1": Card(
        "更换周期承诺",
        "企业自己的排污许可或环评文件承诺每 every_days 天更换一次, 自发生时间起。",
        _FIRST,
    ),
    "adsorber-bed-measured.v1": Card(
        "炭箱过风面积登记",
        "按图纸或实测, 气流自发生时间起经 flow_area_m2 平方米通过该炭箱; 后登记的取代前一次。",
        _FIRST,
    ),
    "charge-operation-recorded.v1": Card(
        "逐日运行记录", "仪器在该日测得的运行情况; 代替此前对该日的记录。", _FIRST
    ),
    "charge-operation-declared.v1": Card(
        "运行情况申报", "企业申报的运行情况, 自发生日起。", _FIRST
    ),
    "charge-materials-used.v1": Card(
        "原辅料用量申报", "企业申报的含 VOCs 原辅料用量, 自发生日起。", _FIRST
    ),
    "charge-electricity-read.v1": Card("电表读数申报", "企业申报的电表读数。", _FIRST),
    "charge-stack-tested.v1": Card("排口检测", "检测机构在排口测得的结果, 由企业申报。", _FIRST),
    "charge-shutdown-declared.v1": Card("停产申报", "自发生日起没有废气通过, 由企业申报。", _FIRST),
    "charge-saturation-assessed.v1": Card(
        "饱和度评估",
        "炭有多满、何时穿透; 规则给出的日期另列。relied 写明读到哪里, 足以重算。",
        _FIRST,
    ),
    "charge-health-code-changed.v1": Card(
        "健康码变更", "健康码由证据与规则得出, 附全部理由, 最重者在前。", _FIRST
    ),
    "charge-code-objected.v1": Card("健康码申诉", "企业认为健康码有误。", _FIRST),
    "charge-site-checked.v1": Card("现场核查", "现场看到的情况。", _FIRST),
    "charge-objection-decided.v1": Card(
        "申诉决定", "申诉成立或驳回; 所列日期的读数不再计入。", _FIRST
    ),
    "charge-behaviour-learned.v1": Card(
        "填装特性归纳", "这次填装结束后, 估计炭箱表现如何。", _FIRST
    ),
    "device-installed.v1": Card("监测设备安装", "设备就位, 每隔若干秒测量所列各项。", _FIRST),
    "device-replaced.v1": Card("监测设备更换", "同一编号下换上另一台设备。", _FIRST),
    "device-removed.v1": Card("监测设备拆除", "设备已拆除。", _FIRST),
    "device-key-issued.v1": Card("设备密钥发出", "持有密钥者以该设备的名义上传读数。", _FIRST),
    "device-key-revoked.v1": Card("设备密钥吊销", "该密钥不再有效。", _FIRST),
    "device-fell-silent.v1": Card(
        "监测数据缺失", "超过允许时间没有收到读数; last_reading 为最后一次读数。", _FIRST
    ),
    "device-heard-again.v1": Card("监测数据恢复", "又收到读数。", _FIRST),
    "device-bed-overheated.v1": Card("炭层超温", "读到炭层温度达到着火风险的上限。", _FIRST),
    "device-bed-cooled.v1": Card("炭层降温", "炭层温度已明显低于上限。", _FIRST),
    "experience-gathered.v1": Card(
        "本区经验汇总",
        "已结束且出口有监测的填装表明, 炭箱与申报有多大出入; 此后的评估以此为先验。",
        _FIRST,
    ),
    "setting-adopted.v1": Card(
        "参数采用", "自生效日起该组参数取这些值; 未写的参数不变, 已过去的日子不受影响。", _FIRST
    ),
    "alert-raised.v1": Card("预警发出", "一次填装离开绿码, 预警由此开始。", _FIRST),
    "alert-escalated.v1": Card(
        "预警升级", "预警加重: 级别升高、出现着火风险, 或清运延误不再是处置方的。", _FIRST
    ),
    "alert-eased.v1": Card("预警降级", "预警减轻, 尚未解除。", _FIRST),
    "alert-notified.v1": Card(
        "预警告知", "已告知一方; certain 为 false 时对方可能收到, 也可能没有。", _FIRST
    ),
    "alert-acknowledged.v1": Card("预警签收", "有人已看到, 并写明如何处理。", _FIRST),
    "alert-resolved.v1": Card("预警解除", "预警结束, 附原因。", _FIRST),
    "reminder-given.v1": Card(
        "到期提醒", "绿码时在应更换日之前 ahead_days 天提醒企业; 不是预警。", _FIRST
    ),
    "duty-contact-named.v1": Card("值班联系人", "自此预警告知此人。", _FIRST),
}
