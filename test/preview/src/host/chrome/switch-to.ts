/** Asks the server for this page in another theme or language; it remembers the choice and drops the parameter. */
export function switchTo(name: 'theme' | 'lang', value: string): void {
  const url = new URL(window.location.href);
  url.searchParams.set(name, value);
  window.location.assign(url);
}
