"""危险废物产生、入库、出库、转移台账: the ledgers of HJ 1259 for what leaves the adsorbers."""

from application.tables.declared import Missing, Table, count, mass, text, time
from application.tables.plants import CREDIT_CODE, FIRM_NAME

WASTE = (
    text(
        "waste_name", "危险废物名称", "废活性炭", "Spent activated carbon", standard="危险废物名称"
    ),
    text("waste_category", "危险废物类别", "HW49", "HW49", standard="危险废物类别"),
    text("waste_code", "危险废物代码", "900-039-49", "900-039-49", standard="危险废物代码"),
)
UNIT = Missing("计量单位", "各质量列一律为 kg, 写在列名中", "All masses are kg, as headings say")
LISTED = Missing(
    "国家危险废物名录名称",
    "一律为类别 HW49 的名称“其他废物”",
    "Always that of HW49: other wastes",
)
PACKAGING = Missing("容器/包装类型", "未登记", "Not recorded")
_NAMES = (
    "姓名属个人信息, 加密保存, 不进入任何表",
    "A person's name: sealed, and handed out in no table",
)
_STORE = ("企业内贮存设施未登记", "The enterprise's storage facilities are not recorded")

_FILLED = ("container-filled.v1", "container-labelled.v1", "container-corrected.v1")
_OFFICIAL = text(
    "container_code",
    "容器/包装编码",
    "HJ 1276 标签的 37 位数字识别码; 未贴标签为空",
    "The official label's 37 digits; empty where there is none",
    standard="容器/包装编码",
)
_ONE = count(
    "containers",
    "容器/包装数量",
    "一行一个容器",
    "A row for each container",
    standard="容器/包装数量",
)

WASTE_GENERATED = Table(
    "waste_generated",
    "危险废物产生台账",
    "Hazardous waste generated",
    (
        text(
            "batch",
            "产生批次编码",
            "容器编号, 一个容器一批",
            "The container's number: each is a batch",
            standard="产生批次编码",
        ),
        time("generated", "产生时间", "卸炭装入容器", "When it was filled", standard="产生时间"),
        CREDIT_CODE,
        FIRM_NAME,
        *WASTE,
        mass("generated_kg", "产生量", "装入容器的质量", "What went in", standard="产生量"),
        _OFFICIAL,
        _ONE,
        text(
            "adsorber",
            "产生危险废物设施编码",
            "卸出废炭的装置编号",
            "The adsorber it came out of",
            standard="产生危险废物设施编码",
        ),
        text(
            "destination",
            "去向",
            "未转移为“贮存”, 已随联单转移为“委外利用处置”",
            "贮存 while it stands, 委外利用处置 once it has left",
            standard="去向",
        ),
        text("manifest", "转移联单编号", "未转移为空", "The manifest it left with"),
    ),
    (*_FILLED, "container-consigned.v1", "charge-started.v1", "enterprise-registered.v1"),
    "产生环节",
    (LISTED, UNIT, PACKAGING, Missing("产生部门经办人", *_NAMES)),
)

STORED_IN = Table(
    "stored_in",
    "危险废物入库台账",
    "Hazardous waste stored in",
    (
        text(
            "storing",
            "入库批次编码",
            "容器编号; 容器自装入起即在企业内贮存",
            "The container's number: it is stored from its filling on",
            standard="入库批次编码",
        ),
        time("stored", "入库时间", "装入容器", "When it was filled", standard="入库时间"),
        CREDIT_CODE,
        FIRM_NAME,
        _OFFICIAL,
        _ONE,
        *WASTE,
        mass("stored_kg", "入库量", "容器内的质量", "What it holds", standard="入库量"),
        text("batch", "产生批次编码", "同一容器", "The same container", standard="产生批次编码"),
    ),
    (*_FILLED, "enterprise-registered.v1"),
    "入库环节",
    (
        LISTED,
        UNIT,
        PACKAGING,
        Missing("贮存设施编码", *_STORE),
        Missing("贮存设施类型", *_STORE),
        Missing("运送部门经办人", *_NAMES),
        Missing("贮存部门经办人", *_NAMES),
    ),
)

STORED_OUT = Table(
    "stored_out",
    "危险废物出库台账",
    "Hazardous waste taken out of store",
    (
        text(
            "leaving",
            "出库批次编码",
            "容器编号; 随联单离开企业",
            "The container's number: it left with a manifest",
            standard="出库批次编码",
        ),
        time("taken_out", "出库时间", "随联单交出", "When it was handed over", standard="出库时间"),
        CREDIT_CODE,
        FIRM_NAME,
        _OFFICIAL,
        _ONE,
        *WASTE,
        mass("taken_out_kg", "出库量", "交出时的质量", "What it held then", standard="出库量"),
        text("storing", "入库批次编码", "同一容器", "The same container", standard="入库批次编码"),
        text("receiver", "去向", "联单的接收单位", "Who receives the manifest", standard="去向"),
        text("manifest", "转移联单编号", "所随联单", "The manifest it left with"),
    ),
    (*_FILLED, "container-consigned.v1", "manifest-issued.v1", "enterprise-registered.v1"),
    "出库环节",
    (
        LISTED,
        UNIT,
        PACKAGING,
        Missing("贮存设施编码", *_STORE),
        Missing("贮存设施类型", *_STORE),
        Missing("出库部门经办人", *_NAMES),
        Missing("运送部门经办人", *_NAMES),
    ),
)
