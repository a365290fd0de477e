"""The eight sheets of a ledger: what they are called, and what their columns are called.

A heading is compared folded, without spaces and without the unit in parentheses. The first name
of each column is the usual one.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SheetKind:
    """One kind of sheet. Without its `required` columns no row of it can be used.

    `alternatives` are columns of which at least one must be there, and say something legible.
    """

    name: str
    titles: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]
    required: tuple[str, ...]
    alternatives: tuple[str, ...] = ()


_CREDIT_CODE = ("统一社会信用代码", "社会信用代码", "信用代码", "统一信用代码", "税号")
_ADSORBER = ("装置编号", "设施编号", "吸附装置编号", "设备编号", "装置号")
_MANIFEST = ("联单编号", "联单号", "转移联单编号", "转移联单号", "电子联单编号")
_VEHICLE = ("车牌号", "车牌", "车号", "车辆", "运输车辆")
_PLACE = {
    "longitude": ("经度", "东经"),
    "latitude": ("纬度", "北纬"),
    "system": ("坐标系", "坐标系统"),
}

ENTERPRISES = SheetKind(
    name="企业名单",
    titles=("企业名单", "企业清单", "企业信息", "企业"),
    columns={
        "name": ("企业名称", "单位名称", "公司名称", "名称"),
        "credit_code": _CREDIT_CODE,
        "town": ("所属镇街", "镇街", "所属街道", "街道", "乡镇", "所属乡镇", "镇(街道)"),
        "address": ("地址", "企业地址", "详细地址", "厂址"),
        "contact": ("联系人", "负责人", "环保负责人"),
        "phone": ("手机", "电话", "联系电话", "手机号", "手机号码", "联系方式"),
        "industry": ("行业", "所属行业", "行业类别"),
        "admitted": ("入册日期", "入册时间", "纳入日期", "入库日期"),
        **_PLACE,
    },
    required=("name", "credit_code"),
)

ADSORBERS = SheetKind(
    name="装置台账",
    titles=("装置台账", "装置清单", "吸附装置", "治理设施", "装置"),
    columns={
        "adsorber": _ADSORBER,
        "enterprise": (*_CREDIT_CODE, "企业信用代码"),
        "name": ("装置名称", "设施名称", "名称"),
        "airflow": ("设计风量", "风量"),
        "form": ("炭形式", "活性炭形式", "炭类型", "活性炭类型"),
        "beds": ("炭箱数", "炭箱数量", "箱数"),
        "required_fill": ("要求填充量", "要求填装量", "应填充量", "填充量", "填装量"),
        "solvents": ("主要溶剂", "溶剂", "主要污染物"),
        "removed_voc": ("削减浓度", "VOCs削减浓度"),
        "run_hours": ("日运行时间", "每日运行时间", "运行时间"),
        "commissioned": ("投运日期", "投用日期", "投运时间", "投产日期"),
        "low_efficiency": ("是否低效设施", "低效设施", "是否低效"),
    },
    required=("adsorber", "enterprise", "required_fill", "commissioned"),
)

LOTS = SheetKind(
    name="炭批次",
    titles=("炭批次", "活性炭批次", "批次台账", "进炭台账"),
    columns={
        "lot": ("批号", "炭批号", "批次编号", "活性炭批号"),
        "source": ("来源", "炭来源", "类别"),
        "supplier": ("供应商", "供货单位", "生产厂家", "厂家"),
        "mass": ("数量", "重量", "到货量", "到货数量"),
        "iodine": ("碘值", "碘吸附值"),
        "report": ("检测报告号", "检测报告编号", "报告编号", "检测报告"),
        "received": ("到货日期", "到货时间", "入库日期", "进货日期"),
    },
    required=("lot", "mass", "received"),
)

SWAPS = SheetKind(
    name="换炭记录",
    titles=("换炭记录", "更换记录", "填装记录", "换炭"),
    columns={
        "occurred": ("时间", "更换时间", "换炭时间", "日期", "更换日期", "换炭日期", "填装时间"),
        "adsorber": _ADSORBER,
        "beds": ("炭箱", "炭箱号", "箱号"),
        "removed": ("卸出量", "卸炭量", "更换下来量", "废炭量"),
        "filled": ("装填量", "填装量", "装炭量", "新炭量", "填充量"),
        "lot": ("炭批号", "批号", "活性炭批号", "新炭批号"),
        "vehicle": _VEHICLE,
        "manifest": _MANIFEST,
        "operator": ("经办人", "操作人", "作业人员", "更换人员"),
    },
    required=("occurred", "adsorber"),
    alternatives=("removed", "filled"),
)

MANIFESTS = SheetKind(
    name="转移联单",
    titles=("转移联单", "联单", "危废转移"),
    columns={
        "number": (*_MANIFEST, "编号"),
        "occurred": ("转移日期", "转移时间", "日期", "发运日期", "转出日期"),
        "producer": ("产生单位信用代码", "产废单位信用代码", "移出单位信用代码", *_CREDIT_CODE),
        "receiver": ("接收单位", "接收单位名称", "处置单位", "经营单位"),
        "waste_code": ("废物代码", "危废代码", "废物类别"),
        "sent": ("发出量", "转移量", "移出量", "转出量", "发出重量"),
        "received": ("接收量", "签收量", "实收量", "接收重量"),
        "vehicle": _VEHICLE,
        "driver": ("司机", "驾驶员", "运输人"),
        "status": ("状态", "联单状态", "办理状态"),
        "refused": ("拒收量", "拒收数量"),
        "reason": ("拒收原因", "原因"),
    },
    required=("number", "occurred", "producer", "sent"),
)

RECEIVERS = SheetKind(
    name="接收单位",
    titles=("接收单位", "处置单位", "经营单位"),
    columns={
        "name": ("名称", "单位名称", "接收单位", "企业名称"),
        "credit_code": _CREDIT_CODE,
        "permit": ("许可证编号", "许可证号", "经营许可证编号", "危废经营许可证编号"),
        "waste_codes": ("许可废物代码", "废物代码", "许可类别"),
        "yearly_limit": ("年许可量", "许可量", "年处置能力", "核准规模"),
        "valid_until": ("许可证有效期至", "有效期至", "有效期", "到期日期"),
        **_PLACE,
    },
    required=("name", "credit_code", "permit"),
)

BATCHES = SheetKind(
    name="再生批次",
    titles=("再生批次", "再生记录", "窑批"),
    columns={
        "batch": ("批次号", "再生批次号", "窑次", "批次编号"),
        "opened": ("开始", "开始日期", "开始时间", "投料日期"),
        "closed": ("结束", "结束日期", "结束时间", "出料日期"),
        "manifests": ("投料联单", "联单编号", "投料联单编号", "来源联单"),
        "input": ("投料量", "投入量", "进料量"),
        "output": ("再生产出", "产出量", "再生产出量", "再生量"),
        "output_lot": ("产出炭批号", "产出批号", "再生炭批号"),
        "iodine": ("产出碘值", "再生炭碘值", "碘值"),
        "disposed": ("转处置", "转处置量", "处置量"),
    },
    required=("batch", "opened", "manifests"),
)

TARIFFS = SheetKind(
    name="费率",
    titles=("费率", "收费标准", "价格"),
    columns={
        "item": ("项目", "收费项目", "费用项目"),
        "unit": ("单位", "计费单位", "计量单位"),
        "price": ("单价", "价格", "收费标准"),
        "since": ("生效日期", "执行日期", "起始日期"),
        "until": ("失效日期", "截止日期", "终止日期"),
        "note": ("说明", "备注"),
    },
    required=("item", "price", "since"),
)

SHEET_KINDS = (ENTERPRISES, ADSORBERS, LOTS, SWAPS, MANIFESTS, RECEIVERS, BATCHES, TARIFFS)
