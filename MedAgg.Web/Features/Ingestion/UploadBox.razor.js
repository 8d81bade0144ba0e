// Sends one file as it is: the browser streams it from disk, the server into its store.
const SAY_EVERY_MS = 200;

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

    page.invokeMethodAsync("BeginAsync", file.name, file.size);
    const mine = request = new XMLHttpRequest();
    let said = 0;
    mine.upload.onprogress = event => {
      const now = performance.now();
      if (now - said < SAY_EVERY_MS || mine !== request) return;
      said = now;
      page.invokeMethodAsync("SendAsync", event.loaded);
    };
    mine.onload = () => {
      const answer = read(mine.responseText);
      if (mine.status === 200 && answer) page.invokeMethodAsync("FinishAsync", answer.name, answer.blob);
      else page.invokeMethodAsync("FailAsync", answer?.code ?? "UPLOAD_BROKEN", answer?.detail ?? `The server answered ${mine.status}.`);
    };
    mine.onerror = () => page.invokeMethodAsync("FailAsync", "UPLOAD_BROKEN", `The connection broke while ${file.name} was sent.`);
    mine.onloadend = () => { if (mine === request) request = null; input.value = ""; };
    mine.open("POST", "/api/uploads?name=" + encodeURIComponent(file.name));
    mine.setRequestHeader("Content-Type", "application/octet-stream");
    mine.send(file);
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
    cancel() { const mine = request; request = null; mine?.abort(); },
    dispose() {
      this.cancel();
      input.removeEventListener("change", choose);
      zone.removeEventListener("dragover", over);
      zone.removeEventListener("dragleave", out);
      zone.removeEventListener("drop", drop);
    },
  };
}
