// The basket lives in a cookie, so that the server can draw it with the page.
export function read(name) {
  return document.cookie.split("; ").find(c => c.startsWith(name + "="))?.slice(name.length + 1) ?? "";
}

export function write(name, value) {
  document.cookie = `${name}=${value}; path=/; max-age=${value ? 2592000 : 0}; samesite=lax`;
}
