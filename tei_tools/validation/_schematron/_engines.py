"""The two engines that run a compiled schema: libxslt, through lxml, and SaxonC, in a process of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import weakref
from importlib.util import find_spec
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from xml.sax.saxutils import escape, quoteattr

from tei_tools.errors import MissingExtraError, UnreadableError
from tei_tools.validation._schematron._files import MAX_SIZE, local_path
from tei_tools.validation._schematron._plan import Plan
from tei_tools.validation._schematron._schema import SchematronError
from tei_tools.validation._schematron._worker import read_message, write_message

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Engine", "Libxslt", "Saxon", "engine"]

_ABSENT = re.compile(r"document<([^>]*)>")
# So many documents may one schema look into for one document.
_MOST_DOCUMENTS = 500
_MOST_OUTPUT = 500_000_000


class Engine(Protocol):
    """Runs one plan."""

    def run(self, tree: etree._ElementTree, *, only: str, fired: bool) -> etree._Element:
        """What the stylesheet says of a document."""
        ...


def engine(plan: Plan, folder: Path | None, time_limit: float) -> Engine:
    """The plan's engine.

    Raises :class:`~tei_tools.errors.MissingExtraError` where it needs SaxonC and that is not installed.
    """
    if plan.engine == "lxml":
        return Libxslt(plan, folder)
    if find_spec("saxonche") is None:
        raise MissingExtraError("Schematron in XPath 2 or 3", "schematron")
    return Saxon(plan, folder, time_limit)


class Libxslt:
    """XSLT 1.0 in this process."""

    def __init__(self, plan: Plan, folder: Path | None) -> None:
        from lxml import etree

        self._plan = plan
        parser = etree.XMLParser(no_network=True, resolve_entities=False)
        parser.resolvers.add(_resolver(plan, folder))
        base = (folder.absolute() / "schema.xsl").as_uri() if folder else None
        access = _access(read_network=False, write_file=False, create_dir=False, write_network=False)
        root = etree.fromstring(plan.stylesheet.encode(), parser, base_url=base or "schema.xsl")
        try:
            self._run = etree.XSLT(root, access_control=access)
        except etree.XSLTParseError as fault:
            raise SchematronError(f"cannot be compiled: {fault}", file=plan.name) from None

    def run(self, tree: etree._ElementTree, *, only: str, fired: bool) -> etree._Element:
        from lxml import etree

        if self._plan.uses_ids:
            parser = etree.XMLParser(no_network=True, resolve_entities=False, recover=True, huge_tree=True)
            tree = etree.ElementTree(etree.fromstring(serialized(tree).encode(), parser))
        names = {"only": only, "fired": "yes" if fired else ""}
        values: dict[str, Any] = {
            f"{{urn:tei-tools:schematron}}{name}": etree.XSLT.strparam(value) for name, value in names.items()
        }
        try:
            return self._run(tree, **values).getroot()
        except etree.XSLTApplyError as fault:
            raise SchematronError(f"cannot be run: {fault}", file=self._plan.name) from None


def _resolver(plan: Plan, folder: Path | None) -> etree.Resolver:
    from lxml import etree

    class Below(etree.Resolver):
        """Documents from the schema's folder and below, read as safely as any."""

        def resolve(self, url: Any, pubid: Any, context: Any) -> Any:  # type: ignore[override]
            return self.resolve_string(document_text(str(url), plan.name, folder), context, base_url=str(url))

    return Below()


def document_text(address: str, name: str, folder: Path | None) -> str:
    """A document that a schema looks into, as text without a document type declaration.

    :raises SchematronError: it is not a local file below ``folder``.
    """
    from tei_tools.parsing import parse

    try:
        path = local_path(address, folder)
        content = path.read_bytes()
    except (ValueError, OSError) as reason:
        shown = address.rpartition("/")[2] or address
        raise SchematronError(f"the document {shown!r} that it looks into {reason}", file=name) from None
    return serialized(parse(content, path.name, MAX_SIZE))


