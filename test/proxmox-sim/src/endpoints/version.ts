import type { Endpoint } from '../http/call.ts';

const version = { release: '9.2', version: '9.2.11', repoid: '14a22df3e4a3d1c5' };

export const versionEndpoints: Endpoint[] = [
  { method: 'GET', template: '/version', handle: () => version },
  { method: 'GET', template: '/nodes/{node}/version', handle: () => version },
];
