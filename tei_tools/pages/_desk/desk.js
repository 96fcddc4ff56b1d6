// The review desk: one proposal after the other, decided with a key. The server keeps everything; this page
// can be closed or reloaded at any moment.

import { candidateForm, candidateList, checkList, dateForm, entityList, made } from "./lists.js";
import { ask, tell } from "./server.js";
import { kindOf, said, selected, show } from "./text.js";

/** @typedef {import("./server.js").Listed} Listed */
/** @typedef {import("./server.js").Passage} Passage */
/** @typedef {import("./server.js").Tag} Tag */
/** @typedef {import("./server.js").Action} Action */

const AHEAD = 30;
/** @type {Record<string, string>} */
const KIND_KEYS = {
  p: "persName", l: "placeName", o: "orgName", d: "date", q: "said", w: "quote", t: "title", i: "bibl", k: "term",
};

/** @param {string} id */
const at = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const passagePlace = at("passage");
const side = at("side");

/** @type {Listed[]} */
let queue = [];
let place = 0;
/** @type {Passage | null} */
let passage = null;
/** @type {{element: string, start: number, end: number} | null} */
let focus = null;
/** The span as it will be when it is accepted; null while it is as proposed.
 * @type {{start: number, end: number} | null} */
let pending = null;
/** @type {{gaps: [number, number][], number: number} | null} */
let splitting = null;
let marking = false;
/** @type {{element?: string, ref?: string, exact?: string}} */
let filter = {};
let noticed = 0;
let reconciles = false;
/** @type {any[]} */
let shown = [];
/** @type {Map<string, Promise<Passage>>} */
let ahead = new Map();
let decisions = Promise.resolve();
/** How many keys are still being worked on: a program that drives the page waits for none. */
let busy = 0;

/** @param {string} words */
function say(words) {
  at("said").textContent = words;
}

/** @param {() => Promise<void> | void} work */
function then(work) {
  document.body.dataset.busy = String((busy += 1));
  decisions = decisions
    .then(work)
    .catch((fault) => say(String(fault.message ?? fault)))
    .then(() => {
      document.body.dataset.busy = String((busy -= 1));
    });
  return decisions;
}

/** @param {Listed} listed */
function passageOf(listed) {
  const name = `${listed.path}\n${listed.start}\n${listed.end}`;
  let known = ahead.get(name);
  if (!known) {
    known = ask("passage", { path: listed.path, start: listed.start, end: listed.end });
    known.catch(() => ahead.delete(name));
    ahead.set(name, known);
  }
  return known;
}

async function refill() {
  const order = /** @type {HTMLSelectElement} */ (at("order")).value;
  const kind = /** @type {HTMLSelectElement} */ (at("kind")).value;
  queue = await ask("queue", { order, limit: AHEAD, ...filter, element: filter.element ?? kind });
  place = 0;
}

/** Show the tag that is next, or what there is to say where none is. */
async function present() {
  pending = null;
  splitting = null;
  marking = false;
  side.replaceChildren();
  if (place >= queue.length) {
    await refill();
  }
  const listed = queue[place];
  if (!listed) {
    focus = null;
    passage = null;
    passagePlace.replaceChildren(made("p", await nothing(), "nothing"));
    at("place").textContent = "";
    at("current").replaceChildren();
    return;
  }
  focus = { element: listed.element, start: listed.start, end: listed.end };
  passage = await passageOf(listed);
  draw();
  for (const next of queue.slice(place + 1, place + 4)) void passageOf(next).catch(() => {});
}

async function nothing() {
  const state = await ask("state", { notices: noticed });
  if (filter.element) return "All of these are decided. Esc shows the others.";
  return state.indexing ? "The documents are being read; press n in a moment." : "Everything is decided. u undoes.";
}

function draw() {
  if (!passage) return;
  show(passagePlace, passage, focus, pending);
  at("place").textContent = `${passage.path}, character ${focus?.start ?? passage.first} of ${passage.length}`;
  describe();
}

