import { changeOnce, isThere } from './change-once.ts';
import { ProxmoxError, type Clearing, type FailedOutcome, type ProxmoxErrorKind } from './errors.ts';

let cleared: Clearing[];
beforeEach(() => {
  cleared = [];
});

function failed(outcome: FailedOutcome, kind: ProxmoxErrorKind = 'other'): ProxmoxError {
  const error = new ProxmoxError({ outcome, kind, status: 500, method: 'POST', template: '/x', path: '/x', reason: 'injected' });
  error.tellWhenCleared((how) => cleared.push(how));
  return error;
}

/** An object that is made by sending, unless `lost`. */
function world({ there = null as string | null, error = null as Error | null, lost = false } = {}) {
  let sent = 0;
  let object = there;
  const change = {
    read: () => Promise.resolve(object),
    isDone: isThere,
    send() {
      sent += 1;
      if (!lost) object = 'made';
      return error === null ? Promise.resolve(null) : Promise.reject(error);
    },
  };
  return { change, sent: () => sent };
}

test('what is there is not sent for', async () => {
  const { change, sent } = world({ there: 'theirs' });
  expect(await changeOnce(change)).toBe('theirs');
  expect(sent()).toBe(0);
});

test('what is not there is made, and read back', async () => {
  expect(await changeOnce(world().change)).toBe('made');
});

test('an answer that was lost is found in the object', async () => {
  const { change, sent } = world({ error: failed('unknown') });
  expect(await changeOnce(change)).toBe('made');
  expect(sent()).toBe(1);
  expect(cleared).toEqual(['found-done']);
});

test('an unknown outcome that does not show in the object is thrown', async () => {
  await expect(changeOnce(world({ error: failed('unknown'), lost: true }).change)).rejects.toThrow('injected');
  expect(cleared).toEqual(['found-undone']);
});

test('a refusal is thrown without another look', async () => {
  const { change } = world({ error: failed('refused') });
  await expect(changeOnce(change)).rejects.toThrow('injected');
  expect(cleared).toEqual([]);
});

test.each(['refused', 'unknown'] as const)('somebody else who was faster is for the caller to look at (%s)', async (outcome) => {
  expect(await changeOnce(world({ error: failed(outcome, 'conflict'), lost: true }).change)).toBeNull();
});

test('what is no error of Proxmox is thrown', async () => {
  await expect(changeOnce(world({ error: new Error('a fault of ours') }).change)).rejects.toThrow('a fault of ours');
});
