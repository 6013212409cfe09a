// Whether the notebook around is light or dark.

/** "light" or "dark" as JupyterLab, nbconvert, VS Code and Colab tell it; "" where nothing tells. */
export function ambient() {
  const { body, documentElement } = document;
  if (body.dataset.jpThemeLight) return body.dataset.jpThemeLight === "false" ? "dark" : "light";
  const kind = body.dataset.vscodeThemeKind ?? documentElement.getAttribute("theme") ?? "";
  return kind.endsWith("light") ? "light" : /dark|contrast/.test(kind) ? "dark" : "";
}

/** Call when that changes, until the signal ends it. */
export function follow(changed, signal) {
  let before = ambient();
  const watcher = new MutationObserver(() => {
    if (ambient() === before) return;
    before = ambient();
    changed();
  });
  watcher.observe(document.body, { attributes: true });
  watcher.observe(document.documentElement, { attributes: true });
  signal.addEventListener("abort", () => watcher.disconnect());
}
