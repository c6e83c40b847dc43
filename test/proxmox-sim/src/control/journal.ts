/** One API call as it was answered. */
export interface JournalEntry {
  seq: number;
  /** Milliseconds since 1970. */
  time: number;
  product: 'pve' | 'pbs';
  method: string;
  /** null: an unknown path. */
  template: string | null;
  path: string;
  /** As sent; secrets are replaced by `<secret>`. */
  params: Record<string, unknown>;
  /** `user@realm!token`, or null when the caller was not known. */
  token: string | null;
  /** null: no answer was sent. */
  status: number | null;
  fault: string | null;
}

const secrets = new Set(['password', 'encryption-key', 'keyring', 'cipassword', 'confirmation-password', 'otp', 'tfa-challenge', 'lock-token']);
const kept = 50_000;

export class Journal {
  private readonly entries: JournalEntry[] = [];
  private seq = 0;

  list(): readonly JournalEntry[] {
    return this.entries;
  }

  add(entry: Omit<JournalEntry, 'seq' | 'time'>): void {
    const params = Object.fromEntries(Object.entries(entry.params).map(([name, value]) => [name, secrets.has(name) ? '<secret>' : value]));
    this.entries.push({ seq: ++this.seq, time: Date.now(), ...entry, params });
    if (this.entries.length > kept) this.entries.shift();
  }
}
