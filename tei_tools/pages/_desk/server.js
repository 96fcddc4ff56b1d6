// What the desk asks its server. Nothing else is asked of anybody.

/** @typedef {{element: string, start: number, end: number, exact: string, cert: string, by: string,
 *   edtf: string, attributes: Record<string, string>}} Tag */
/** @typedef {{path: string, first: number, last: number, length: number, text: string, tags: Tag[]}} Passage */
/** @typedef {{path: string, start: number, end: number, element: string, exact: string, ref: string,
 *   cert: string, decided: string}} Listed */
/** @typedef {{path: string, before: [string, number, number] | null, verdict: string, element?: string,
 *   start?: number, end?: number, attributes?: Record<string, string | null>}} Action */

/**
 * @param {string} question
 * @param {Record<string, unknown>} [what]
 * @returns {Promise<any>}
 */
export async function ask(question, what = {}) {
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(what)) {
    if (value !== undefined && value !== null && value !== "") words.set(name, String(value));
  }
  return answer(await fetch(`api/${question}?${words}`));
}

/**
 * @param {string} question
 * @param {unknown} what
 * @returns {Promise<any>}
 */
export async function tell(question, what) {
  return answer(
    await fetch(`api/${question}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(what),
    }),
  );
}

/** @param {Response} response */
async function answer(response) {
  const value = await response.json();
  if (!response.ok) throw new Error(value.fault ?? `the desk answered ${response.status}`);
  return value;
}
