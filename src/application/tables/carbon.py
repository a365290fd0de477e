"""转移联单、再生利用、炭批次: what left the enterprises, what was made of it, what is in store."""

from application.tables.declared import Missing, Table, count, mass, text, time
from application.tables.plants import CREDIT_CODE, FIRM_NAME
from application.tables.waste import LISTED, UNIT, WASTE

_MANIFESTS = (
    "manifest-issued.v1",
    "manifest-departed.v1",
    "manifest-arrived.v1",
    "manifest-accepted.v1",
    "manifest-partially-accepted.v1",
    "manifest-refused.v1",
    "manifest-consignment-charged.v1",
    "manifest-closed.v1",
)

_LICENSED = (
    "废活性炭只交给境内持证单位",
    "Spent carbon goes to licensed receivers in the country only",
)

TRANSFERS = Table(
    "transfers",
    "转移联单台账",
    "Manifests: waste given to others for use or disposal",
    (
        text(
            "manifest",
            "委外利用/处置批次编码",
            "转移联单编号, 14 位",
            "The manifest's number, 14 digits",
            standard="委外利用/处置批次编码",
        ),
        time("issued", "开具时间", "联单开具", "When it was issued"),
        time("departed", "出厂时间", "未出厂为空", "When it left", standard="出厂时间"),
        CREDIT_CODE,
        FIRM_NAME,
        count(
            "containers",
            "容器/包装数量",
            "已知随联单转移的容器",
            "Containers known to have left with it",
            standard="容器/包装数量",
        ),
        *WASTE,
        mass(
            "sent_kg",
            "委外利用/处置量",
            "出厂过磅的质量",
            "Weighed on leaving",
            standard="委外利用/处置量",
        ),
        text(
            "receiver",
            "利用接收单位名称",
            "联单的接收单位",
            "Who receives it",
            standard="许可证持有单位名称",
        ),
        text("vehicle", "车牌号", "运输车辆", "The vehicle"),
        time("arrived", "到达时间", "未到达为空", "When it arrived"),
        mass("received_kg", "接收量", "到达过磅的质量", "Weighed on arrival"),
        mass("refused_kg", "拒收量", "未拒收为空", "What was refused"),
        mass("charged_kg", "投料量", "已投入再生窑的质量", "What went into a kiln"),
        text(
            "stage",
            "联单状态",
            "已开具、运输中、已到达、已拒收、已接收、已办结",
            "Issued, under way, arrived, refused, accepted, closed",
        ),
    ),
    (*_MANIFESTS, "container-consigned.v1", "enterprise-registered.v1"),
    "委外利用/处置环节",
    (
        LISTED,
        UNIT,
        Missing(
            "容器/包装编码",
            "一份联单可有多个容器, 见危险废物出库台账",
            "A manifest has several containers; see the table of what was taken out of store",
        ),
        Missing("容器/包装类型", "未登记", "Not recorded"),
        Missing("利用/处置方式", "联单不记此项", "Not recorded with the manifest"),
        Missing("接收单位类型", "未登记", "Not recorded"),
        Missing(
            "许可证编码",
            "见事实 receiver-licence-registered.v1",
            "In the facts named receiver-licence-registered.v1",
        ),
        Missing("豁免管理单位名称", *_LICENSED),
        Missing("境外利用处置单位名称", *_LICENSED),
        Missing("出口核准通知单编号", *_LICENSED),
        Missing(
            "产生批次编码/出库批次编码",
            "见危险废物出库台账的转移联单编号",
            "See the manifests in the table of what was taken out of store",
        ),
    ),
)

REGENERATIONS = Table(
    "regenerations",
    "再生利用台账",
    "Regeneration batches",
    (
        text(
            "batch",
            "自行利用/处置批次编码",
            "再生批次; 在再生单位进行",
            "The kiln run, at the regenerator's",
            standard="自行利用/处置批次编码",
        ),
        time("opened", "自行利用/处置时间", "开始", "It began", standard="自行利用/处置时间"),
        time(
            "closed",
            "自行利用/处置完毕时间",
            "未完毕为空",
            "It ended; empty while it goes on",
            standard="自行利用/处置完毕时间",
        ),
        *WASTE,
        mass(
            "in_kg",
            "自行利用/处置量",
            "投料量",
            "What went in",
            standard="自行利用/处置量",
        ),
        mass("out_kg", "产出量", "再生炭", "Regenerated carbon"),
        mass("disposed_kg", "转处置量", "不能再生而转处置", "Sent on to disposal"),
        mass("unexplained_kg", "未说明损失", "投料减产出减转处置", "Neither put out nor disposed"),
        text("lot", "产出炭批号", "未产出为空", "The lot it put out"),
    ),
    (
        "batch-opened.v1",
        "batch-carbon-charged.v1",
        "batch-carbon-regenerated.v1",
        "batch-carbon-disposed.v1",
        "batch-closed.v1",
    ),
    "自行利用/处置环节",
    (
        LISTED,
        UNIT,
        Missing("容器/包装编码", "散装投料", "Fed in bulk"),
        Missing("容器/包装类型", "散装投料", "Fed in bulk"),
        Missing("容器/包装数量", "散装投料", "Fed in bulk"),
        Missing("自行利用/处置设施编码", "窑未登记编码", "Kilns have no code on record"),
        Missing("自行利用/处置方式", "一律为再生", "Always regeneration"),
        Missing(
            "自行利用/处置部门经办人",
            "姓名属个人信息, 不进入任何表",
            "A person's name, handed out in no table",
        ),
        Missing(
            "产生批次编码/出库批次编码",
            "投料以联单为单位, 见转移联单台账的投料量",
            "Fed by manifests; see what of each went into a kiln",
        ),
    ),
)

LOTS = Table(
    "lots",
    "炭批次",
    "Carbon lots",
    (
        text("lot", "炭批号", "质检报告所属批号", "The lot's number"),
        text("source", "来源", "新炭或再生炭", "新炭 virgin, 再生炭 regenerated"),
        text("supplier", "供应单位", "到货登记的供应单位", "Who supplied it"),
        text("batch", "再生批次", "新炭为空", "The kiln run that put it out"),
        time("received", "到货时间", "未到货为空", "When it arrived"),
        mass("received_kg", "到货量", "到货过磅的质量", "What arrived"),
        mass("left_kg", "结存量", "到货量减取用量", "What is left of it"),
        count("iodine_mg_per_g", "碘值", "最近一次检测", "The latest test", unit="mg/g"),
        text("certificate", "检测报告号", "没有为空", "The test's certificate"),
    ),
    (
        "lot-produced.v1",
        "lot-received.v1",
        "lot-quality-tested.v1",
        "lot-drawn.v1",
        "lot-corrected.v1",
    ),
)
