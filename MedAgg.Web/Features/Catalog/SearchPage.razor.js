// The address follows the typing without a request; the first keystroke after a settled search makes an entry, so that Back returns to it.
export function follow(href, isNew) {
  if (location.pathname !== "/") return;
  if (isNew) history.pushState(null, "", href);
  else history.replaceState(history.state, "", href);
}
