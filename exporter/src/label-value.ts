/** Longer than any name that Proxmox allows: its tags together may be longer. */
const maxLength = 256;

/** A label's value in a list of targets: names, pools and tags are made up by tenants. One line of valid UTF-8, of limited length. */
export function labelValue(text: string): string {
  const line = text.toWellFormed().replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
  return line.length <= maxLength ? line : `${line.slice(0, maxLength - 1).toWellFormed()}…`;
}
