"""The stylesheet of a schema: XSLT 1.0 with a mode for each pattern, or XSLT 3.0 with one mode for all.

Its output is not for people: ``<f a="3" at="d1e5">message</f>`` for each finding (``a`` the number of the
assertion, ``at`` the element's ``generate-id()``, ``t`` an attribute's name), ``<e …>`` where an assertion
could not be evaluated, ``<r n="2" at="…"/>`` for each rule that fired (with the parameter ``fired``),
``<x p="1">address</x>`` for documents that a pattern asks for, and ``<i>`` with the ids of all elements in
order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tei_tools.validation._schematron._expressions import step_kinds
from tei_tools.validation._schematron._safety import OURS, STANDARD
from tei_tools.validation._schematron._schema import XSL, Assertion, Let, Note, Part, Pattern, Rule

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Ready", "Writer"]

_ELEMENT = "(self::*|parent::*)[last()]"
_NODES = {"element": "//*", "attribute": "//@*", "other": "//text()|//comment()|//processing-instruction()"}

# Documents for a schema's own functions come as text in a parameter; what is not there is asked for.
_DOCUMENTS = """
<xsl:param name="_t_:documents" select="()"/>
<xsl:variable name="_t_:known" select="Q{http://www.w3.org/2005/xpath-functions/map}merge(
 $_t_:documents/*/*!map{string(@uri): string(.)})"/>
<xsl:function name="_t_:text"><xsl:param name="uri"/>
 <xsl:variable name="file" select="replace(string($uri), '#.*$', '')"/>
 <xsl:sequence select="if (exists($_t_:known($file))) then $_t_:known($file)
  else error(QName('urn:tei-tools:schematron', '_t_:absent'), concat('document&lt;', $file, '&gt;'))"/>
</xsl:function>
<xsl:function name="_t_:parsed" cache="yes"><xsl:param name="file" as="xs:string"/>
 <xsl:variable name="text" select="_t_:text($file)"/>
 <xsl:sequence select="if ($text) then parse-xml($text)
  else error(QName('http://www.w3.org/2005/xqt-errors', 'err:FODC0002'), concat($file, ' cannot be read'))"/>
</xsl:function>
<xsl:function name="_t_:doc"><xsl:param name="uri"/>
 <xsl:sequence select="if (empty($uri)) then () else _t_:parsed(replace(string($uri), '#.*$', ''))"/>
</xsl:function>
<xsl:function name="_t_:document"><xsl:param name="uris"/>
 <xsl:sequence select="$uris ! _t_:parsed(replace(string(.), '#.*$', ''))"/>
</xsl:function>
<xsl:function name="_t_:document"><xsl:param name="uris"/><xsl:param name="base"/>
 <xsl:sequence select="_t_:document($uris)"/>
</xsl:function>
<xsl:function name="_t_:doc-available"><xsl:param name="uri"/>
 <xsl:sequence select="exists($uri) and boolean(_t_:text($uri))"/>
</xsl:function>
"""


@dataclass(frozen=True, slots=True)
class Ready:
    """What is to be written: every expression as it may run."""

    namespaces: dict[str, str]
    lets: tuple[Let, ...]
    patterns: tuple[Pattern, ...]
    diagnostics: tuple[Note, ...]
    properties: tuple[Note, ...]
    extras: tuple[str, ...]


class Writer:
    """Writes one stylesheet; ``first``: in XSLT 1.0."""

    def __init__(self, ready: Ready, *, first: bool) -> None:
        from lxml import etree

        self.ready, self.first = ready, first
        self.etree = etree
        known = {} if first else dict(STANDARD)
        spaces = {**known, **ready.namespaces, "_x_": "http://exslt.org/common", "xsl": XSL, "_t_": OURS}
        self.root = etree.Element(
            f"{{{XSL}}}stylesheet", {"version": "1.0" if first else "3.0"}, nsmap=spaces
        )
        self.notes = {
            "d": {note.id: at for at, note in enumerate(ready.diagnostics)},
            "y": {note.id: at for at, note in enumerate(ready.properties)},
        }
        self.rules = self.assertions = 0

    def stylesheet(self) -> str:
        """The whole of it."""
        self.xsl(self.root, "output", method="xml", indent="no")
        self.xsl(self.root, "param", name="_t_:fired", select="''")
        self.xsl(self.root, "param", name="_t_:only", select="''")
        if not self.first:
            declared = f'xmlns:_t_="{OURS}" xmlns:xsl="{XSL}"'
            self.root.extend(self.etree.fromstring(f"<x {declared}>{_DOCUMENTS}</x>"))
        for let in (*self.ready.lets, *(let for pattern in self.ready.patterns for let in pattern.lets)):
            self.variable(self.root, let)
        self.main()
        total = sum(len(pattern.rules) for pattern in self.ready.patterns)
        for number, pattern in enumerate(self.ready.patterns):
            for place, rule in enumerate(pattern.rules):
                self.rule(
                    number, rule, total, only=len(pattern.rules) == 1, last=place == len(pattern.rules) - 1
                )
        modes = dict.fromkeys(self.mode(number) for number in range(len(self.ready.patterns)))
        for mode in modes:
            if self.first:
                self.xsl(self.root, "template", match="/|node()|@*", mode=mode, priority="-1")
            else:
                # The built-in rule of any mode goes on from a document node to its children.
                self.xsl(self.root, "mode", name=mode, **{"on-no-match": "deep-skip"})
                self.xsl(self.root, "template", match="/", mode=mode, priority="-1")
        written = self.etree.tostring(self.root, encoding="unicode")
        # As text, so that they keep the prefixes that their expressions use.
        start, _, end = written.rpartition("</")
        return "".join([start, *self.ready.extras, "</", end])

    def xsl(self, parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
        return self.etree.SubElement(parent, f"{{{XSL}}}{tag}", attributes)

    def alone(self, number: int) -> bool:
        """Whether a pattern has a mode of its own: in XSLT 1.0 each; in 3.0 those about other documents."""
        return self.first or bool(self.ready.patterns[number].documents)

    def mode(self, number: int) -> str:
        return f"_t_:p{number}" if self.alone(number) else "_t_:all"

    def main(self) -> None:
        start = self.xsl(self.root, "template", match="/")
        output = self.xsl(start, "variable", name="_t_:output")
        chosen = self.xsl(output, "choose")
        usual = self.xsl(chosen, "when", test="$_t_:only = ''")
        done: set[str] = set()
        for number, pattern in enumerate(self.ready.patterns):
            if pattern.documents:
                each = self.xsl(usual, "for-each", select=pattern.documents) if self.first else usual
                if not self.first:
                    each = self.xsl(usual, "for-each", select=f"({pattern.documents}) ! string(.)")
                asked = self.etree.SubElement(each, "x", {"p": str(number)})
                self.xsl(asked, "value-of", select=".")
                other = self.xsl(chosen, "when", test=f"$_t_:only = '{number}'")
                self.apply(other, number)
            elif self.mode(number) not in done:
                done.add(self.mode(number))
                self.apply(usual, number)
        top = self.etree.SubElement(start, "o")
        self.xsl(top, "copy-of", select="$_t_:output")
        found = "_x_:node-set($_t_:output)//@at" if self.first else "$_t_:output//@at"
        ids = self.etree.SubElement(self.xsl(top, "if", test=found), "i")
        if self.first:
            each = self.xsl(ids, "for-each", select="//*")
            self.xsl(each, "value-of", select="generate-id()")
            self.xsl(each, "text").text = " "
        else:
            self.xsl(ids, "value-of", select="//*/generate-id()")

    def apply(self, parent: etree._Element, number: int) -> None:
        mode = self.mode(number)
        kinds = {
            kind
            for other, pattern in enumerate(self.ready.patterns)
            if self.mode(other) == mode
            for rule in pattern.rules
            for kind in step_kinds(rule.context)
        }
        nodes = "|".join(["/", *(path for kind, path in _NODES.items() if kind in kinds)])
        self.xsl(parent, "apply-templates", select=nodes, mode=mode)

    def rule(self, pattern: int, rule: Rule, total: int, *, only: bool, last: bool) -> None:
        number = self.rules
        self.rules += 1
        template = self.xsl(
            self.root, "template", match=rule.context, mode=self.mode(pattern), priority=str(total - number)
        )
        if self.alone(pattern):
            self.body(template, number, rule)
            return
        inside = template
        if not only:
            self.xsl(template, "param", name="_t_:done", select="-1", tunnel="yes")
            inside = self.xsl(template, "if", test=f"not($_t_:done = {pattern})")
        self.body(inside, number, rule)
        following = self.xsl(template, "next-match")
        if not last:
            self.xsl(following, "with-param", name="_t_:done", select=str(pattern), tunnel="yes")

    def body(self, parent: etree._Element, number: int, rule: Rule) -> None:
        fired = self.xsl(parent, "if", test="string($_t_:fired)")
        self.etree.SubElement(fired, "r", {"n": str(number), "at": f"{{generate-id({_ELEMENT})}}"})
        checks = [each for each in rule.content if isinstance(each, Assertion)]
        inside = self.xsl(parent, "try") if checks and not self.first else parent
        for each in rule.content:
            if isinstance(each, Let):
                self.variable(inside, each)
            elif isinstance(each, Assertion):
                self.assertion(inside, each, step_kinds(rule.context) != {"element"})
        if checks and not self.first:
            self.caught(inside, self.assertions - len(checks))

    def variable(self, parent: etree._Element, let: Let) -> None:
        if let.content:
            declared = "".join(f' xmlns:{key}="{uri}"' for key, uri in self.root.nsmap.items() if key)
            content = self.etree.fromstring(f"<x{declared}>{let.content}</x>")
            variable = self.xsl(parent, "variable", name=let.name)
            variable.text = content.text
            variable.extend(content)
        else:
            variable = self.xsl(parent, "variable", name=let.name, select=let.value or "''")
        if let.type and not self.first:
            variable.set("as", let.type)

    def assertion(self, parent: etree._Element, each: Assertion, attributes: bool) -> None:
        number = self.assertions
        self.assertions += 1
        inside = parent if self.first else self.xsl(parent, "try")
        test = f"not({each.test})" if each.kind == "assert" else each.test
        found = self.etree.SubElement(self.xsl(inside, "if", test=test), "f", {"a": str(number)})
        if each.subject:
            # The subject says where; the words are still the context's.
            where = self.xsl(found, "attribute", name="at")
            chosen = self.xsl(where, "choose")
            there = self.xsl(chosen, "when", test=f"boolean({each.subject})")
            for_each = self.xsl(there, "for-each", select=f"({each.subject})[1]")
            self.xsl(for_each, "value-of", select=f"generate-id({_ELEMENT})")
            self.xsl(self.xsl(chosen, "otherwise"), "value-of", select=f"generate-id({_ELEMENT})")
            inner = self.xsl(found, "for-each", select=f"({each.subject})[1]")
            self.attribute_name(inner)
        else:
            found.set("at", f"{{generate-id({_ELEMENT})}}")
            if attributes:
                self.attribute_name(found)
        self.words(found, each.parts)
        for tag, notes, wanted in (
            ("d", self.ready.diagnostics, each.diagnostics),
            ("y", self.ready.properties, each.properties),
        ):
            for name in wanted:
                if name in self.notes[tag]:
                    at = self.notes[tag][name]
                    self.words(self.etree.SubElement(found, tag, {"i": str(at)}), notes[at].parts)
        if not self.first:
            self.caught(inside, number)

    def attribute_name(self, parent: etree._Element) -> None:
        test = "count(.|../@*) = count(../@*)" if self.first else "self::attribute()"
        inside = self.xsl(self.xsl(parent, "if", test=test), "attribute", name="t")
        self.xsl(inside, "value-of", select="concat('{', namespace-uri(), '}', local-name())")

    def words(self, parent: etree._Element, parts: tuple[Part, ...]) -> None:
        for part in parts:
            if part.kind == "text":
                self.xsl(parent, "text").text = part.value
            else:
                select = part.value if part.kind == "value-of" else f"name({part.value})"
                self.xsl(parent, "value-of", select=select)

    def caught(self, attempt: etree._Element, number: int) -> None:
        """What is said where an assertion cannot be evaluated; documents that are asked for pass through."""
        errors = {"err": "http://www.w3.org/2005/xqt-errors"}
        again = self.etree.SubElement(attempt, f"{{{XSL}}}catch", {"errors": "_t_:absent"})
        self.etree.SubElement(
            again, f"{{{XSL}}}sequence", {"select": "error($err:code, $err:description)"}, nsmap=errors
        )
        catch = self.xsl(attempt, "catch")
        at = f"{{generate-id({_ELEMENT})}}"
        said = self.etree.SubElement(catch, "e", {"a": str(number), "at": at})
        self.etree.SubElement(said, f"{{{XSL}}}value-of", {"select": "$err:description"}, nsmap=errors)
