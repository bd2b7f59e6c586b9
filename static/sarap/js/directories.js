// Material's select calls itself a button and then says that it is required, which buttons cannot be.
(() => {
  const mend = () => {
    for (const anchor of document.querySelectorAll(".mdc-select__anchor[role=button]")) {
      anchor.setAttribute("role", "combobox");
    }
  };
  new MutationObserver(mend).observe(document, { childList: true, subtree: true });
  mend();
})();
