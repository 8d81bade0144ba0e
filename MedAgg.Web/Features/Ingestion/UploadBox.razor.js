// Sends one file in pieces that the browser takes from disk. A broken connection goes on where the server has it; so does the same file, chosen again after a reload.
const SAY_EVERY_MS = 200;
const PIECE_BYTES = 8 * 1024 * 1024;
const PATIENCE_MS = 10 * 60 * 1000;

export function attach(input, zone, page) {
  let request = null;

  // The page may be away while the server restarts: the bytes go on, and it is told again when it is back.
  const tell = (name, ...what) => page.invokeMethodAsync(name, ...what).catch(() => null);

  async function send(file) {
    if (!file || request) return;
    const mine = request = new AbortController();
    try {
      const upload = await page.invokeMethodAsync("BeginAsync", file.name, file.size, file.lastModified);
      if (!upload) return;
      await sendPieces(file, upload, mine);
      while (mine === request && !await finish()) await pause(500);
    } catch (error) {
      if (mine === request) await tell("FailAsync", error.code ?? "UPLOAD_BROKEN", error.message);
    } finally {
      if (mine === request) { request = null; input.value = ""; }
    }
  }

  async function sendPieces(file, upload, mine) {
    const place = "/api/uploads/parts/" + upload.id;
    let received = upload.received;
    let moved = performance.now();
    let said = 0;
    for (let failures = 0; received < file.size;) {
      try {
        if (failures > 0) received = (await ask(place, mine, {})).received;
        if (performance.now() - said >= SAY_EVERY_MS) { said = performance.now(); tell("Send", received, false); }
        const before = received;
        received = (await ask(`${place}?offset=${received}`, mine, { method: "PUT", headers: { "Content-Type": "application/octet-stream" }, body: file.slice(received, received + PIECE_BYTES) })).received;
        failures = 0;
        if (received > before) moved = performance.now();
      } catch (error) {
        const isFinal = error.status && error.status !== 409 && error.status < 500;
        if (mine.signal.aborted || isFinal || performance.now() - moved > PATIENCE_MS) throw error;
        failures++;
        tell("Send", received, true);
        await pause(Math.min(10000, 250 * 2 ** failures));
      }
    }
    tell("Send", received, false);
  }

  // A call that goes out while the page is away never comes back: it is made again until the page has heard it. Heard twice, it is done once.
  const finish = () => Promise.race([tell("FinishAsync"), pause(5000)]);

  // So long, or until the browser is on line again.
  const pause = ms => new Promise(done => {
    const on = () => { clearTimeout(timer); window.removeEventListener("online", on); done(); };
    const timer = setTimeout(on, ms);
    window.addEventListener("online", on);
  });

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

  function stop() {
    const mine = request;
    request = null;
    mine?.abort(); // what was sent stays until the page forgets it
    input.value = "";
  }

  input.addEventListener("change", choose);
  zone.addEventListener("dragover", over);
  zone.addEventListener("dragleave", out);
  zone.addEventListener("drop", drop);

  return {
    cancel: stop,
    dispose() {
      stop();
      input.removeEventListener("change", choose);
      zone.removeEventListener("dragover", over);
      zone.removeEventListener("dragleave", out);
      zone.removeEventListener("drop", drop);
    },
  };
}
