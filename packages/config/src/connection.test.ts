import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConnection } from './connection.ts';

const folder = mkdtempSync(join(tmpdir(), 'vigie-connection-'));
afterAll(() => rmSync(folder, { recursive: true }));
const token = { id: 'vigie@pbs!exporter', secret: { file: 'token' } };

test('a CA and a secret are read from beside the configuration', () => {
  writeFileSync(join(folder, 'token'), 'hush\n');
  writeFileSync(join(folder, 'ca.pem'), 'PEM');
  const endpoints = [{ url: 'https://a:8007', ca: 'ca.pem' }, { url: 'https://b:8007', fingerprint: 'AA' }, { url: 'https://c:8007' }];
  expect(readConnection(endpoints, token, folder)).toStrictEqual({
    endpoints: [{ url: 'https://a:8007', ca: 'PEM' }, { url: 'https://b:8007', fingerprint: 'AA' }, { url: 'https://c:8007' }],
    token: { id: 'vigie@pbs!exporter', secret: 'hush' },
  });
});

test('a CA that is missing is no trust in everybody', () => {
  expect(() => readConnection([{ url: 'https://a:8007', ca: 'none.pem' }], token, folder)).toThrow('none.pem');
});
