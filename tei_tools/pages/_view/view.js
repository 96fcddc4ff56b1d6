// The reading view: filters, jumps between names and their entries, the TEI source, the theme. Nothing is fetched.

/** @param {string} id */
const at = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const root = document.documentElement;
const reading = at("text");
const marks = /** @type {HTMLElement[]} */ ([...reading.querySelectorAll(".mark[id]")]);
/** @type {HTMLElement | null} */
let current = null;

/** @param {HTMLElement} node */
function go(node) {
  current?.classList.remove("here");
  current = node;
  node.classList.add("here");
  if (!node.matches("a, [tabindex]")) node.tabIndex = -1;
  node.focus({ preventScroll: true });
  node.scrollIntoView({ block: "center" });
  same(node.dataset.key ?? "");
}

/** Show which names are of the same. @param {string} key */
function same(key) {
  for (const mark of reading.querySelectorAll(".same")) mark.classList.remove("same");
  if (!key) return;
  for (const mark of marks) if (mark.dataset.key === key) mark.classList.add("same");
}

/** @param {string} key */
function openEntry(key) {
  const entry = document.getElementById(key);
  if (!(entry instanceof HTMLDetailsElement)) return false;
  for (const other of document.querySelectorAll("details.here")) other.classList.remove("here");
  entry.open = true;
  entry.classList.add("here");
  entry.hidden = false;
  entry.scrollIntoView({ block: "nearest" });
  entry.querySelector("summary")?.focus({ preventScroll: true });
  same(key);
  return true;
}

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
  if (!link) {
    const mark = event.target instanceof Element ? event.target.closest(".mark") : null;
    if (mark instanceof HTMLElement) {
      current = mark;
      same(mark.dataset.key ?? "");
    }
    return;
  }
  const name = decodeURIComponent((link.getAttribute("href") ?? "").slice(1));
  if (openEntry(name)) {
    if (link instanceof HTMLElement && link.matches(".mark")) current = link;
    event.preventDefault();
    return;
  }
  const target = document.getElementById(name);
  if (target && target.matches(".mark, .quotation, .reference")) {
    event.preventDefault();
    go(target);
  }
});

/** @param {number} by @param {(mark: HTMLElement) => boolean} fits */
function step(by, fits) {
  const fitting = marks.filter((mark) => fits(mark) && mark.offsetParent !== null);
  if (!fitting.length) return;
  const place = current ? fitting.indexOf(current) : -1;
  let next = place + by;
  if (place < 0 && current) {
    next = fitting.findIndex((mark) => current && current.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_FOLLOWING);
    if (by < 0) next -= 1;
  }
  go(fitting[(next + fitting.length) % fitting.length]);
}

/** @param {string} kind @param {boolean} shown */
function filter(kind, shown) {
  root.classList.toggle(`hide-${kind}`, !shown);
}

const boxes = /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll(".legend input")]);
for (const box of boxes) box.addEventListener("change", () => filter(box.dataset.kind ?? "", box.checked));

const theme = at("theme");
const isDark = () => root.classList.contains("dark") || (!root.classList.contains("light") && matchMedia("(prefers-color-scheme: dark)").matches);
function turn() {
  const dark = !isDark();
  root.classList.toggle("dark", dark);
  root.classList.toggle("light", !dark);
  label();
}
function label() {
  theme.textContent = isDark() ? "Light" : "Dark";
}
theme.addEventListener("click", turn);
label();

function showSource() {
  const selection = document.getSelection();
  const nodes = selection && !selection.isCollapsed && selection.rangeCount
    ? [selection.getRangeAt(0).startContainer, selection.getRangeAt(0).endContainer]
    : [current ?? document.activeElement ?? reading];
  const holders = nodes.map((node) => (node instanceof Element ? node : node?.parentElement)?.closest("[data-s]"));
  const spans = holders.flatMap((holder) => (holder instanceof HTMLElement ? [(holder.dataset.s ?? "").split("-").map(Number)] : []));
  const source = JSON.parse(at("source").textContent || '""');
  const place = at("source-text");
  place.replaceChildren();
  if (!source) place.textContent = "The source is too large to stand in this page; open the TEI file itself.";
  else {
    const first = spans.length ? Math.min(...spans.map((span) => span[0])) : 0;
    const last = spans.length ? Math.max(...spans.map((span) => span[1])) : Math.min(source.length, 20000);
    for (const piece of source.slice(first, last).split(/(<[^>]*>)/)) {
      if (piece.startsWith("<")) {
        const tag = document.createElement("b");
        tag.textContent = piece;
        place.append(tag);
      } else place.append(piece);
    }
  }
  /** @type {HTMLDialogElement} */ (at("source-box")).showModal();
}
at("show-source").addEventListener("click", showSource);
at("show-keys").addEventListener("click", () => /** @type {HTMLDialogElement} */ (at("keys-box")).showModal());

const search = /** @type {HTMLInputElement | null} */ (document.getElementById("search"));
search?.addEventListener("input", () => {
  const words = search.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  for (const entry of document.querySelectorAll("details.entry")) {
    const said = (entry.textContent ?? "").toLocaleLowerCase();
    /** @type {HTMLElement} */ (entry).hidden = !words.every((word) => said.includes(word));
  }
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target instanceof HTMLInputElement && event.target.type === "search") {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const key = current?.dataset.key ?? document.querySelector("details.here")?.id ?? "";
  if (event.key === "n" || event.key === "p") step(event.key === "n" ? 1 : -1, (mark) => !key || mark.dataset.key === key);
  else if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1, () => true);
  else if (event.key === "s") showSource();
  else if (event.key === "d") turn();
  else if (event.key === "?") /** @type {HTMLDialogElement} */ (at("keys-box")).showModal();
  else if (event.key === "/" && search) search.focus();
  else if (event.key === "Escape") same("");
  else if (/^[1-7]$/.test(event.key)) {
    const kinds = ["person", "place", "organisation", "date", "quotation", "reference", "other"];
    const box = boxes.find((each) => each.dataset.kind === kinds[Number(event.key) - 1]);
    if (!box) return;
    box.checked = !box.checked;
    filter(box.dataset.kind ?? "", box.checked);
  } else return;
  event.preventDefault();
});
