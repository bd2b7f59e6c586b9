// The preview follows what is typed; without this script the button does the same.
(() => {
  const preview = document.querySelector(".preview[data-live]");
  const form = document.getElementById("letter_form");
  if (!preview?.dataset.live || !form) return;
  const pages = preview.querySelector("[data-pages]");
  const PAUSE = 400;
  let waiting;
  let asking;

  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    pages.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(preview.dataset.live, {
        method: "POST",
        body: new FormData(form),
        signal: asking.signal,
      });
      if (answer.ok) pages.innerHTML = await answer.text();
      pages.removeAttribute("aria-busy");
    } catch (error) {
      // A later question takes its place; without a connection the last picture stays.
      if (error.name !== "AbortError") pages.removeAttribute("aria-busy");
    }
  };

  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
})();
