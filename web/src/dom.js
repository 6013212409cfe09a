// Elements without a word of HTML: names and code of others become text, never markup.

const SVG = "http://www.w3.org/2000/svg";

/**
 * Make an element.
 * @param {string} tag
 * @param {Record<string, any>} [attributes] `on…` are listeners, `class`, `text` and everything else as named;
 *   false, null and undefined are left out, true is an empty attribute
 * @param {...(Node | string | null | false | undefined | any[])} children
 * @returns {any}
 */
export function h(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** Make an SVG element; as `h`. */
export function s(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

/** Put other children into an element. */
export function refill(element, ...children) {
  element.textContent = "";
  append(element, children);
  return element;
}

/** The element that has the keyboard, in the page or in the shadow root that an element is in. */
export function focused(element) {
  return element.getRootNode().activeElement ?? null;
}

/** Put other children in, and keep what the reader had: the keyboard's place, and what was unfolded. */
export function renew(element, ...children) {
  const label = (one) => `${one.tagName} ${one.getAttribute("aria-label") ?? one.textContent}`;
  const fold = (one) => one.firstElementChild?.firstElementChild?.textContent;
  const here = focused(element);
  const active = here && here !== element && element.contains(here) ? label(here) : "";
  const unfolded = new Set([...element.querySelectorAll("details[open]")].map(fold));
  refill(element, ...children);
  for (const one of element.querySelectorAll("details")) if (unfolded.has(fold(one))) one.open = true;
  if (active) ([...element.querySelectorAll("button, summary, [tabindex]")].find((one) => label(one) === active) ?? element).focus({ preventScroll: true });
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "text") element.textContent = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child);
  }
}

/** A count with its noun. */
export function many(count, noun, nouns = `${noun}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? noun : nouns}`;
}

/** A name that may break after its dots, underscores, slashes and colons. */
export function breakable(name) {
  const pieces = name.match(/[^._/:]*[._/:]|[^._/:]+/g) ?? [];
  return pieces.flatMap((piece, index) => (index ? [h("wbr"), piece] : [piece]));
}