/** @returns {Tag | null} */
function current() {
  if (!passage || !focus) return null;
  const { element, start, end } = focus;
  return passage.tags.find((tag) => tag.element === element && tag.start === start && tag.end === end) ?? null;
}

function describe() {
  const panel = at("current");
  panel.replaceChildren();
  const tag = current();
  if (!tag || !passage) return;
  const span = pending ?? tag;
  const words = Array.from(passage.text).slice(span.start - passage.first, span.end - passage.first).join("");
  panel.append(made("p", said(tag.element), `kind ${kindOf(tag.element)}`), made("h2", words));
  const list = made("dl");
  const add = (/** @type {string} */ name, /** @type {string} */ value) => list.append(made("dt", name), made("dd", value));
  add("certainty", tag.by ? `decided by ${tag.by}` : tag.cert || "not said");
  if (tag.edtf) add("value", tag.edtf);
  for (const [name, value] of Object.entries(tag.attributes)) {
    if (name !== "cert" && name !== "resp") add(`@${name}`, value);
  }
  panel.append(list);
  if (splitting) panel.append(made("p", "Split here? a or Enter does it, s goes to the next gap.", "hint"));
}

/** @param {Action[]} actions @param {string} done @param {boolean} [stay] */
async function decide(actions, done, stay = false) {
  if (!actions.length) return;
  const result = await tell("decide", { actions });
  ahead = new Map();
  if (result.refused.length) say(`not done: ${result.refused[0].why}`);
  else say(done);
  void state();
  if (!result.decided.length) {
    pending = null;
    splitting = null;
    draw();
    return;
  }
  const gone = actions.flatMap((each) => (each.before ? [[each.path, ...each.before].join("\n")] : []));
  const decided = new Set(gone);
  const before = queue.slice(0, place).filter((listed) => !decided.has(nameOf(listed)));
  queue = queue.filter((listed) => !decided.has(nameOf(listed)));
  place = before.length;
  if (stay && !gone.length) return present();
  await settle();
}

/** @param {Listed} listed */
function nameOf(listed) {
  return [listed.path, listed.element, listed.start, listed.end].join("\n");
}

/** The queue after a decision: what is decided is no longer in it. */
async function settle() {
  const rest = queue.slice(place);
  if (rest.length > 3) {
    queue = rest;
    place = 0;
  } else {
    await refill();
  }
  await present();
}

/** @param {string} verdict @param {Partial<Action>} change @returns {Action} */
function action(verdict, change = {}) {
  const tag = /** @type {Tag} */ (current());
  return { path: /** @type {Passage} */ (passage).path, before: [tag.element, tag.start, tag.end], verdict, ...change };
}

async function accept() {
  const tag = current();
  if (!tag) return;
  if (splitting) return split();
  if (pending) await decide([action("changed", { element: tag.element, ...pending })], "changed");
  else await decide([action("accepted")], "accepted");
}

/** @param {string} element */
async function become(element) {
  if (marking || (!current() && pending)) return add(element);
  const tag = current();
  if (!tag) return;
  if (tag.element === element && !pending) return accept();
  await decide([action("changed", { element, ...(pending ?? { start: tag.start, end: tag.end }) })], said(element));
}

/** @param {string} element */
async function add(element) {
  if (!passage || !pending) return;
  const { start, end } = pending;
  marking = false;
  await decide([{ path: passage.path, before: null, verdict: "added", element, start, end }], `a new ${said(element)}`, true);
}

/** @param {"start" | "end"} edge @param {number} by */
async function move(edge, by) {
  const span = pending ?? focus;
  if (!span || !passage) return;
  const moved = await ask("moved", { path: passage.path, start: span.start, end: span.end, edge, by });
  if (!moved) return say("it goes no further");
  pending = moved;
  draw();
}

async function beginSplit() {
  const tag = current();
  if (!tag || !passage) return;
  if (splitting) {
    splitting.number = (splitting.number + 1) % splitting.gaps.length;
  } else {
    const gaps = await ask("gaps", { path: passage.path, start: tag.start, end: tag.end });
    if (!gaps.length) return say("one word is not split");
    splitting = { gaps, number: 0 };
    if (gaps.length === 1) return split();
  }
  pending = { start: tag.start, end: splitting.gaps[splitting.number][0] };
  draw();
}

