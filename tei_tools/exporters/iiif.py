"""IIIF Presentation 3: a manifest for each document whose pages have images on the web.

A canvas for each image, in the order of the pages, with the image painted on it and the page's text beside
it (``supplementing``). A canvas has the size of its ``surface`` where the TEI says one, else a nominal one:
sizes are relative, and IIIF asks for them. Addresses come from ``--base``, which has to be of the web.
International Image Interoperability Framework, "Presentation API" 3.0.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from tei_tools.errors import UsageError
from tei_tools.exporters import FORMAT_VERSION, Options
from tei_tools.exporters._distinct import distinct
from tei_tools.exporters._file_names import FileNames
from tei_tools.exporters._identifiers import Iris

if TYPE_CHECKING:
    from tei_tools.records import Record
    from tei_tools.records._rows_described import Page
    from tei_tools.writing import Output

DESCRIPTION = "IIIF manifest of each document whose pages have images"

logger = logging.getLogger(__name__)

NOMINAL = (1000, 1414)  # width and height of a page whose size is not known
_FORMATS = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif",
            "tif": "image/tiff", "tiff": "image/tiff", "webp": "image/webp", "jp2": "image/jp2"}  # fmt: skip
# An address of the Image API: "{service}/{region}/{size}/{rotation}/{quality}.{format}", or its info.json.
_IMAGE_API = re.compile(r"(https?://.+?)(?:/(?:full|square|[\d,.]+)/[^/]+/!?[\d.]+/\w+\.\w+|/info\.json)")
# What `rights` may hold (3.1): Creative Commons and RightsStatements.org, by their http addresses.
_RIGHTS = re.compile(
    r"https?://(?:www\.)?((?:creativecommons\.org/(?:licenses|publicdomain)|rightsstatements\.org/(?:vocab|page))"
    r"/[\w-]+/\d\.\d)(?:/.*)?"
)


def export(records: Iterable[Record], folder: Output, options: Options) -> int:
    """Write one ``.manifest.json`` file a document with images; gives how many documents there were."""
    names, number, without = FileNames(".manifest.json"), 0, 0
    for record in distinct(records, options):
        number += 1
        made = manifest(record, options)
        if made is None:
            without += 1
            continue
        with folder.open(names.of(record)) as stream:
            said = json.dumps(made, ensure_ascii=False, indent=1)
            stream.write(f"{said}\n".encode("utf-8", "replace"))
    if without:
        logger.warning("iiif: %d documents have no images on the web, and got no manifest", without)
    return number


def manifest(record: Record, options: Options) -> dict[str, Any] | None:
    """The manifest of a document, or ``None`` where no page has an image on the web."""
    pages: dict[str, list[Page]] = {}
    for row in record.pages:
        for image in row.images[:1]:
            if re.fullmatch(r"https?://\S+", image) and row.element != "zone":
                pages.setdefault(image, []).append(row)
    if not pages:
        return None
    iri = Iris(record, options.base).document.partition("#")[0]
    if not iri.startswith(("http://", "https://")):
        raise UsageError(
            "a IIIF manifest needs an address of the web", advice="give one with --base https://…"
        )
    said = record.metadata
    language = (
        said.language if said.language and re.fullmatch(r"[A-Za-z]{2,3}(-\w+)*", said.language) else "none"
    )
    made: dict[str, Any] = {
        "@context": "http://iiif.io/api/presentation/3/context.json",
        "id": f"{iri}/manifest.json",
        "type": "Manifest",
        "label": {language: [said.title or record.identifier]},
        "metadata": [
            {"label": {"en": [name]}, "value": {"none": values}}
            for name, values in (
                ("Author", [person.name for person in said.authors]),
                ("Created", [said.created] if said.created else []),
                ("Publisher", [said.publisher] if said.publisher else []),
                ("Source", [said.source] if said.source else []),
                ("Availability", [said.status] if said.status else []),
                ("formatVersion", [FORMAT_VERSION]),
                ("textVersion", [record.text_version]),
                ("SHA-256 of the text", [record.text_sha256]),
            )
            if values
        ],
    }
    known = _RIGHTS.fullmatch(said.licence or "")
    if known:
        made["rights"] = f"http://{known[1].replace('/page/', '/vocab/')}/"
    words = said.rights or said.licence
    if words:
        made["requiredStatement"] = {"label": {"en": ["Rights"]}, "value": {"none": [words]}}
    made["items"] = [
        _canvas(f"{iri}/canvas/{number}", number, image, rows, record, language)
        for number, (image, rows) in enumerate(pages.items(), 1)
    ]
    return made


def _canvas(
    iri: str, number: int, image: str, rows: list[Page], record: Record, language: str
) -> dict[str, Any]:
    width, height = next((size for row in rows if (size := _size(row))), NOMINAL)
    label = next((row.n for row in rows if row.n), str(number))
    body: dict[str, Any] = {"id": image, "type": "Image", "width": width, "height": height}
    service = _IMAGE_API.fullmatch(image)
    if service:
        if image.endswith("/info.json"):
            body["id"] = f"{service[1]}/full/max/0/default.jpg"
        body["service"] = [{"id": service[1], "type": "ImageService3", "profile": "level1"}]
    kind = _FORMATS.get(str(body["id"]).partition("?")[0].rpartition(".")[2].lower())
    if kind:
        body["format"] = kind
    canvas: dict[str, Any] = {
        "id": iri,
        "type": "Canvas",
        "label": {"none": [label]},
        "width": width,
        "height": height,
        "items": [
            {
                "id": f"{iri}/images",
                "type": "AnnotationPage",
                "items": [
                    {
                        "id": f"{iri}/image",
                        "type": "Annotation",
                        "motivation": "painting",
                        "body": body,
                        "target": iri,
                    }
                ],
            }
        ],
    }
    texts = [
        record.text[row.start : row.end] for row in rows if row.start is not None and row.end is not None
    ]
    words = "\n".join(text.strip() for text in texts if text.strip())
    if words:
        said = {"type": "TextualBody", "value": words, "format": "text/plain"}
        if language != "none":
            said["language"] = language
        canvas["annotations"] = [
            {
                "id": f"{iri}/texts",
                "type": "AnnotationPage",
                "items": [
                    {
                        "id": f"{iri}/text",
                        "type": "Annotation",
                        "motivation": "supplementing",
                        "body": said,
                        "target": iri,
                    }
                ],
            }
        ]
    return canvas


def _size(row: Page) -> tuple[int, int] | None:
    try:
        width = float(row.lrx or "") - float(row.ulx or "0")
        height = float(row.lry or "") - float(row.uly or "0")
    except ValueError:
        return None
    return (round(width), round(height)) if 1 <= width < 10**7 and 1 <= height < 10**7 else None
