import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from '../failure.ts';
import type { ProxmoxPort } from '../ports.ts';
import { sendThenReadBack } from './read.ts';

export interface SetEntry {
  cidr: string;
  comment: string;
}

interface SetRow {
  cidr: string;
  comment?: string;
  nomatch?: number | string;
  digest?: string;
}

/** An IP set: `base` is the template of its firewall, such as `/cluster/firewall`. */
export interface IpSetPlace {
  base: string;
  path: Record<string, string | number>;
  name: string;
}

/** The comment of a set, null when there is none of that name. */
export async function ipSetComment(pve: ProxmoxPort, { base, path, name }: IpSetPlace): Promise<string | null> {
  const sets = await pve.call<{ name: string; comment?: string }[]>('GET', `${base}/ipset`, path);
  const found = sets.find((set) => set.name === name);
  return found ? (found.comment ?? '') : null;
}

export const createIpSet = (pve: ProxmoxPort, { base, path, name }: IpSetPlace, comment: string): Promise<void> =>
  sendThenReadBack(pve.call('POST', `${base}/ipset`, path, { name, comment }));

/** Brings the wanted entries into a set, and those out of it that `stale` names. */
export async function ensureEntries(
  pve: ProxmoxPort,
  place: IpSetPlace,
  wanted: readonly SetEntry[],
  stale: (entry: { cidr: string; comment: string }) => boolean,
): Promise<void> {
  const at = { ...place.path, name: place.name };
  const list = `${place.base}/ipset/{name}`;
  const read = () => pve.call<SetRow[]>('GET', list, at);
  const rows = await read();
  for (const { cidr, comment } of wanted) {
    const row = rows.find((candidate) => candidate.cidr === cidr);
    if (row && isOn(row)) continue;
    // An entry that says "not this one" is written anew without that.
    if (row) await sendThenReadBack(pve.call('PUT', `${list}/{cidr}`, { ...at, cidr }, { comment }));
    else await sendThenReadBack(pve.call('POST', list, at, { cidr, comment }));
  }
  const isWanted = ({ cidr }: SetRow) => wanted.some((entry) => entry.cidr === cidr);
  const surplus = rows.filter((row) => !isWanted(row) && stale({ cidr: row.cidr, comment: row.comment ?? '' }));
  for (const { cidr } of surplus) await pve.call('DELETE', `${list}/{cidr}`, { ...at, cidr });
  const after = await read();
  const has = ({ cidr }: SetEntry) => after.some((row) => row.cidr === cidr && isOn(row));
  const gone = ({ cidr }: SetRow) => !after.some((row) => row.cidr === cidr);
  if (!wanted.every(has) || !surplus.every(gone)) throw new StepFailure(because('firewall-not-kept', { where: place.name }));
}

const isOn = ({ nomatch }: SetRow): boolean => Number(nomatch ?? 0) === 0;
