// Blazor tells a circuit of a new address only once its renderer is attached, and the circuit begins with the address that the page had when it asked for one.
// A link that is followed in between is lost to it: the page of the new address would read the old one's query for ever. Found as a compare page of 0 runs.
let begun;

export function beforeServerStart() {
  begun = location.href;
}

export function afterServerStarted(blazor) {
  if (location.href !== begun)
    blazor.navigateTo(location.href, { replaceHistoryEntry: true });
}
