import { backupCollector } from './backup.ts';
import { bind, type BackgroundSource, type BoundCollector } from './bind.ts';
import { certificateCollector } from './certificate.ts';
import { firewallCollector } from './firewall.ts';
import { onbootCollector } from './onboot.ts';

/** All background collectors, at work on one cluster. */
export function bindBackgroundCollectors(source: BackgroundSource): readonly BoundCollector[] {
  return [bind(onbootCollector, source), bind(backupCollector, source), bind(certificateCollector, source), bind(firewallCollector, source)];
}
