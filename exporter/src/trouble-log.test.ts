import { jest } from '@jest/globals';
import { ProxmoxError } from '@vigie/proxmox/errors';
import { BlindTokenError } from './blind-token-error.ts';
import { createTroubleLog } from './trouble-log.ts';
import { proxmoxError } from './testing/fake-reader.ts';

function setUp() {
  const log = { error: jest.fn(), info: jest.fn() };
  const report = createTroubleLog(log, { noun: 'cluster', endpoints: new Map([['demo', ['https://pve1:8006']]]) });
  return { log, report };
}

test('says nothing while all is well', () => {
  const { log, report } = setUp();
  report('demo', 'discovery', null);
  expect(log.error).not.toHaveBeenCalled();
  expect(log.info).not.toHaveBeenCalled();
});

test('says once what is wrong and what to do, however many are hit and however often', () => {
  const { log, report } = setUp();
  for (let i = 0; i < 3; i += 1) for (const source of ['discovery', 'collector guest']) report('demo', source, proxmoxError('certificate'));
  expect(log.error).toHaveBeenCalledTimes(1);
  expect(log.error).toHaveBeenCalledWith(
    expect.objectContaining({ cluster: 'demo', endpoints: ['https://pve1:8006'], kind: 'certificate' }),
    expect.stringContaining('"fingerprint"'),
  );
});

test('tells another kind of trouble, another cluster, and the end of it', () => {
  const { log, report } = setUp();
  report('demo', 'discovery', proxmoxError('unreachable'));
  report('demo', 'discovery', proxmoxError('authentication'));
  report('other', 'discovery', new Error('something'));
  expect(log.error).toHaveBeenCalledTimes(3);
  report('demo', 'collector guest', proxmoxError('authentication'));
  report('demo', 'discovery', null);
  expect(log.info).not.toHaveBeenCalled();
  report('demo', 'collector guest', null);
  expect(log.info).toHaveBeenCalledTimes(1);
});

test('speaks of a backup server in its own words', () => {
  const log = { error: jest.fn(), info: jest.fn() };
  const report = createTroubleLog(log, { noun: 'backup server', endpoints: new Map() });
  report('main', 'datastores', proxmoxError('permission'));
  expect(log.error).toHaveBeenCalledWith(
    expect.objectContaining({ server: 'main', kind: 'permission' }),
    expect.stringMatching(/^backup server main cannot be read \(permission\); .*role Audit on \//),
  );
});

test('tells each privilege that is missing once, by its name', () => {
  const { log, report } = setUp();
  const lacking = (node: string, privilege: string) =>
    new ProxmoxError({
      outcome: 'refused', kind: 'permission', status: 403, method: 'GET', template: '/x', path: '/x',
      reason: `Permission check failed (/nodes/${node}, ${privilege})`, permission: { path: `/nodes/${node}`, privileges: [privilege] },
    });
  report('demo', 'collector update', lacking('pve1', 'Sys.Modify'));
  report('demo', 'collector update', lacking('pve2', 'Sys.Modify'));
  report('demo', 'collector disk', lacking('pve1', 'Sys.Audit'));
  report('demo', 'collector node', lacking('pve1', 'Sys.Audit'));
  expect(log.error.mock.calls).toEqual([
    [expect.anything(), expect.stringContaining('the token lacks Sys.Modify on /nodes/pve1')],
    [expect.anything(), expect.stringContaining('the token lacks Sys.Audit on /nodes/pve1')],
  ]);
});

test('tells of each collector that sees too little', () => {
  const { log, report } = setUp();
  for (const source of ['collector backup', 'collector task', 'collector backup']) report('demo', source, new BlindTokenError('sees too little'));
  expect(log.error).toHaveBeenCalledTimes(2);
});
