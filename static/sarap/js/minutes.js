// The preview of the minutes follows what is typed; without this script the PDF opens by its link.
(() => {
  const preview = document.querySelector(".minutes[data-live]");
  const form = document.querySelector("form[data-keep]");
  if (!preview || !form) return;
  const pages = preview.querySelector("[data-pages]");
  const PAUSE = 800;
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

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
  ask();
})();
