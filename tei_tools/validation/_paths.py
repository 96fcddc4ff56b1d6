"""Where an element is: its XPath, made in linear time for any number of elements."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.validation import Finding, Mend

TEI_NAMESPACE = "http://www.tei-c.org/ns/1.0"
_IN_TEI = f"{{{TEI_NAMESPACE}}}"
_XML = "{http://www.w3.org/XML/1998/namespace}"


class Paths:
    """XPaths of the elements of one tree, with the prefix ``tei`` for TEI's namespace."""

    def __init__(self) -> None:
        self._paths: dict[etree._Element, str] = {}
        self._steps: dict[etree._Element, dict[etree._Element, str]] = {}
        self.found: dict[str, etree._Element] = {}
        """The elements of which something was found, by their paths."""

    def of(self, element: etree._Element, attribute: str = "") -> str:
        """The path of ``element``, as in ``/tei:TEI/tei:text/tei:body/tei:p[3]``, or of its ``attribute``
        (``/@when``).
        """
        above = [element]
        while above[-1] not in self._paths and (parent := above[-1].getparent()) is not None:
            above.append(parent)
        for each in reversed(above):
            if each not in self._paths:
                parent = each.getparent()
                if parent is None:
                    self._paths[each] = "/" + _step(each)
                else:
                    self._paths[each] = f"{self._paths[parent]}/{self._of_children(parent)[each]}"
        return f"{self._paths[element]}/@{shown_attribute(attribute)}" if attribute else self._paths[element]

    def finding(
        self,
        element: etree._Element,
        code: str,
        message: str,
        *,
        attribute: str = "",
        severity: str = "error",
        expected: tuple[str, ...] = (),
        suggestion: str = "",
        mend: Mend | None = None,
        chapter: str = "",
    ) -> Finding:
        """A finding at ``element``; the file is filled in by :func:`tei_tools.validation.validate`, and the
        column.
        """
        from tei_tools.validation import Finding

        path = self.of(element)
        self.found[path] = element
        if attribute:
            path = f"{path}/@{shown_attribute(attribute)}"
        line = line_of(element)
        return Finding(code, severity, "", line, 0, path, message, expected, suggestion, mend, chapter)

    def elements(self, root: etree._Element, wanted: set[str]) -> dict[etree._Element, str]:
        """The elements below ``root`` (the document's own) whose paths are in ``wanted``, and those."""
        leading: set[str] = set()
        for path in wanted:
            while path and path not in leading:
                leading.add(path)
                path = path.rpartition("/")[0]
        found: dict[etree._Element, str] = {}
        waiting = [root]
        while waiting:
            element = waiting.pop()
            path = self.of(element)
            if path in wanted:
                found[element] = path
            above = f"{path}/"
            waiting += [
                child for child, step in self._of_children(element).items() if above + step in leading
            ]
        return found

    def _of_children(self, parent: etree._Element) -> dict[etree._Element, str]:
        known = self._steps.get(parent)
        if known is not None:
            return known
        children = list(parent.iterchildren("*"))
        total: dict[object, int] = {}
        for child in children:
            total[child.tag] = total.get(child.tag, 0) + 1
        count: dict[object, int] = {}
        steps = {}
        for place, child in enumerate(children, 1):
            count[child.tag] = count.get(child.tag, 0) + 1
            if not str(child.tag).startswith(_IN_TEI):
                steps[child] = f"*[{place}]"
            elif total[child.tag] == 1:
                steps[child] = _step(child)
            else:
                steps[child] = f"{_step(child)}[{count[child.tag]}]"
        self._steps[parent] = steps
        return steps


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def shown_attribute(name: str) -> str:
    """An attribute's name as it is written: ``xml:id``."""
    return f"xml:{name[len(_XML) :]}" if name.startswith(_XML) else name.rpartition("}")[2]


def line_of(element: etree._Element) -> int:
    """The line as libxml2 knows it; 0 where it does not."""
    line = element.sourceline
    return line if isinstance(line, int) else 0


def _step(element: etree._Element) -> str:
    tag = str(element.tag)
    return f"tei:{tag[len(_IN_TEI) :]}" if tag.startswith(_IN_TEI) else "*"
