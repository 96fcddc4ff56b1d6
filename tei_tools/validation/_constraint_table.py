"""The constraints of TEI's own specifications (``constraintSpec``, P5 4.12.0) as a table: of which elements,
and when one is broken, as XPath 1.0 with the element as context, or as a test in :mod:`._constraint_tests`.

The facts are TEI's; the words are ours. Left out: what depends on today's date (``@validUntil`` in the past),
what other rules say (``@when`` beside ``@from`` and the like, TEI-DAT-004; a ``@spanTo`` without a target),
and the words in French of what is there in English.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["TABLE", "Constraint"]


@dataclass(frozen=True, slots=True)
class Constraint:
    """``ident`` is that of the ``constraintSpec``; ``names`` the elements (none: any of TEI) that have
    ``attribute``, if that is not empty; ``broken`` the XPath, or ``python:`` and the name of a test;
    ``message`` what is wrong, after the element's name; ``mend`` what to do; ``chapter`` where it is not that
    of the element."""

    code: str
    ident: str
    names: tuple[str, ...]
    broken: str
    message: str
    mend: str
    severity: str = "error"
    attribute: str = ""
    chapter: str = ""


# Conditions that several constraints share.
_IN_BLOCK = "(ancestor::tei:ab or ancestor::tei:p)"
_FLOATING = "ancestor::tei:floatingText"
_LET_IN = "parent::tei:figure or parent::tei:note"
_P_MAY = " or ".join(
    f"parent::tei:{name}" for name in "exemplum item note q quote remarks said sp stage cell figure".split()
)
_IN_EXAMPLE = "ancestor::tei:egXML"
_TEI_AND_RNG = (
    "namespace-uri() != 'http://www.tei-c.org/ns/1.0' "
    "and namespace-uri() != 'http://relaxng.org/ns/structure/1.0'"
)
_SPECIFIES = " or ".join(
    f"parent::tei:{name}"
    for name in "classSpec dataSpec elementSpec macroSpec moduleSpec schemaSpec specGrp".split()
)

# code, ident, elements, when it is broken, message, mend[, severity]
_ROWS: tuple[tuple[str, ...], ...] = (
    ("011", "abstractModel-structure-p-in-ab-or-p", "p",
     f"{_IN_BLOCK} and not({_FLOATING} or {_P_MAY})",
     "stands in another paragraph or anonymous block", "close the outer one first, or make this a seg"),
    ("012", "abstractModel-structure-p-in-l", "p",
     f"ancestor::tei:l and not({_FLOATING} or {_LET_IN})",
     "stands in a line of verse", "close the line first, or make this a seg"),
    ("013", "deprecationInfo-only-in-deprecated", "desc",
     "@type = 'deprecationInfo' and not(../@validUntil)",
     "explains a deprecation, and nothing here is deprecated", "give its parent @validUntil, or drop @type"),
    ("014", "rt-target-not-span", "rt", "@target and (@from or @to)",
     "has @target beside @from or @to", "keep one of the two ways to point"),
    ("015", "rt-from", "rt", "@from and not(@to)", "has @from without @to", "add @to"),
    ("016", "rt-to", "rt", "@to and not(@from)", "has @to without @from", "add @from"),
    ("019", "gloss-list-must-have-labels", "list", "@type = 'gloss' and not(tei:label)",
     "is of type gloss and has no label", "put a label before each item, or change @type", "error", "type"),
    ("020", "targetorcontent1", "relatedItem", "@target and *",
     "has @target beside content", "keep one of the two"),
    ("021", "targetorcontent1", "relatedItem", "not(@target) and not(*)",
     "has neither @target nor content", "say which item is related"),
    ("022", "abstractModel-structure-l-in-l", "l", "python:line_in_line",
     "stands in another line of verse", "close the outer line first"),
    ("023", "atleast1oflggapl", "lg",
     "not(descendant::tei:lg or descendant::tei:l or descendant::tei:gap)",
     "has no line, no line group and no gap in it", "put the lines in l"),
    ("024", "abstractModel-structure-lg-in-l", "lg", "python:group_in_line",
     "stands in a line of verse", "close the line first"),
    ("025", "quotationContents", "quotation", "not(@marks) and not(tei:p)",
     "does not say how quotation marks are treated", "add @marks, or say it in a paragraph"),
    ("026", "citestructure-outer-match", "citeStructure",
     "not(parent::tei:citeStructure) and not(starts-with(@match, '/'))",
     "is outermost, and its @match does not begin with a slash", "begin @match with /"),
    ("027", "citestructure-inner-match", "citeStructure",
     "parent::tei:citeStructure and starts-with(@match, '/')",
     "stands in another, and its @match begins with a slash", "write @match from the outer one on"),
    ("028", "abstractModel-structure-div-in-l", "div", f"ancestor::tei:l and not({_FLOATING})",
     "stands in a line of verse", "close the line first, or use floatingText"),
    ("029", "abstractModel-structure-div-in-ab-or-p", "div", f"{_IN_BLOCK} and not({_FLOATING})",
     "stands in a paragraph or anonymous block", "close that first, or use floatingText"),
    ("030", "shiftNew", "shift", "not(@new)", "does not say the new state", "add @new (normal: as usual)",
     "warning"),
    ("031", "noNestedS", "s", "tei:s", "has another s in it", "use seg for a part of a sentence"),
    ("032", "target-from", "span", "@from and @target", "has both @from and @target", "keep one of the two"),
    ("033", "targetto", "span", "@to and @target", "has both @to and @target", "keep one of the two"),
    ("034", "tonotfrom", "span", "@to and not(@from)", "has @to without @from", "add @from"),
    ("035", "tofrom", "span",
     "contains(normalize-space(@to), ' ') or contains(normalize-space(@from), ' ')",
     "has more than one address in @from or @to", "keep one in each; @target takes several"),
    ("036", "one_ms_singleton_max", "msContents physDesc history additional", "python:repeated_sibling",
     "stands more than once in its parent", "put the contents together"),
    ("037", "catchword_in_msDesc", "catchwords", f"not(ancestor::tei:msDesc or {_IN_EXAMPLE})",
     "stands outside a description of a manuscript", "use it in msDesc; in a text, fw type=\"catch\""),
    ("038", "duplicateDim", "dimensions", "count(tei:width) > 1", "has more than one width",
     "use several dimensions"),
    ("039", "duplicateDim", "dimensions", "count(tei:height) > 1", "has more than one height",
     "use several dimensions"),
    ("040", "duplicateDim", "dimensions", "count(tei:depth) > 1", "has more than one depth",
     "use several dimensions"),
    ("041", "secFol_in_msDesc", "secFol", f"not(ancestor::tei:msDesc or {_IN_EXAMPLE})",
     "stands outside a description of a manuscript", "use it in msDesc"),
    ("042", "signatures_in_msDesc", "signatures", f"not(ancestor::tei:msDesc or {_IN_EXAMPLE})",
     "stands outside a description of a manuscript", "use it in msDesc; in a text, fw type=\"sig\""),
    ("043", "msId_minimal", "msIdentifier",
     "not(parent::tei:msPart) and (*[1][self::idno or self::altIdentifier] or normalize-space() = '')",
     "does not say which manuscript", "add a repository, a place or a name of the manuscript"),
    ("044", "no_facsimile_text_nodes", "line zone",
     "ancestor::tei:facsimile and text()[normalize-space() != '']",
     "has text in a facsimile, which has pictures only", "use sourceDoc for a transcription by pages"),
    ("045", "pathmustnotbeclosed", "path", "python:closed_path",
     "ends where it begins", "use zone for a closed shape", "error", "points"),
    ("046", "addSpan-requires-spanTo", "addSpan", "not(@spanTo)", "has no @spanTo", "say where it ends"),
    ("047", "damageSpan-requires-spanTo", "damageSpan", "not(@spanTo)", "has no @spanTo",
     "say where it ends"),
    ("048", "delSpan-requires-spanTo", "delSpan", "not(@spanTo)", "has no @spanTo", "say where it ends"),
    ("049", "substContents1", "subst", "not(tei:add and (tei:del or tei:surplus))",
     "lacks what was added or what was deleted", "a substitution has an add and a del or surplus"),
    ("050", "only1lem", "rdgGrp", "count(tei:lem) > 1", "has more than one lem", "keep one; others are rdg"),
    ("051", "variantEncodingLocation", "variantEncoding",
     "@location = 'external' and @method = 'parallel-segmentation'",
     "says that parallel segmentation is external", "write location=\"internal\""),
    ("052", "ref-or-key-or-name", "relation", "not(@ref or @key or @name)",
     "does not say which relation it is", "add @name, @ref or @key"),
    ("053", "active-mutual", "relation", "@active and @mutual", "has both @active and @mutual",
     "keep one of the two"),
    ("054", "active-passive", "relation", "@passive and not(@active)", "has @passive without @active",
     "add @active"),
    ("055", "linkTargets3", "link", "not(contains(normalize-space(@target), ' '))",
     "points at fewer than two", "name all that it links in @target"),
    ("056", "abstractModel-structure-ab-in-l", "ab", f"ancestor::tei:l and not({_FLOATING} or {_LET_IN})",
     "stands in a line of verse", "close the line first, or make this a seg"),
    ("057", "joinTargets3", "join", "not(contains(normalize-space(@target), ' '))",
     "points at fewer than two", "name all that it joins in @target"),
    # 23 Documentation Elements
    ("060", "spec-in-module", "elementSpec classSpec macroSpec", "python:absent_module",
     "names a module that the schema does not refer to", "correct @module, or add a moduleRef",
     "error", "module"),
    ("063", "only_sensible_attrs", "elementRef",
     "(parent::tei:schemaSpec or parent::tei:specGrp) and (@minOccurs or @maxOccurs)",
     "repeats, and stands outside a content model", "drop @minOccurs and @maxOccurs"),
    ("064", "only_sensible_attrs", "elementRef",
     "not(parent::tei:schemaSpec or parent::tei:specGrp) and ancestor::tei:content and @source",
     "has a @source in a content model", "drop @source"),
    ("065", "modref", "moduleRef", "* and @key", "has a @key and children",
     "keep one: children are for @url"),
    ("066", "not-same-prefix", "moduleRef", "python:taken_prefix", "has the @prefix of another element",
     "choose another prefix", "error", "prefix"),
    ("067", "not-except-and-include", "moduleRef", "@except and @include", "has both @include and @except",
     "keep one of the two"),
    ("068", "child-constraint-based-on-mode", "elementSpec", "@mode = 'delete' and *",
     "deletes an element, and has children", "empty it"),
    ("069", "child-constraint-based-on-mode", "elementSpec",
     "(@mode = 'add' or @mode = 'change' or @mode = 'replace') and not(*) "
     "and not(@*[name() != 'mode' and name() != 'ident'])",
     "says nothing of the element", "say what changes, or drop it"),
    ("070", "child-valList-deprecated", "valList", "parent::tei:elementSpec",
     "stands in elementSpec itself", "put it in content"),
    ("071", "no_elements_in_data_content", "content",
     "parent::tei:dataSpec and (.//tei:anyElement or .//tei:classRef or .//tei:elementRef)",
     "of a datatype refers to elements: a datatype has none", "use dataRef, textNode or valList", "warning"),
    ("072", "deprecate-identless-remarks", "remarks", "not(@ident)", "has no @ident", "add @ident",
     "warning"),
    ("073", "TagDocsNestinglistRef", "listRef", f"({_SPECIFIES}) and tei:listRef",
     "has another listRef in it", "put the pointers in one"),
    ("074", "TagDocslistRefChildren", "ptr ref",
     f"parent::tei:listRef[{_SPECIFIES}] "
     "and (not(@target) or contains(normalize-space(concat('x', @target, 'x')), ' '))",
     "does not have one address in @target", "point at one address"),
    ("075", "no_dup_default_models", "model", "python:same_default_model",
     "is for the same output as a later model, and neither has a predicate", "add @predicate or @output"),
    ("076", "no_dup_models", "model", "python:same_model",
     "has the predicate and the output of a later model", "drop one of the two"),
    ("077", "no_outputs_nor_predicates_4_my_kids", "modelSequence", "tei:model[@output]",
     "has a model with an @output of its own", "put @output on the modelSequence", "warning"),
    ("078", "sequencechilden", "sequence", "count(*) < 2", "has fewer than two members",
     "add one, or leave it out"),
    ("079", "alternatechilden", "alternate", "count(*) < 2", "has fewer than two members",
     "add one, or leave it out"),
    ("080", "interleavechilden", "interleave", "count(*) < 2", "has fewer than two members",
     "add one, or leave it out"),
    ("081", "one-constraintDecl-per-scheme", "constraintDecl", "python:schemes_twice",
     "is one of two for one @scheme", "put them together"),
    ("083", "empty-based-on-mode", "constraintSpec", "@mode = 'delete' and *",
     "deletes a constraint, and has children", "empty it"),
    ("084", "empty-based-on-mode", "constraintSpec", "@mode = 'change' and not(*)",
     "changes a constraint, and has no children", "say what changes"),
    ("085", "empty-based-on-mode", "constraintSpec",
     "(@mode = 'add' or @mode = 'replace') and not(tei:constraint)",
     "has no constraint in it", "add constraint"),
    ("086", "sch_no_more", "constraintSpec",
     "tei:constraint/sch1x:* and (@scheme = 'isoschematron' or @scheme = 'schematron')",
     "has rules of Schematron 1 under the name of ISO Schematron", "write them in ISO Schematron"),
    ("087", "isosch", "constraintSpec",
     "(@mode = 'add' or @mode = 'replace' or not(@mode)) and tei:constraint/sch:* "
     "and not(@scheme = 'schematron')",
     "has rules of ISO Schematron under another name", "write scheme=\"schematron\""),
    ("088", "context-required", "constraintSpec constraintDecl",
     "@scheme = 'schematron' "
     "and .//*[self::sch:assert or self::sch:report][not(ancestor::sch:rule/@context)]",
     "has an assertion that stands in no rule", "put it in a sch:rule with a @context"),
    ("089", "unique-constraintSpec-ident", "constraintSpec", "python:ident_twice",
     "has the @ident of an earlier one", "choose another"),
    ("092", "usage_based_on_mode", "constraintSpec",
     "(@mode = 'add' or @mode = 'replace' or not(@mode)) and not(@scheme)",
     "does not say its language", "write scheme=\"schematron\""),
    ("093", "no_duplicate_attrs", "attList", "python:attribute_twice",
     "defines an attribute twice", "keep one, or put them in an attList with org=\"choice\""),
    ("094", "attDefContents", "attDef",
     "not(ancestor::teix:egXML[@valid = 'feasible'] or @mode = 'change' or @mode = 'delete' or tei:datatype "
     "or tei:valList[@type = 'closed'])",
     "does not say which values it takes", "add a datatype or a closed valList"),
    ("095", "noDefault4Required", "attDef", "@usage = 'req' and tei:defaultVal",
     "is required, and has a default that is never used", "drop one of the two"),
    ("096", "defaultIsInClosedList", "attDef", "python:default_not_listed",
     "has a default that is not in its closed list", "add the value, or change the default"),
    ("098", "restrictDataFacet", "dataRef", "tei:dataFacet and not(@name)",
     "has facets, which narrow W3C's datatypes only, and no @name", "name a datatype of W3C's", "warning"),
    ("099", "restrictDataFacet", "dataRef", "tei:dataFacet and @restriction",
     "has both facets and @restriction", "keep one of the two", "warning"),
    ("100", "restrictAttResctrictionName", "dataRef", "@restriction and not(@name)",
     "has @restriction, which narrows W3C's datatypes only, and no @name", "name a datatype of W3C's",
     "warning"),
    ("101", "content", "content",
     f"descendant::*[{_TEI_AND_RNG} and "
     "namespace-uri() != 'http://relaxng.org/ns/compatibility/annotations/1.0']",
     "has elements that are neither TEI nor RELAX NG", "take them out"),
    ("102", "datatype", "datatype", f"descendant::*[{_TEI_AND_RNG}]",
     "has elements that are neither TEI nor RELAX NG", "take them out"),
)  # fmt: skip

# Of any element: code, ident, attribute, when it is broken, message, mend, severity, chapter
_OF_ANY: tuple[tuple[str, str, str, str, str, str, str, str], ...] = (
    ("001", "CMC_generatedBy_within_post", "generatedBy", "not(ancestor-or-self::tei:post)",
     "has @generatedBy outside a post", "use @generatedBy in post only", "error", "9"),
    ("005", "only_1_ODD_source", "source",
     "(self::tei:classRef or self::tei:dataRef or self::tei:elementRef or self::tei:macroRef "
     "or self::tei:moduleRef or self::tei:schemaSpec) and contains(normalize-space(@source), ' ')",
     "has more than one address in @source", "keep one", "error", "23"),
    ("006", "targetLang", "targetLang", "not(self::tei:schemaSpec) and not(@target)",
     "has @targetLang without @target", "add @target", "error", "17"),
    ("007", "spanTo-points-to-following", "spanTo", "python:span_to_earlier",
     "ends at something that does not come after it",
     "point @spanTo at an element that follows", "error", "12"),
    ("008", "schemeVersionRequiresScheme", "schemeVersion", "not(@scheme and not(@scheme = 'free'))",
     "has @schemeVersion without a @scheme that has versions", "add @scheme", "error", "2"),
    ("009", "subtypeTyped", "subtype", "not(@type)", "has @subtype without @type", "add @type", "error", "1"),
    ("010", "calendar_attr_on_empty_element", "calendar", "normalize-space() = ''",
     "has @calendar, which speaks of its words, and has no words", "use @datingMethod for the attributes",
     "error", "14"),
    ("017", "ptrAtts", "cRef", "self::tei:ptr and @target", "has both @target and @cRef",
     "keep one of the two", "error", "3"),
    ("018", "refAtts", "cRef", "self::tei:ref and @target", "has both @target and @cRef",
     "keep one of the two", "error", "3"),
    ("058", "MINandMAXoccurs", "minOccurs", "python:more_than_most",
     "has to stand more often than it may", "correct @minOccurs or @maxOccurs", "error", "23"),
    ("062", "deprecation-should-be-explained", "validUntil",
     "not(self::tei:valDesc or self::tei:valList or self::tei:defaultVal or self::tei:remarks) "
     "and not(tei:desc[@type = 'deprecationInfo'])",
     "is deprecated, and nothing says why", "add a desc of type deprecationInfo", "error", "23"),
)  # fmt: skip


def _row(code: str, ident: str, names: str, broken: str, message: str, mend: str, *rest: str) -> Constraint:
    severity, attribute = (*rest, "", "")[:2]
    return Constraint(
        f"TEI-CON-{code}", ident, tuple(names.split()), broken, message, mend, severity or "error", attribute
    )


TABLE: tuple[Constraint, ...] = tuple(
    Constraint(f"TEI-CON-{code}", ident, (), broken, message, mend, severity, attribute, chapter)
    for code, ident, attribute, broken, message, mend, severity, chapter in _OF_ANY
) + tuple(_row(*row) for row in _ROWS)
