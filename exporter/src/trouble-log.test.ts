import { jest } from '@jest/globals';
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
