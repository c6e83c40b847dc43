import { because } from '@vigie/contract/step-reasons';
import { ProxmoxError, TaskFailedError, type ProxmoxErrorDetails } from '@vigie/proxmox/errors';
import { StepFailure, StepRetry } from '../steps/failure.ts';
import { retryDelay } from './backoff.ts';
import { verdictOf } from './verdict.ts';

const proxmox = (details: Partial<ProxmoxErrorDetails>) =>
  new ProxmoxError({
    outcome: 'refused',
    kind: 'other',
    status: 500,
    method: 'POST',
    template: '/pools',
    path: '/pools',
    reason: 'why',
    ...details,
  });

describe('verdict', () => {
  test('what no waiting can mend is not tried again', () => {
    for (const kind of ['authentication', 'certificate', 'invalid', 'not-implemented', 'conflict', 'missing'] as const) {
      expect(verdictOf(proxmox({ kind })).retry).toBe(false);
    }
    expect(verdictOf(new StepFailure(because('card-without-mac'))).retry).toBe(false);
    expect(verdictOf(new TaskFailedError('UPID', 'no space left on device', []))).toMatchObject({
      retry: false,
      code: 'storage-full',
    });
    expect(verdictOf(new TaskFailedError('UPID', 'whatever else', [])).retry).toBe(false);
  });

  test('a missing right names the privilege and the path', () => {
    const verdict = verdictOf(proxmox({ kind: 'permission', status: 403, permission: { path: '/pool/x', privileges: ['Pool.Allocate'] } }));
    expect(verdict).toMatchObject({
      retry: false,
      code: 'privilege-missing',
      params: { privileges: 'Pool.Allocate', path: '/pool/x' },
      message: expect.stringContaining('Pool.Allocate on /pool/x') as string,
    });
  });

  test('a pool that is gone is no missing right', () => {
    const gone = proxmox({ kind: 'permission', status: 403, reason: "Permission check failed (pool 'acme' does not exist)" });
    expect(verdictOf(gone)).toMatchObject({ retry: false, code: 'pool-missing', params: { pool: 'acme' } });
  });

  test('also one that only the task asked for', () => {
    const failed = new TaskFailedError('UPID', '403 Permission check failed (/vms/7002, VM.Backup)', []);
    expect(verdictOf(failed)).toMatchObject({ retry: false, code: 'privilege-missing', params: { privileges: 'VM.Backup', path: '/vms/7002' } });
  });

  test('busy, away, without quorum or unknown is tried again', () => {
    for (const kind of ['locked', 'unreachable', 'no-quorum', 'timeout'] as const) expect(verdictOf(proxmox({ kind })).retry).toBe(true);
    expect(verdictOf(proxmox({ outcome: 'unknown' })).retry).toBe(true);
    expect(verdictOf(new StepRetry(because('vm-not-running'))).retry).toBe(true);
    const locked = new TaskFailedError('UPID', "can't lock file '/var/lock/qemu-server/lock-100.conf' - got timeout", []);
    expect(verdictOf(locked).retry).toBe(true);
    expect(verdictOf(new TaskFailedError('UPID', 'unexpected status', [])).retry).toBe(true);
  });

  test("the text for people never holds Proxmox's own words", () => {
    const { message, technical } = verdictOf(proxmox({ reason: 'node pve1 exploded', fields: { name: 'bad' } }));
    expect(message).not.toContain('pve1');
    expect(technical).toContain('node pve1 exploded');
    expect(technical).toContain('name: bad');
  });

  test('texts that a guest had its words in can be kept: no NUL, and not without end', () => {
    const seen = `10.0.0.1\0, ${'x'.repeat(9000)}`;
    const failure = verdictOf(new StepFailure(because('agent-other-address', { seen, seconds: 9, expected: '10.0.0.2' })));
    expect(failure.message).toMatch(/^The machine has 10\.0\.0\.1, x/);
    expect(failure.message).toHaveLength(1000);
    expect(failure.params.seen).toMatch(/^10\.0\.0\.1, x+$/);
    expect(failure.params.seen).toHaveLength(500);
    expect(verdictOf(new TaskFailedError('UPID:x', 'bad\0', ['y'.repeat(9000)])).technical).toMatch(/^bad\ny{3996}$/);
  });
});

test('delays double up to 30 s and stay within a quarter of that', () => {
  expect([1, 2, 3, 6, 12].map((attempt) => retryDelay(attempt, () => 0.5))).toEqual([1000, 2000, 4000, 30000, 30000]);
  expect(retryDelay(1, () => 0)).toBe(750);
  expect(retryDelay(1, () => 1)).toBe(1250);
});
