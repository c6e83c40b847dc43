import type { ProxmoxErrorKind } from './errors.ts';

const byStatus: Partial<Record<number, ProxmoxErrorKind>> = {
  401: 'authentication',
  403: 'permission',
  404: 'missing',
  501: 'not-implemented',
  502: 'unreachable',
  503: 'unreachable',
  504: 'timeout',
  595: 'unreachable',
};

// Most faults are a 500 (some a 400) whose kind shows in the text only. Case-sensitive, first match wins.
const byText: [RegExp, ProxmoxErrorKind][] = [
  // What follows was written inside the guest.
  [/^Agent error: /, 'other'],
  [/no quorum|\.conf\.tmp\.\S* - Permission denied/, 'no-quorum'],
  [/(VM|CT) is locked \(|can't lock file|got lock request timeout/, 'locked'],
  [/^(?:[a-z ]+ failed: )?(?:403 )?Permission check failed|^missing permissions '/, 'permission'],
  [/already (exists?|defined|used)\b|detected modified configuration|checksum mismatch/, 'conflict'],
  [/does not exist|doesn't exist|[Nn]o such |unable to find configuration file|^hostname lookup /, 'missing'],
  [/400 Parameter verification failed|does not look like a valid/, 'invalid'],
  [/missing value for required option|^SSH public key validation error/, 'invalid'],
];

/** The kind of a refusal or failure that came as an HTTP answer. */
export function kindOf(status: number, reason: string, fields: Record<string, string>): ProxmoxErrorKind {
  const known = byStatus[status];
  if (known !== undefined) return known;
  if (status > 595) return /timed? ?out/i.test(reason) ? 'timeout' : 'unreachable';
  const text = [reason, ...Object.values(fields)].join('\n');
  return byText.find(([pattern]) => pattern.test(text))?.[1] ?? (status === 400 ? 'invalid' : 'other');
}
