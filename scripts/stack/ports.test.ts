import { createServer, type AddressInfo } from 'node:net';
import { choosePorts, PortError } from './ports.ts';

test('any ports are different ones, and none that the system gives to outgoing connections', async () => {
  const { APP, MAIL, SMTP } = await choosePorts(['APP', 'MAIL', 'SMTP'], { VIGIE_PORT_APP: '0', VIGIE_PORT_MAIL: '0', VIGIE_PORT_SMTP: '0' });
  expect(new Set([APP, MAIL, SMTP]).size).toBe(3);
  expect(Math.max(APP, MAIL, SMTP)).toBeLessThan(32_768);
});

test('a port that is said is taken as it is, or refused when another has it', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => other.once('listening', listening));
  const { port } = other.address() as AddressInfo;
  await expect(choosePorts(['APP'], { VIGIE_PORT_APP: String(port) })).rejects.toThrow(PortError);
  await new Promise((closed) => other.close(closed));
  expect(await choosePorts(['APP'], { VIGIE_PORT_APP: String(port) })).toEqual({ APP: port });
});
