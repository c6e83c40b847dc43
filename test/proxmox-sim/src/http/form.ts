/**
 * Proxmox's own form decoder: `;` separates like `&`, what follows a second raw `=` is lost, and a raw `+` is a blank.
 * Clients that do not percent-encode everything must fail here as they do there.
 */
export function decodeForm(text: string): Record<string, string | string[]> {
  const decoded: Record<string, string | string[]> = {};
  for (const pair of text.split(/[&;]/)) {
    if (pair === '') continue;
    const [rawKey = '', rawValue = ''] = pair.split('=');
    const key = decodePart(rawKey);
    const value = decodePart(rawValue);
    const before = decoded[key];
    if (before === undefined) decoded[key] = value;
    else if (Array.isArray(before)) before.push(value);
    else decoded[key] = [before, value];
  }
  return decoded;
}

/** Percent-decodes like URI::Escape: a `%` that starts no escape stays. */
export function decodePart(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