async function split() {
  const tag = current();
  if (!tag || !splitting) return;
  const [end, start] = splitting.gaps[splitting.number];
  /** @type {Record<string, string | null>} */
  const attributes = tag.attributes.ref ? { ref: tag.attributes.ref } : {};
  const second = { path: /** @type {Passage} */ (passage).path, before: null, verdict: "added", element: tag.element };
  await decide(
    [action("changed", { element: tag.element, start: tag.start, end }), { ...second, start, end: tag.end, attributes }],
    "split in two",
  );
}

async function join() {
  const tag = current();
  if (!tag || !passage) return;
  const other = passage.tags.find((each) => each.element === tag.element && each.start >= tag.end);
  if (!other) return say("there is no other one of its kind after it");
  const between = Array.from(passage.text).slice(tag.end - passage.first, other.start - passage.first).join("");
  if (between.includes("\n") || between.length > 40) return say("the next one is too far away");
  /** @type {Action} */
  const gone = { path: passage.path, before: [other.element, other.start, other.end], verdict: "rejected" };
  await decide([gone, action("changed", { element: tag.element, start: tag.start, end: other.end })], "joined");
}

async function link() {
  const tag = current();
  if (!tag || !passage) return;
  const path = passage.path;
  const search = async (/** @type {string} */ words) => {
    shown = await ask("candidates", { path, element: tag.element, words });
    candidateList(side, shown, choose);
  };
  candidateForm(side, tag.exact, (words) => then(() => search(words)), reconciles);
  await search(tag.exact);
}

async function reconcile() {
  const tag = current();
  if (!tag) return;
  const input = /** @type {HTMLInputElement | null} */ (document.getElementById("search"));
  say("asking the service …");
  const found = await ask("reconcile", { words: input?.value || tag.exact });
  if (!input) candidateForm(side, tag.exact, () => {}, reconciles);
  shown = found;
  candidateList(side, shown, choose);
  say(`${found.length} candidates`);
}

/** @param {{ref: string, name: string, element: string}} candidate */
function choose(candidate) {
  return then(async () => {
    const tag = current();
    if (!tag) return;
    const name = tag.element === "said" ? "who" : "ref";
    const span = pending ?? { start: tag.start, end: tag.end };
    shown = [];
    await decide([action("changed", { element: tag.element, ...span, attributes: { [name]: candidate.ref } })], candidate.name);
  });
}

const DATING = ["when", "notBefore", "notAfter", "from", "to", "when-iso", "notBefore-iso", "notAfter-iso", "from-iso", "to-iso", "when-custom", "datingMethod"];

function value() {
  const tag = current();
  if (!tag) return;
  dateForm(
    side,
    tag.edtf,
    async (edtf) => (await ask("date", { edtf })).words,
    (edtf) =>
      void then(async () => {
        const read = await ask("date", { edtf });
        if (!read.attributes) return say("this is no EDTF");
        /** @type {Record<string, string | null>} */
        const attributes = Object.fromEntries(DATING.map((name) => [name, null]));
        Object.assign(attributes, read.attributes);
        const span = pending ?? { start: tag.start, end: tag.end };
        await decide([action("changed", { element: tag.element, ...span, attributes })], read.words);
      }),
  );
}

async function bulk() {
  const tag = current();
  if (!tag) return;
  const ref = tag.attributes.ref ?? tag.attributes.key ?? "";
  const like = ref && !ref.startsWith("#") ? { ref } : ref ? { ref, exact: "" } : { exact: tag.exact };
  const rows = await ask("queue", { order: "document", element: tag.element, limit: 5000, ...like });
  checkList(side, `${rows.length} tags like “${tag.exact}”`, rows, (chosen) =>
    void then(() =>
      decide(
        chosen.map((number) => rows[number]).map((row) => ({ path: row.path, before: [row.element, row.start, row.end], verdict: "accepted" })),
        `${chosen.length} accepted`,
        true,
      ).then(afterBulk),
    ),
  );
}

