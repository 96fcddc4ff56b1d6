"""The process in which SaxonC runs: a schema can neither hang nor end the program that asks.

Each message in either direction is its length in eight bytes and JSON. The first asks to compile a
stylesheet, each later one to run it on a document.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import Any, BinaryIO

__all__ = ["read_message", "write_message"]

_LENGTH = 8
# Nothing is read from an address, and nothing outside XSLT runs (Saxon's configuration features).
_FEATURES = {
    "http://saxon.sf.net/feature/allowedProtocols": "none",
    "http://saxon.sf.net/feature/allow-external-functions": "off",
}


def write_message(stream: BinaryIO, message: dict[str, Any]) -> None:
    """Write one message."""
    content = json.dumps(message).encode()
    stream.write(len(content).to_bytes(_LENGTH, "big") + content)
    stream.flush()


def read_message(stream: BinaryIO) -> dict[str, Any] | None:
    """The next message, or ``None`` where the other side is gone."""
    head = stream.read(_LENGTH)
    if len(head) < _LENGTH:
        return None
    content = stream.read(int.from_bytes(head, "big"))
    found: dict[str, Any] = json.loads(content)
    return found


def main() -> None:
    """Answer until the other side goes."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what the library prints is no answer
    # Should the one who asks be gone while a stylesheet never ends, nothing else would end this process.
    limit = int(sys.argv[1]) if len(sys.argv) > 1 and hasattr(signal, "alarm") else 0
    import saxonche  # type: ignore[import-not-found,import-untyped,unused-ignore]

    processor = saxonche.PySaxonProcessor(license=False)
    for name, value in _FEATURES.items():
        processor.set_configuration_property(name, value)
    compiler = processor.new_xslt30_processor()
    stylesheet: Any = None
    while (message := read_message(sys.stdin.buffer)) is not None:
        try:
            if limit:
                signal.alarm(limit)
            if "stylesheet" in message:
                stylesheet = compiler.compile_stylesheet(stylesheet_text=message["stylesheet"])
                write_message(answers, {"output": ""})
                continue
            stylesheet.clear_parameters()
            for name in ("fired", "only"):
                value = processor.make_string_value(message[name])
                stylesheet.set_parameter("{urn:tei-tools:schematron}" + name, value)
            documents = processor.parse_xml(xml_text=message["documents"])
            stylesheet.set_parameter("{urn:tei-tools:schematron}documents", documents)
            document = processor.parse_xml(xml_text=message["document"])
            write_message(answers, {"output": stylesheet.transform_to_string(xdm_node=document)})
        except Exception as fault:
            write_message(answers, {"error": str(fault)})
        finally:
            if limit:
                signal.alarm(0)


if __name__ == "__main__":
    main()
