import { changeOnce, isThere } from '@vigie/proxmox/change-once';
import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from '../failure.ts';
import type { ProxmoxPort } from '../ports.ts';

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

/** Makes the set unless one of its name is there; answers the comment of the one that is. */
export const ensureIpSet = (pve: ProxmoxPort, place: IpSetPlace, comment: string): Promise<string | null> =>
  changeOnce({
    read: () => commentOf(pve, place),
    isDone: isThere,
    send: () => pve.call('POST', `${place.base}/ipset`, place.path, { name: place.name, comment }),
  });

/** Null when there is no set of that name. */
async function commentOf(pve: ProxmoxPort, { base, path, name }: IpSetPlace): Promise<string | null> {
  const sets = await pve.call<{ name: string; comment?: string }[]>('GET', `${base}/ipset`, path);
  const found = sets.find((set) => set.name === name);
  return found ? (found.comment ?? '') : null;
}

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
    await changeOnce({
      read: async () => (await read()).filter((candidate) => candidate.cidr === cidr),
      isDone: (found) => found.some(isOn),
      // An entry that says "not this one" is written anew without that.
      send: () => (row ? pve.call('PUT', `${list}/{cidr}`, { ...at, cidr }, { comment }) : pve.call('POST', list, at, { cidr, comment })),
    });
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
