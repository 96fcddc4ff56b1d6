// The collection report: tables that sort, are searched and downloaded; the theme. Nothing is fetched.

/** @param {HTMLTableRowElement} row @param {number} column */
const cell = (row, column) => row.cells[column].textContent ?? "";
/** A cell that a spreadsheet would run as a formula gets an apostrophe, as in the CSV exports. @param {string} words */
const guarded = (words) => (/^'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(words) ? `'${words}` : words);
/** @param {string} words */
const field = (words) => (/[",\r\n]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words);
const order = new Intl.Collator(undefined, { numeric: true });

for (const table of document.querySelectorAll("table")) {
  const heads = [...(table.tHead?.rows[0].cells ?? [])];
  heads.forEach((head, column) => head.querySelector("button")?.addEventListener("click", () => {
    const rows = [...table.tBodies[0].rows];
    const isNumber = rows[0]?.cells[column].className === "number";
    const was = head.getAttribute("aria-sort");
    const down = was === "none" ? isNumber : was === "ascending";
    for (const each of heads) each.setAttribute("aria-sort", "none");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    /** @type {(one: string, other: string) => number} */
    const compare = isNumber ? (one, other) => Number(one) - Number(other) : order.compare;
    rows.sort((a, b) => (down ? -1 : 1) * compare(cell(a, column), cell(b, column)));
    table.tBodies[0].append(...rows);
  }));
}
/** @param {string | null} name */
const tableOf = (name) => /** @type {HTMLTableElement} */ (document.getElementById(`table-${name}`));
for (const button of document.querySelectorAll("button[data-csv]")) {
  button.addEventListener("click", () => {
    const name = button.getAttribute("data-csv");
    const table = tableOf(name);
    const lines = [...table.rows].map((row) => [...row.cells].map((each) => field(guarded(each.textContent ?? ""))).join(","));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff", lines.join("\r\n"), "\r\n"], { type: "text/csv" }));
    link.download = `${name}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
}
for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[data-table]"))) {
  input.addEventListener("input", () => {
    const wanted = input.value.trim().toLowerCase();
    const table = tableOf(input.getAttribute("data-table"));
    for (const row of table.tBodies[0].rows) row.hidden = !(row.textContent ?? "").toLowerCase().includes(wanted);
  });
}
const root = document.documentElement;
const theme = /** @type {HTMLElement} */ (document.getElementById("theme"));
const isDark = () => root.classList.contains("dark") || (!root.classList.contains("light") && matchMedia("(prefers-color-scheme: dark)").matches);
const say = () => { theme.textContent = isDark() ? "Light" : "Dark"; };
theme.addEventListener("click", () => {
  const dark = isDark();
  root.classList.toggle("dark", !dark);
  root.classList.toggle("light", dark);
  say();
});
say();