async function others() {
  const tag = current();
  if (!tag || !passage) return;
  const answer = await ask("alike", { path: passage.path, element: tag.element, start: tag.start, end: tag.end });
  const ref = tag.attributes.ref ?? "";
  const here = passage.path;
  /** @param {string} path @returns {Record<string, string | null>} */
  const linked = (path) => (ref && (!ref.startsWith("#") || path === here) ? { ref } : {});
  checkList(side, `${answer.found.length} more like “${tag.exact}” without a tag`, answer.found, (chosen) =>
    void then(() =>
      decide(
        chosen.map((number) => answer.found[number]).map((row) => ({
          path: row.path, before: null, verdict: "added", element: tag.element, start: row.start, end: row.end,
          attributes: linked(row.path),
        })),
        `${chosen.length} tagged`,
        true,
      ),
    ),
  );
}

async function afterBulk() {
  await refill();
  await present();
}

async function names() {
  const kind = /** @type {HTMLSelectElement} */ (at("kind")).value;
  entityList(side, await ask("entities", { element: kind }), (entity) =>
    void then(async () => {
      filter = entity.ref ? { element: entity.element, ref: entity.ref } : { element: entity.element, exact: entity.exact };
      say(`only “${entity.exact}”; Esc shows all again`);
      await refill();
      await present();
    }),
  );
}

async function source() {
  const tag = current();
  if (!tag || !passage) return;
  const answer = await ask("source", { path: passage.path, start: tag.start, end: tag.end });
  side.replaceChildren(made("h2", "In the TEI file"), made("pre", answer.source || answer.why));
}

async function undo() {
  const result = await tell("undo", {});
  ahead = new Map();
  const last = result.decided[0];
  say(last ? `undone: ${last.verdict} ${last.exact}` : "there is nothing to undo");
  await refill();
  if (last) {
    const there = queue.findIndex((listed) => listed.start === last.start && listed.element === last.element);
    if (there > 0) place = there;
  }
  void state();
  await present();
}

async function leave() {
  const open = side.childElementCount > 0;
  if (!open && !pending && filter.element) {
    filter = {};
    await refill();
  }
  await present();
}

async function mark() {
  const chosen = selected(passagePlace);
  const tag = current();
  if (chosen) pending = chosen;
  else if (tag && passage) {
    const next = await ask("moved", { path: passage.path, start: tag.start, end: tag.end, edge: "end", by: 1 });
    const start = next ? await ask("moved", { path: passage.path, start: tag.start, end: next.end, edge: "start", by: 1 }) : null;
    pending = next && start ? { start: Math.max(tag.end, start.start), end: next.end } : null;
    if (pending) {
      const words = Array.from(passage.text).slice(pending.start - passage.first, pending.end - passage.first);
      while (words.length && /\s/.test(words[0])) { words.shift(); pending.start += 1; }
    }
  }
  if (!pending) return say("select words first");
  marking = true;
  draw();
  say("arrows move the ends; a kind’s key tags it");
}

async function state() {
  const now = await ask("state", { notices: noticed });
  noticed = now.noticed;
  reconciles = now.reconciles;
  at("folder").textContent = now.folder;
  at("who").textContent = `${now.reviewer}${now.indexing ? " · reading the documents …" : ""}${now.unwritten ? " · writing …" : ""}`;
  let open = 0;
  let decided = 0;
  for (const kind of Object.values(now.counts.kinds)) {
    open += kind.open;
    decided += kind.decided;
  }
  const progress = /** @type {HTMLProgressElement} */ (at("progress"));
  progress.max = Math.max(1, open + decided);
  progress.value = decided;
  at("counts").textContent = `${decided} decided, ${open} to go`;
  const kinds = /** @type {HTMLSelectElement} */ (at("kind"));
  if (kinds.options.length === 1) {
    for (const name of now.kinds) {
      const option = /** @type {HTMLOptionElement} */ (made("option", said(name)));
      option.value = name;
      kinds.append(option);
    }
  }
  if (now.notices.length) say(now.notices.at(-1));
  if (now.indexing || now.unwritten) setTimeout(() => void state().catch(() => {}), 1000);
}

