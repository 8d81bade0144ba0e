// Sends one file in pieces that the browser takes from disk; a broken connection or a reloaded page goes on where the server has it.
const SAY_EVERY_MS = 200;
const PIECE_BYTES = 8 * 1024 * 1024;
const MOST_FAILURES = 8;

export function attach(input, zone, page, limit) {
  let request = null;

  function send(file) {
    if (!file || request) return;
    if (file.size > limit) {
      page.invokeMethodAsync("FailAsync", "UPLOAD_TOO_LARGE", `${file.name} has ${file.size} bytes; one upload may have ${limit}.`);
      return;
    }
    if (file.size === 0) {
      page.invokeMethodAsync("FailAsync", "UPLOAD_EMPTY", `${file.name} has no bytes.`);
      return;
    }

    const mine = request = new AbortController();
    page.invokeMethodAsync("BeginAsync", file.name, file.size);
    sendPieces(file, mine)
      .then(answer => { if (mine === request) page.invokeMethodAsync("FinishAsync", answer.name, answer.blob); })
      .catch(error => { if (mine === request) page.invokeMethodAsync("FailAsync", error.code ?? "UPLOAD_BROKEN", error.message); })
      .finally(() => { if (mine === request) { request = null; input.value = ""; } });
  }

  // The browser remembers which upload a file belongs to: chosen again after a reload, the file goes on where the server has it.
  async function sendPieces(file, mine) {
    const key = `medagg.upload:${file.name}:${file.size}:${file.lastModified}`;
    let upload = await known(key, mine) ?? await ask("/api/uploads/parts", mine, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ name: file.name, size: file.size }) });
    localStorage.setItem(key, upload.id);
    mine.signal.addEventListener("abort", () => { if (mine.forget) { localStorage.removeItem(key); fetch("/api/uploads/parts/" + upload.id, { method: "DELETE" }).catch(() => {}); } });
    let failures = 0;
    let said = 0;
    while (upload.received < file.size) {
      const now = performance.now();
      if (now - said >= SAY_EVERY_MS) { said = now; page.invokeMethodAsync("SendAsync", upload.received); }
      try {
        const piece = file.slice(upload.received, upload.received + PIECE_BYTES);
        upload = await ask(`/api/uploads/parts/${upload.id}?offset=${upload.received}`, mine, { method: "PUT", headers: { "Content-Type": "application/octet-stream" }, body: piece });
        failures = 0;
      } catch (error) {
        if (mine.signal.aborted || (error.status && error.status !== 409 && error.status < 500) || ++failures > MOST_FAILURES) throw error;
        await new Promise(done => setTimeout(done, Math.min(30000, 500 * 2 ** failures)));
        upload = await known(key, mine) ?? upload;
      }
    }
    const answer = await ask(`/api/uploads/parts/${upload.id}/finish`, mine, { method: "POST" });
    localStorage.removeItem(key);
    return answer;
  }

  async function known(key, mine) {
    const id = localStorage.getItem(key);
    if (!id) return null;
    try {
      return await ask("/api/uploads/parts/" + id, mine, {});
    } catch (error) {
      if (error.status === 404) localStorage.removeItem(key);
      return null;
    }
  }

  async function ask(url, mine, options) {
    const answer = await fetch(url, { ...options, signal: mine.signal });
    const body = read(await answer.text());
    if (answer.ok && body) return body;
    throw Object.assign(new Error(body?.detail ?? `The server answered ${answer.status}.`), { code: body?.code, status: answer.status });
  }

  const read = text => { try { return JSON.parse(text); } catch { return null; } };
  const choose = () => send(input.files[0]);
  const over = event => { event.preventDefault(); zone.dataset.over = ""; };
  const out = () => { delete zone.dataset.over; };
  const drop = event => { event.preventDefault(); out(); send(event.dataTransfer.files[0]); };

  input.addEventListener("change", choose);
  zone.addEventListener("dragover", over);
  zone.addEventListener("dragleave", out);
  zone.addEventListener("drop", drop);

  return {
    cancel() { const mine = request; request = null; if (mine) { mine.forget = true; mine.abort(); } },
    dispose() {
      const mine = request;
      request = null;
      mine?.abort(); // what was sent stays, for the next visit
      input.removeEventListener("change", choose);
      zone.removeEventListener("dragover", over);
      zone.removeEventListener("dragleave", out);
      zone.removeEventListener("drop", drop);
    },
  };
}
