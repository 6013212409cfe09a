// The wave slider: plays the migration, wave by wave.
import { h, many, refill } from "./dom.js";

const MILLISECONDS = 1400;

/** The slider's element, and how to bring it up to date; null where nothing has to move. */
export function waveBar(model, store, signal) {
  if (!model.waves) return null;
  const sizes = Array.from({ length: model.waves + 1 }, () => 0);
  const uses = [...sizes];
  for (const row of model.ranking) { sizes[row.wave] += 1; uses[row.wave] += row.uses ?? 0; }
  let timer = null;
  const slider = h("input", {
    id: "waves", type: "range", min: "0", max: String(model.waves), step: "1", value: "0", "aria-label": "Waves that have moved",
    oninput: () => { stop(); go(Number(slider.value)); },
  });
  const bars = sizes.slice(1).map((size, index) => {
    const bar = h("button", { type: "button", class: "wave", tabindex: "-1", "aria-hidden": "true", title: `Wave ${index + 1}: ${many(size, "module")}`, onclick: () => { stop(); go(index + 1); } }, h("span", { class: "column" }), h("span", { class: "count", text: String(size) }));
    bar.firstChild.style.height = `${Math.max(3, Math.round((22 * size) / Math.max(...sizes)))}px`;
    return bar;
  });
  const track = h("div", { class: "track" }, h("div", { class: "bars" }, h("span", { class: "today", text: "today" }), bars), slider);
  track.style.setProperty("--steps", String(model.waves + 1));
  const words = h("p", { class: "words", role: "status", "aria-live": "polite" });
  const button = h("button", { type: "button", class: "play", onclick: () => (timer ? stop() : play()) }, "▶ Play");

  function go(done) { store.set({ done }); }
  function play() {
    if (store.get().done >= model.waves) go(0);
    button.textContent = "⏸ Pause";
    timer = setInterval(() => {
      const next = store.get().done + 1;
      if (next <= model.waves) go(next);
      if (next >= model.waves) stop();
    }, MILLISECONDS);
    if (store.get().done < model.waves) go(store.get().done + 1);
  }
  function stop() {
    clearInterval(timer);
    timer = null;
    button.textContent = "▶ Play";
  }
  signal.addEventListener("abort", stop);

  return {
    element: h("div", { class: "waves" }, button, track, words),
    update(state) {
      slider.value = String(state.done);
      slider.setAttribute("aria-valuetext", state.done ? `after wave ${state.done}` : "today");
      bars.forEach((bar, index) => bar.classList.toggle("done", index < state.done));
      const sum = (list, from) => list.slice(from).reduce((total, one) => total + one, 0);
      const [left, all] = [sum(sizes, state.done + 1), sum(sizes, 1)];
      refill(words, h("strong", { text: state.done ? `After wave ${state.done} of ${model.waves}` : `Today: ${many(model.waves, "wave")} to go` }),
        h("span", { text: ` ${many(left, "module")} of ${all.toLocaleString("en")} and ${many(sum(uses, state.done + 1), "use")} left` }));
    },
  };
}
