"""`tanguanjia backup`: the books in one file on another disk, while everybody goes on writing."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli import printing
from adapters.cli.asking import AsJson
from adapters.cli.desk import Desk, desk_of

if TYPE_CHECKING:
    from application.ports.backups import Manifest


def backup(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="文件/FILE", help="备份文件 / the back-up's file")
    ],
    *,
    check: Annotated[
        bool,
        typer.Option("--check", help="核对已有的备份, 不做新的 / check a back-up that is there"),
    ] = False,
    in_json: AsJson = False,
) -> None:
    """备份或核对备份 / Back up the books, or check a back-up.

    服务不必停止; 清单写在旁边(文件名加 .manifest.json)。密钥文件不在其中, 要另外保存。
    The server need not stop; the manifest is written beside it (FILE.manifest.json). The secret's
    file is not in it and must be kept by itself.
    """
    desk = desk_of(context)
    manifest = desk.check_backup(file) if check else _taken(desk, file, in_json=in_json)
    if in_json:
        printing.as_json(manifest)
        return
    said = "备份完好 / the back-up is whole" if check else "已备份 / backed up"
    printing.say(
        f"{said}: {file}",
        f"  日志末位 head {manifest.head}, 库结构 schema {manifest.schema}, "
        f"{manifest.bytes:,} bytes",
        f"  SHA-256 {manifest.sha256}",
    )


def _taken(desk: Desk, file: Path, *, in_json: bool) -> "Manifest":
    if not desk.books.demo:
        desk.books.must_exist()
    with desk.office() as office:
        now = office.clock.now().isoformat(timespec="microseconds")
        manifest = office.backups.take(file, now)
        secret = office.look_around(now).secret
    if not in_json:
        printing.whisper(
            f"密钥文件不在备份中, 请另行保存 / the secret is not in it, keep it by itself: {secret}"
        )
    return manifest
