/**
 * What goes wrong on purpose.
 * - refuse: answer `status`/`text` (and `errors`) without acting
 * - hang: never answer; acts only with `acts`
 * - reset-after-write: act, then destroy the socket
 * - error-500-but-done: act, then answer 500
 * - status-596: act (unless `acts` is false), then answer 596 with an empty body
 * - slow: wait `milliseconds`, then act and answer
 * - ignores: act as if `parameters` had not been sent
 * - task-fails: act, but the task of type `taskType` (any without) on `node` (any without) ends with `exitstatus` instead of working
 */
export type FaultKind = 'refuse' | 'hang' | 'reset-after-write' | 'error-500-but-done' | 'status-596' | 'slow' | 'ignores' | 'task-fails';

const kinds: readonly string[] = ['refuse', 'hang', 'reset-after-write', 'error-500-but-done', 'status-596', 'slow', 'ignores', 'task-fails'];

export interface Fault {
  id: number;
  /** Whose API. */
  product: 'pve' | 'pbs';
  /** `*` matches every method, or every template. */
  method: string;
  template: string;
  kind: FaultKind;
  /** How many more calls it hits. */
  times: number;
  /** How many matching calls pass unharmed before. */
  skip: number;
  status: number;
  text: string;
  errors: Record<string, string> | null;
  acts: boolean | null;
  milliseconds: number;
  parameters: readonly string[];
  exitstatus: string;
  taskType: string | null;
  node: string | null;
}

/** The faults that wait for their call. */
export class Faults {
  private readonly waiting: Fault[] = [];
  private last = 0;

  list(): readonly Fault[] {
    return this.waiting;
  }

  /** Throws an Error that says what is wrong with the request. */
  add(given: Record<string, unknown>): Fault {
    const kind = String(given['kind']);
    if (!kinds.includes(kind)) throw new Error(`kind must be one of ${kinds.join(', ')}`);
    const fault: Fault = {
      id: ++this.last,
      product: given['product'] === 'pbs' ? 'pbs' : 'pve',
      method: text(given['method'], '*').toUpperCase(),
      template: text(given['template'], '*'),
      kind: kind as FaultKind,
      times: whole(given['times'], 1),
      skip: whole(given['skip'], 0),
      status: whole(given['status'], 500),
      text: text(given['text'], 'injected fault'),
      errors: (given['errors'] as Record<string, string> | undefined) ?? null,
      acts: typeof given['acts'] === 'boolean' ? given['acts'] : null,
      milliseconds: whole(given['milliseconds'], 1000),
      parameters: Array.isArray(given['parameters']) ? given['parameters'].map(String) : [],
      exitstatus: text(given['exitstatus'], 'injected task failure'),
      taskType: typeof given['taskType'] === 'string' ? given['taskType'] : null,
      node: typeof given['node'] === 'string' ? given['node'] : null,
    };
    this.waiting.push(fault);
    return fault;
  }

  clear(): void {
    this.waiting.length = 0;
  }

  /** The fault that hits this call, counted as used. */
  take(method: string, template: string, product: Fault['product'] = 'pve'): Fault | null {
    for (const fault of this.waiting) {
      if (fault.product !== product) continue;
      if (fault.method !== '*' && fault.method !== method) continue;
      if (fault.template !== '*' && fault.template !== template) continue;
      if (fault.skip > 0) {
        fault.skip -= 1;
        continue;
      }
      fault.times -= 1;
      if (fault.times <= 0) this.waiting.splice(this.waiting.indexOf(fault), 1);
      return fault;
    }
    return null;
  }
}

function text(value: unknown, preset: string): string {
  return typeof value === 'string' ? value : preset;
}

function whole(value: unknown, preset: number): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : preset;
}
