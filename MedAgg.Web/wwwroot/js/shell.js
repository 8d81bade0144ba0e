// Runs before the first paint, on every page: theme and time zone for the server, shortcuts, menus, copying.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const cookie = name => document.cookie.split("; ").find(c => c.startsWith(name + "="))?.slice(name.length + 1);
  const remember = (name, value) => { document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`; };

  function followSystem() {
    remember("medagg-system-theme", dark.matches ? "dark" : "light");
    if (!cookie("medagg-theme")) root.dataset.theme = dark.matches ? "dark" : "light";
  }

  followSystem();
  dark.addEventListener("change", followSystem);
  remember("medagg-tz", Intl.DateTimeFormat().resolvedOptions().timeZone);

  const isTyping = element => element?.closest?.("input, textarea, select, [contenteditable]");

  document.addEventListener("keydown", event => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const box = document.querySelector("[data-quick-search]");
    if (!box || box.offsetParent === null) return;
    event.preventDefault();
    box.focus();
    box.select?.();
  });

  // Without this script the form reloads the page; with it the theme changes in place.
  document.addEventListener("submit", event => {
    const form = event.target;
    if (!form.matches("[data-theme-form]")) return;
    event.preventDefault();
    const theme = root.dataset.theme === "dark" ? "light" : "dark";
    root.dataset.theme = theme;
    remember("medagg-theme", theme);
    const body = new FormData(form);
    body.set("theme", theme);
    fetch(form.action, { method: "POST", body, redirect: "manual" });
  });

  document.addEventListener("click", event => {
    const link = event.target.closest("[popover] a");
    link?.closest("[popover]").hidePopover?.();
    for (const menu of document.querySelectorAll("details.menu[open]"))
      if (!menu.contains(event.target) || event.target.closest(".pop-item")) menu.open = false;
  });

  document.addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  });

  document.addEventListener("click", async event => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const icon = button.querySelector(".i");
    const says = button.querySelector("[aria-live]");
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      if (says) says.textContent = button.dataset.done;
      if (icon) icon.dataset.state = "done";
    } catch {
      if (says) says.textContent = button.dataset.refused;
      if (icon) icon.dataset.state = "refused";
    }
    setTimeout(() => { if (icon) delete icon.dataset.state; if (says) says.textContent = ""; }, 1500);
  });
})();
