"""企业、吸附装置、换炭记录: who has what, and when its carbon was changed."""

from application.tables.declared import Table, count, mass, number, text, time

CREDIT_CODE = text(
    "enterprise", "统一社会信用代码", "产废企业(GB 32100, 18 位)", "The enterprise's credit code"
)
FIRM_NAME = text("enterprise_name", "单位名称", "产废企业名称", "The enterprise's name")

ENTERPRISES = Table(
    "enterprises",
    "企业",
    "Enterprises",
    (
        CREDIT_CODE,
        FIRM_NAME,
        text("town", "行政区划代码", "所在镇街, 9 位", "Its town or street, 9 digits"),
        text("address", "地址", "生产经营场所地址", "Its address"),
        text("industry", "行业类别", "登记时填写的行业", "Its industry, as registered"),
        number("longitude_deg", "经度", "所填坐标的经度", "Longitude as given", unit="°"),
        number("latitude_deg", "纬度", "所填坐标的纬度", "Latitude as given", unit="°"),
        text("coordinates", "坐标系", "经纬度所用坐标系", "The coordinates' system"),
        time("registered", "登记时间", "登记入册之日", "When it was registered"),
        time("admitted", "纳入名单时间", "未纳入为空", "When it was admitted; empty if not"),
    ),
    ("enterprise-registered.v1", "enterprise-admitted.v1"),
)

ADSORBERS = Table(
    "adsorbers",
    "活性炭吸附装置",
    "Adsorbers",
    (
        text("adsorber", "装置编号", "装置标签上的编号", "The number on its label"),
        CREDIT_CODE,
        FIRM_NAME,
        text("name", "装置名称", "企业内的称呼", "What the enterprise calls it"),
        text("carbon_form", "活性炭形态", "颗粒、蜂窝、纤维、粉末、其他", "The carbon's form"),
        count("beds", "炭箱数", "可分别换炭的炭箱", "Beds that are changed by themselves"),
        mass("required_kg", "应填装量", "各炭箱之和", "The required fill of all beds"),
        count("design_airflow_m3_per_h", "设计风量", "设计值", "Design air flow", unit="m³/h"),
        number(
            "removed_voc_mg_per_m3",
            "VOCs削减浓度",
            "进出口浓度之差",
            "VOC taken out of the air",
            unit="mg/m³",
        ),
        number("run_h_per_day", "日运行时间", "每天运行", "Hours run in a day", unit="h"),
        text("solvents", "主要溶剂", "多种以“、”分隔", "Solvents, separated by 、"),
        text("low_efficiency", "是否低效设施", "是或否", "是 or 否: a low-efficiency unit"),
        time("commissioned", "投用时间", "投入使用", "When it was put into service"),
        time("decommissioned", "停用时间", "在用为空", "When it was taken out; empty in service"),
    ),
    (
        "adsorber-commissioned.v1",
        "adsorber-decommissioned.v1",
        "unit-installed.v1",
        "unit-removed.v1",
        "enterprise-registered.v1",
    ),
)

SWAPS = Table(
    "swaps",
    "换炭记录",
    "Fills and swaps, a row for each fill of a bed",
    (
        text("charge", "填装编号", "装置-炭箱-次序", "Adsorber, bed and number of the charge"),
        text("adsorber", "装置编号", "装置标签上的编号", "The adsorber"),
        count("bed", "炭箱号", "装置内的炭箱", "The bed"),
        CREDIT_CODE,
        FIRM_NAME,
        text("lot", "炭批号", "装入的炭批次", "The lot that went in"),
        time("filled", "装填时间", "装入新炭的时间", "When fresh carbon went in"),
        mass("filled_kg", "装填量", "装入的新炭", "Fresh carbon"),
        time("removed", "卸出时间", "尚在使用为空", "When it came out; empty while in use"),
        mass("removed_kg", "卸出量", "卸出的废活性炭", "Spent carbon that came out"),
        mass("uptake_kg", "吸附增重", "卸出量减装填量", "Spent less fresh"),
    ),
    (
        "charge-started.v1",
        "charge-ended.v1",
        "charge-corrected.v1",
        "adsorber-commissioned.v1",
        "enterprise-registered.v1",
    ),
)
