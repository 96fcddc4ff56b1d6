// The passage: text with its tags. Offsets are code points of the document's plain text, as the server
// counts them; JavaScript counts UTF-16 units, so the text is kept as an array of code points.

/** @typedef {import("./server.js").Tag} Tag */
/** @typedef {import("./server.js").Passage} Passage */

/** @type {Record<string, [string, string]>} */
export const KINDS = {
  persName: ["person", "person"],
  placeName: ["place", "place"],
  geogName: ["place", "geographical name"],
  orgName: ["organisation", "organisation"],
  date: ["date", "date"],
  said: ["quotation", "speech"],
  quote: ["quotation", "quotation from a writing"],
  q: ["quotation", "quotation"],
  bibl: ["reference", "reference"],
  title: ["reference", "title"],
  term: ["other", "term"],
  soCalled: ["other", "so called"],
  name: ["other", "name"],
  rs: ["other", "description"],
};

/** @param {string} element */
export function kindOf(element) {
  return (KINDS[element] ?? ["other", element])[0];
}

/** @param {string} element */
export function said(element) {
  return (KINDS[element] ?? ["other", element])[1];
}

/**
 * Show a passage; the focused span is marked, whether a tag is there or not.
 * @param {HTMLElement} place
 * @param {Passage} passage
 * @param {{element: string, start: number, end: number} | null} focus
 * @param {{start: number, end: number} | null} pending
 */
export function show(place, passage, focus, pending) {
  const characters = Array.from(passage.text);
  place.replaceChildren();
  let from = 0;
  for (let at = 0; at <= characters.length; at += 1) {
    if (at < characters.length && characters[at] !== "\n") continue;
    const paragraph = document.createElement("p");
    paragraph.dataset.first = String(passage.first + from);
    fill(paragraph, characters, passage, passage.first + from, passage.first + at, focus, pending);
    place.append(paragraph);
    from = at + 1;
  }
  const marked = place.querySelector(".pending, .focus");
  marked?.scrollIntoView({ block: "center" });
}

/**
 * @param {HTMLElement} into
 * @param {string[]} characters
 * @param {Passage} passage
 * @param {number} start
 * @param {number} end
 * @param {{element: string, start: number, end: number} | null} focus
 * @param {{start: number, end: number} | null} pending
 */
function fill(into, characters, passage, start, end, focus, pending) {
  const edges = new Set([start, end]);
  const inside = passage.tags.filter((tag) => tag.start < end && tag.end > start);
  for (const tag of inside) {
    edges.add(Math.max(start, tag.start));
    edges.add(Math.min(end, tag.end));
  }
  if (pending && pending.start < end && pending.end > start) {
    edges.add(Math.max(start, pending.start));
    edges.add(Math.min(end, pending.end));
  }
  const sorted = [...edges].sort((one, other) => one - other);
  /** @type {{tag: Tag, node: HTMLElement}[]} */
  let open = [];
  for (let number = 0; number + 1 < sorted.length; number += 1) {
    const [first, after] = [sorted[number], sorted[number + 1]];
    const wanted = inside.filter((tag) => tag.start <= first && tag.end >= after);
    let same = 0;
    while (same < open.length && open[same].tag === wanted[same]) same += 1;
    open = open.slice(0, same);
    for (const tag of wanted.slice(same)) {
      const node = marked(tag, focus);
      (open.at(-1)?.node ?? into).append(node);
      open.push({ tag, node });
    }
    const words = characters.slice(first - passage.first, after - passage.first).join("");
    const holder = open.at(-1)?.node ?? into;
    if (pending && pending.start <= first && pending.end >= after) {
      const node = document.createElement("span");
      node.className = "pending";
      node.textContent = words;
      holder.append(node);
    } else {
      holder.append(words);
    }
  }
}

/**
 * @param {Tag} tag
 * @param {{element: string, start: number, end: number} | null} focus
 */
function marked(tag, focus) {
  const node = document.createElement("mark");
  const isFocus = focus && focus.element === tag.element && focus.start === tag.start && focus.end === tag.end;
  node.className = `tag ${kindOf(tag.element)} cert-${tag.by ? "decided" : tag.cert || "none"}${isFocus ? " focus" : ""}`;
  node.dataset.element = tag.element;
  node.dataset.start = String(tag.start);
  node.dataset.end = String(tag.end);
  node.title = `${said(tag.element)}${tag.by ? `, decided by ${tag.by}` : tag.cert ? `, certainty ${tag.cert}` : ""}`;
  if (isFocus) node.setAttribute("aria-current", "true");
  return node;
}

/**
 * What is selected in the passage, as offsets of the document; null where nothing is.
 * @param {HTMLElement} place
 */
export function selected(place) {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const ends = [range.startContainer, range.endContainer].map((node) =>
    (node instanceof Element ? node : node.parentElement)?.closest("p[data-first]"),
  );
  if (!ends[0] || ends[0] !== ends[1] || !place.contains(ends[0])) return null;
  const before = document.createRange();
  before.setStart(ends[0], 0);
  before.setEnd(range.startContainer, range.startOffset);
  const words = range.toString();
  const lead = words.length - words.trimStart().length;
  const first = Number(/** @type {HTMLElement} */ (ends[0]).dataset.first) + Array.from(before.toString()).length;
  const start = first + Array.from(words.slice(0, lead)).length;
  const length = Array.from(words.trim()).length;
  return length ? { start, end: start + length } : null;
}
