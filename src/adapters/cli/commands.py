"""Every command and its name."""

from typing import Any

import typer

from adapters.cli import (
    accesses,
    alerts,
    assessing,
    backing_up,
    charges,
    checking,
    correcting,
    custody,
    declaring,
    demonstrating,
    devices,
    duties,
    explaining,
    exporting,
    feeding,
    health,
    importing,
    inspecting,
    keeping,
    keys,
    ledger,
    listening,
    projecting,
    reconciling,
    relaying,
    replay,
    rolling_up,
    sandbox,
    serving,
    settings,
    showing,
    subjects,
    tabulating,
    telemetry,
)


def add_to(app: typer.Typer) -> None:
    """Give the command line its commands, in the order in which they are listed."""
    app.command("serve")(serving.serve)
    app.command("demo")(demonstrating.demo)
    app.command("sandbox")(sandbox.sandbox)
    app.command("import")(importing.import_files)
    app.command("ledger")(ledger.ledger)
    app.command("custody")(custody.custody)
    app.add_typer(health.group(), name="health")
    app.add_typer(_group("企业 / An enterprise", show=showing.enterprise), name="enterprise")
    app.add_typer(
        _group(
            "吸附装置 / An adsorber",
            **{
                "show": showing.adsorber,
                "verify-swap": inspecting.verify_swap,
                "commit": inspecting.commit,
                "measure-bed": inspecting.measure_bed,
            },
        ),
        name="adsorber",
    )
    app.add_typer(devices.group(), name="device")
    app.add_typer(
        _group(
            "监测数据 / Telemetry",
            **{
                "import": telemetry.import_file,
                "maps": telemetry.maps,
                "listen": feeding.listen,
                "roll-up": rolling_up.roll_up,
            },
        ),
        name="telemetry",
    )
    app.add_typer(declaring.group(), name="declare")
    app.add_typer(inspecting.group(), name="objection")
    app.command("alerts")(alerts.alerts)
    app.add_typer(
        _group("预警 / An alert", show=alerts.show, acknowledge=alerts.acknowledge), name="alert"
    )
    app.command("outbox")(alerts.outbox)
    app.add_typer(
        _group("值班联系人 / On duty", name=duties.name, list=duties.list_duties), name="duty"
    )
    app.command("assess")(assessing.assess)
    app.add_typer(
        _group("一次填装 / A charge", show=charges.show, explain=explaining.explain), name="charge"
    )
    app.command("replay")(replay.replay)
    app.command("verify")(checking.verify)
    app.add_typer(_group("导出 / Export", ledger=exporting.ledger), name="export")
    app.add_typer(tabulating.group(), name="tables")
    app.command("reconcile")(reconciling.reconcile)
    app.add_typer(
        _group("更正 / Correct", swap=correcting.swap, contacts=correcting.contacts), name="correct"
    )
    app.add_typer(
        _group("个人信息 / Personal data", find=subjects.find, erase=subjects.erase), name="subject"
    )
    app.add_typer(
        _group("密钥 / Keys", create=keys.create, list=keys.list_keys, revoke=keys.revoke),
        name="key",
    )
    app.add_typer(
        _group(
            "参数 / Settings",
            list=settings.list_settings,
            show=settings.show,
            preview=settings.preview,
            adopt=settings.adopt,
        ),
        name="setting",
    )
    app.add_typer(_group("访问记录 / The record of access", log=accesses.log), name="access")
    app.add_typer(relaying.commands(), name="relay")
    app.command("listen")(listening.listen)
    app.command("doctor")(checking.doctor)
    app.command("backup")(backing_up.backup)
    app.add_typer(
        _group(
            "日志 / The log",
            **{"status": keeping.status, "ordering": keeping.ordering, "continue": keeping.go_on},
        ),
        name="log",
    )
    app.add_typer(
        _group(
            "视图 / The views",
            status=projecting.status,
            rebuild=projecting.rebuild,
            retry=projecting.retry,
        ),
        name="projections",
    )


def _group(title: str, **commands: Any) -> typer.Typer:
    group = typer.Typer(help=title, no_args_is_help=True, rich_markup_mode=None)
    for name, command in commands.items():
        group.command(name)(command)
    return group
