"""Which part of an .xlsx package holds the cells of which sheet."""

from collections.abc import Iterator
from posixpath import join, normpath
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_MAX_PART_BYTES = 32 * 1024 * 1024


class PartTooLargeError(ValueError):
    """A part that lists names is far larger than any honest one."""


def parts_of(archive: ZipFile) -> dict[str, str]:
    """Parts by the titles of their sheets, as far as they are there."""
    there = set(archive.namelist())
    targets = {
        relation.get("Id", ""): normpath(join("/xl", relation.get("Target", ""))).lstrip("/")
        for relation in _named(_parsed(archive, _RELATIONS), "Relationship")
    }
    return {
        sheet.get("name", ""): part
        for sheet in _named(_parsed(archive, _WORKBOOK), "sheet")
        if (part := targets.get(_relation(sheet))) in there and part
    }


def _parsed(archive: ZipFile, part: str) -> Element:
    if archive.getinfo(part).file_size > _MAX_PART_BYTES:
        raise PartTooLargeError(part)
    return fromstring(archive.read(part), forbid_dtd=True)


def _named(root: Element, name: str) -> Iterator[Element]:
    """Elements by name, in whichever of the two namespaces the standard knows."""
    return (each for each in root.iter() if each.tag.rpartition("}")[2] == name)


def _relation(sheet: Element) -> str:
    ids = [value for name, value in sheet.attrib.items() if name.endswith("}id")]
    return ids[0] if ids else ""
