import type { BastionConfig } from '@vigie/config/bastion';
import type { Jump } from '../steps/ports.ts';

/** What tenants type to pass through the configured bastion. */
export const jumpOf = ({ jumpUser, host, port, publicHost, publicPort, hostKey }: BastionConfig): Jump => ({
  user: jumpUser,
  host: publicHost ?? host,
  port: publicPort ?? port,
  hostKey,
});
