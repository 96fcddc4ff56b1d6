// The lists beside the passage: whom a name may mean, all tags like one, occurrences without a tag, names.

/** @typedef {{ref: string, name: string, element: string, source: string, note: string}} Candidate */

/**
 * @param {string} tag
 * @param {string} [text]
 * @param {string} [name]
 */
export function made(tag, text = "", name = "") {
  const node = document.createElement(tag);
  if (text) node.textContent = text;
  if (name) node.className = name;
  return node;
}

/** @param {string} key */
function key(key) {
  return made("kbd", key);
}

/**
 * @param {HTMLElement} place
 * @param {string} words
 * @param {(words: string) => void} search
 * @param {boolean} reconciles
 */
export function candidateForm(place, words, search, reconciles) {
  const form = /** @type {HTMLFormElement} */ (made("form", "", "search"));
  const label = made("label", "Who or what is it? ");
  const input = /** @type {HTMLInputElement} */ (made("input"));
  input.type = "search";
  input.value = words;
  input.id = "search";
  label.append(input);
  const hint = made("p", "", "hint");
  hint.append(key("1"), "…", key("9"), " choose, ", key("/"), " search", ...(reconciles ? [", ", key("c"), " ask the service"] : []));
  form.append(label, hint, made("ol", "", "candidates"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search(input.value);
    input.blur();
  });
  place.replaceChildren(form);
}

/**
 * @param {HTMLElement} place
 * @param {Candidate[]} candidates
 * @param {(candidate: Candidate) => void} choose
 */
export function candidateList(place, candidates, choose) {
  const list = place.querySelector(".candidates");
  if (!list) return;
  list.replaceChildren();
  candidates.slice(0, 30).forEach((candidate, number) => {
    const item = made("li");
    const button = /** @type {HTMLButtonElement} */ (made("button", "", "candidate"));
    button.type = "button";
    if (number < 9) button.append(key(String(number + 1)), " ");
    button.append(made("strong", candidate.name), " ", made("span", candidate.source, "source"));
    if (candidate.note) button.append(made("span", candidate.note, "note"));
    button.append(made("span", candidate.ref, "ref"));
    button.addEventListener("click", () => choose(candidate));
    item.append(button);
    list.append(item);
  });
  if (!candidates.length) list.append(made("li", "nobody is known by these words"));
}

/**
 * A list of places in documents, each to be left out or not.
 * @param {HTMLElement} place
 * @param {string} title
 * @param {{path: string, start: number, end: number, exact: string, before?: string, after?: string}[]} rows
 * @param {(chosen: number[]) => void} done
 */
export function checkList(place, title, rows, done) {
  const section = made("div", "", "checklist");
  section.append(made("h2", title));
  const hint = made("p", "", "hint");
  hint.append(key("Enter"), " all that are checked, ", key("Space"), " leave out, ", key("↑"), key("↓"), " move, ", key("Esc"), " leave");
  const list = made("ul");
  /** @type {HTMLInputElement[]} */
  const boxes = [];
  for (const row of rows.slice(0, 2000)) {
    const item = made("li");
    const label = made("label");
    const box = /** @type {HTMLInputElement} */ (made("input"));
    box.type = "checkbox";
    box.checked = true;
    boxes.push(box);
    const words = made("span", "", "words");
    words.append(row.before ?? "", made("strong", row.exact), row.after ?? "");
    label.append(box, words, made("span", row.path, "path"));
    item.append(label);
    list.append(item);
  }
  const button = /** @type {HTMLButtonElement} */ (made("button", "", "all"));
  button.type = "button";
  const count = () => boxes.filter((box) => box.checked).length;
  const tell = () => (button.textContent = `Decide on ${count()} at once`);
  const finish = () => done(boxes.flatMap((box, number) => (box.checked ? [number] : [])));
  tell();
  section.addEventListener("change", tell);
  button.addEventListener("click", finish);
  section.addEventListener("keydown", (event) => {
    const at = boxes.indexOf(/** @type {HTMLInputElement} */ (document.activeElement));
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      boxes[Math.max(0, Math.min(boxes.length - 1, at + (event.key === "ArrowDown" ? 1 : -1)))]?.focus();
    } else if (event.key === "Enter") {
      event.preventDefault();
      finish();
    } else if (event.key !== " " && event.key !== "Escape" && event.key !== "Tab") {
      return;
    }
    if (event.key !== "Escape") event.stopPropagation();
  });
  section.append(hint, button, list);
  place.replaceChildren(section);
  if (boxes.length) boxes[0].focus();
  else section.append(made("p", "there are none"));
}

/**
 * @param {HTMLElement} place
 * @param {{element: string, ref: string, exact: string, open: number, all: number}[]} entities
 * @param {(entity: {element: string, ref: string, exact: string}) => void} choose
 */
export function entityList(place, entities, choose) {
  const section = made("div", "", "entities");
  section.append(made("h2", "Names, those that wait for most first"));
  const list = made("ul");
  for (const entity of entities) {
    const item = made("li");
    const button = /** @type {HTMLButtonElement} */ (made("button"));
    button.type = "button";
    button.append(made("strong", entity.exact), ` ${entity.open} of ${entity.all} wait `, made("span", entity.ref, "ref"));
    button.addEventListener("click", () => choose(entity));
    item.append(button);
    list.append(item);
  }
  section.append(list);
  place.replaceChildren(section);
  /** @type {HTMLButtonElement | null} */ (list.querySelector("button"))?.focus();
}

/**
 * @param {HTMLElement} place
 * @param {string} edtf
 * @param {(edtf: string) => Promise<string | null>} read
 * @param {(edtf: string) => void} done
 */
export function dateForm(place, edtf, read, done) {
  const form = /** @type {HTMLFormElement} */ (made("form", "", "search"));
  const label = made("label", "The date in EDTF ");
  const input = /** @type {HTMLInputElement} */ (made("input"));
  input.id = "edtf";
  input.value = edtf;
  input.autocomplete = "off";
  input.setAttribute("aria-describedby", "edtf-words");
  label.append(input);
  const words = made("p", "", "hint");
  words.id = "edtf-words";
  words.setAttribute("role", "status");
  const tell = async () => {
    words.textContent = (await read(input.value)) ?? "this is no EDTF yet: 2022-03-06, 1990?, 1914/1918, [1914..1918], 198X";
  };
  input.addEventListener("input", tell);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    done(input.value.trim());
  });
  form.append(label, words, made("p", "Enter keeps it, Esc leaves it as it was.", "hint"));
  place.replaceChildren(form);
  input.focus();
  input.select();
  void tell();
}