/** @type {Record<string, () => Promise<void> | void>} */
const KEYS = {
  a: accept,
  Enter: accept,
  r: () => decide(current() ? [action("rejected")] : [], "rejected"),
  n: async () => {
    place += 1;
    await present();
  },
  b: async () => {
    place = Math.max(0, place - 1);
    await present();
  },
  u: undo,
  s: beginSplit,
  j: join,
  e: link,
  c: reconcile,
  v: value,
  x: bulk,
  g: others,
  y: names,
  m: mark,
  h: source,
  Escape: leave,
  ArrowRight: () => move("end", 1),
  ArrowLeft: () => move("end", -1),
};

document.addEventListener("keydown", (event) => {
  const field = event.target instanceof HTMLInputElement && event.target.type !== "checkbox";
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "Escape" && field) {
    event.preventDefault();
    void then(leave);
    return;
  }
  if (field || event.target instanceof HTMLSelectElement) return;
  if (event.target instanceof HTMLButtonElement && (event.key === "Enter" || event.key === " ")) return;
  if (event.key === "?") {
    event.preventDefault();
    /** @type {HTMLDialogElement} */ (at("help")).showModal();
  } else if (event.key === "/") {
    event.preventDefault();
    // What stands there is selected, so that typing takes its place.
    const look = () => /** @type {HTMLInputElement | null} */ (document.getElementById("search"))?.select();
    if (document.getElementById("search")) look();
    else void then(link).then(look);
  } else if (event.shiftKey && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
    event.preventDefault();
    void then(() => move("start", event.key === "ArrowLeft" ? -1 : 1));
  } else if (/^[1-9]$/.test(event.key) && shown[Number(event.key) - 1]) {
    void choose(shown[Number(event.key) - 1]);
  } else if (event.key in KEYS) {
    event.preventDefault();
    void then(KEYS[event.key]);
  } else if (event.key in KIND_KEYS) {
    event.preventDefault();
    void then(() => become(KIND_KEYS[event.key]));
  }
});

passagePlace.addEventListener("click", (event) => {
  const mark = event.target instanceof Element ? event.target.closest("mark") : null;
  if (!(mark instanceof HTMLElement) || !passage || selected(passagePlace)) return;
  focus = { element: mark.dataset.element ?? "", start: Number(mark.dataset.start), end: Number(mark.dataset.end) };
  pending = null;
  draw();
});

for (const id of ["kind", "order"]) {
  at(id).addEventListener("change", () => void then(async () => {
    filter = {};
    await refill();
    await present();
    passagePlace.focus();
  }));
}
at("by-entity").addEventListener("click", () => void then(names));
at("open-help").addEventListener("click", () => /** @type {HTMLDialogElement} */ (at("help")).showModal());

/** A place named in the address (`#/document/letters/1.xml/120-129`) comes first. */
async function named() {
  const match = /^#\/document\/(.+)\/(\d+)-(\d+)$/.exec(decodeURIComponent(location.hash));
  if (!match) return;
  const [path, start, end] = [match[1], Number(match[2]), Number(match[3])];
  const there = await ask("passage", { path, start, end });
  const tag = there.tags.find((/** @type {Tag} */ each) => each.start === start && each.end === end);
  if (tag) queue.unshift({ ...tag, path, ref: "", decided: tag.by });
}

window.addEventListener("hashchange", () => void then(async () => {
  place = 0;
  await named();
  await present();
}));

void then(async () => {
  await state();
  await refill();
  for (let tries = 0; !queue.length && tries < 50 && (await ask("state")).indexing; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    await refill();
  }
  await named();
  await present();
  passagePlace.focus();
  document.body.dataset.ready = "true";
});