def serialized(tree: etree._ElementTree) -> str:
    """The document as text, with the comments and instructions around its root, without its DOCTYPE."""
    from lxml import etree

    root = tree.getroot()
    around = [*reversed(list(root.itersiblings(preceding=True))), root, *root.itersiblings()]
    if root.getparent() is not None:
        around = [root]
    return "".join(etree.tostring(each, encoding="unicode", with_tail=False) for each in around)


def _access(**allowed: bool) -> Any:
    from lxml import etree

    control: Any = etree.XSLTAccessControl  # its stubs know no arguments
    return control(**allowed)


class Saxon:
    """XSLT 3.0 in a process of its own, started when first needed, and ended where it takes too long."""

    def __init__(self, plan: Plan, folder: Path | None, time_limit: float) -> None:
        self._plan = plan
        self._folder = folder
        self._limit = time_limit
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def run(self, tree: etree._ElementTree, *, only: str, fired: bool) -> etree._Element:
        from lxml import etree

        documents: dict[str, str] = {}
        text = serialized(tree)
        while True:
            held = "".join(f"<d uri={quoteattr(uri)}>{escape(each)}</d>" for uri, each in documents.items())
            answer = self._ask(
                {
                    "document": text,
                    "only": only,
                    "fired": "yes" if fired else "",
                    "documents": f"<ds>{held}</ds>",
                }
            )
            said = answer.get("error", "")
            absent = _ABSENT.search(said)
            if absent is None or absent[1] in documents or len(documents) >= _MOST_DOCUMENTS:
                break
            documents[absent[1]] = self._document(absent[1])
        if said or len(answer["output"]) > _MOST_OUTPUT:
            raise SchematronError(f"cannot be run: {said or 'it says too much'}", file=self._plan.name)
        return etree.fromstring(answer["output"].encode(), etree.XMLParser(huge_tree=True, no_network=True))

    def _document(self, address: str) -> str:
        """Its text, or nothing where the file is not there (which ``doc-available`` may ask); a file that may
        not be read is refused."""
        try:
            return document_text(address, self._plan.name, self._folder)
        except SchematronError as fault:
            if "is not there" in fault.what:
                return ""
            raise
        except UnreadableError:
            return ""

    def _ask(self, message: dict[str, Any]) -> dict[str, Any]:
        if self._process is None or self._owner != os.getpid() or self._process.poll() is not None:
            self._start()
            compiled = self._answer({"stylesheet": self._plan.stylesheet})
            if "error" in compiled:
                raise SchematronError(f"cannot be compiled: {compiled['error']}", file=self._plan.name)
        return self._answer(message)

    def _start(self) -> None:
        seconds = str(ceil(self._limit) + 10)
        words = [sys.executable, "-m", "tei_tools.validation._schematron._worker", seconds]
        self._owner = os.getpid()
        self._process = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        weakref.finalize(self, _stop, self._process, self._owner)

    def _answer(self, message: dict[str, Any]) -> dict[str, Any]:
        process = self._process
        assert process is not None and process.stdin is not None and process.stdout is not None
        expired = threading.Event()

        def end() -> None:
            expired.set()
            process.kill()

        timer = threading.Timer(self._limit, end)
        timer.daemon = True
        timer.start()
        try:
            write_message(process.stdin, message)  # type: ignore[arg-type]
            answer = read_message(process.stdout)  # type: ignore[arg-type]
        except OSError:
            answer = None
        finally:
            timer.cancel()
        if answer is None:
            process.wait()
            self._process = None
            what = f"took longer than {self._limit:g} seconds" if expired.is_set() else "made SaxonC stop"
            raise SchematronError(what, file=self._plan.name)
        return answer


def _stop(process: subprocess.Popen[bytes], owner: int) -> None:
    if owner != os.getpid():
        return
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            stream.close()
    process.kill()
    process.wait()
