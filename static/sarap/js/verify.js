// Compares a file with the document of a code in this browser, so that it need not be sent.
// Without this script, or where the browser cannot, the form sends the file to be compared.
(() => {
  const form = document.querySelector("form[data-sha256]");
  if (!form || !globalThis.crypto?.subtle) return;
  const input = form.elements.file;
  const wanted = form.dataset.sha256.split(" ");
  const sizes = form.dataset.sizes.split(" ");
  const answers = form.querySelectorAll("[data-same]");
  const hex = (bytes) =>
    [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  async function isSame(file) {
    // No need to read a file of another size, however large.
    if (!sizes.includes(String(file.size))) return false;
    return wanted.includes(hex(await crypto.subtle.digest("SHA-256", await file.arrayBuffer())));
  }

  async function compare(event) {
    const [file] = input.files;
    if (!file) return;
    event.preventDefault();
    const same = String(await isSame(file));
    for (const answer of answers) answer.hidden = answer.dataset.same !== same;
  }

  form.addEventListener("submit", compare);
  input.addEventListener("change", compare);
})();
