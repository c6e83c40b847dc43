import { plainKey } from '../bastion/lines.ts';

/** The file that holds the keys of an account. */
export const authorizedKeysFile = (user: string): string => `${user === 'root' ? '/root' : `/home/${user}`}/.ssh/authorized_keys`;

/** The text with the key in it: behind the line of `beside` where that is, else at its end. Whatever else stands there stays. */
export function withKey(text: string, key: string, beside: string | null): string {
  const lines = linesOf(text);
  if (lines.some((line) => holds(line, key))) return text;
  const at = beside === null ? -1 : lines.findIndex((line) => holds(line, beside));
  lines.splice(at === -1 ? lines.length : at + 1, 0, key);
  return `${lines.join('\n')}\n`;
}

/** The text without the lines of these keys. */
export function withoutKeys(text: string, keys: readonly string[]): string {
  const lines = linesOf(text);
  const kept = lines.filter((line) => !keys.some((key) => holds(line, key)));
  return kept.length === lines.length ? text : kept.map((line) => `${line}\n`).join('');
}

/** Whether a line lets this key in, with whatever options before it and comment behind it. */
function holds(line: string, key: string): boolean {
  const [type, blob] = (plainKey(key) ?? '').split(' ');
  if (blob === undefined || line.trimStart().startsWith('#')) return false;
  const words = line.split(/\s+/);
  return words.some((word, at) => word === blob && words[at - 1] === type);
}

function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
