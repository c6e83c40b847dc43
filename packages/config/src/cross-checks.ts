import { bastionSource } from './bastion-source.ts';
import { unknownBuyers, unnamedTaxes } from './catalogue-checks.ts';
import { cidrsOverlap } from './cidr.ts';
import type { ConfigMistake } from './config-error.ts';
import type { VigieConfig } from './schema.ts';
import { uselessExclusions } from './super-networks.ts';

/** Rules between parts of the file that a schema cannot say: ids that must be unique, names that must exist elsewhere. */
export function crossChecks(config: VigieConfig): ConfigMistake[] {
  return [
    ...duplicates(config.clusters.map((c) => c.name), (i) => `clusters[${i}].name`),
    ...duplicates(config.backupServers.map((b) => b.name), (i) => `backupServers[${i}].name`),
    ...duplicates(config.tenants.map((t) => t.id), (i) => `tenants[${i}].id`),
    ...duplicates(
      [config.operator.grafana.orgId, ...config.tenants.map((t) => t.grafana.orgId)],
      (i) => `tenants[${i - 1}].grafana.orgId`,
    ),
    ...unknownSystems(config),
    ...systemsOfTwoKinds(config),
    ...unknownBuyers(config),
    ...unnamedTaxes(config),
    ...labsInTheWay(config),
    ...tenantsLetIn(config),
    ...uselessExclusions(config.networks),
  ];
}

function duplicates(values: (string | number)[], path: (index: number) => string): ConfigMistake[] {
  return values.flatMap((value, i) => (values.indexOf(value) < i ? [{ path: path(i), message: `${value} is used twice` }] : []));
}

function unknownSystems(config: VigieConfig): ConfigMistake[] {
  return config.catalogue.offers.flatMap((offer, i) =>
    offer.options.os.flatMap((os, j) =>
      config.clusters
        .filter(({ templates, isos }) => !Object.hasOwn(templates, os.value) && !Object.hasOwn(isos, os.value))
        .map(({ name, templates, isos }) => ({
          path: `catalogue.offers[${i}].options.os[${j}].value`,
          message: `cluster ${name} has no template and no ISO "${os.value}" (it has: ${Object.keys({ ...templates, ...isos }).join(', ')})`,
        })),
    ),
  );
}

/** A key says how a machine gets its system, so it stands for one way; in all clusters, because the catalogue is one for all. */
function systemsOfTwoKinds({ clusters }: VigieConfig): ConfigMistake[] {
  return clusters.flatMap(({ isos }, i) =>
    Object.keys(isos).flatMap((key) =>
      clusters.filter(({ templates }) => Object.hasOwn(templates, key)).map(({ name }) => ({
        path: `clusters[${i}].isos.${key}`, message: `cluster ${name} has a template of that name too: give the ISO another one`,
      })),
    ),
  );
}

/** What the lab makes is destroyed again: nothing of a tenant may be in its range, its zone or its pool. */
function labsInTheWay({ clusters, tenants }: VigieConfig): ConfigMistake[] {
  return clusters.flatMap(({ vmids, sdn, lab }, i) => [
    ...(lab.vmids.from <= vmids.to && vmids.from <= lab.vmids.to
      ? [{ path: `clusters[${i}].lab.vmids`, message: `overlaps clusters[${i}].vmids (${vmids.from} to ${vmids.to})` }]
      : []),
    ...(lab.zone === sdn.zone ? [{ path: `clusters[${i}].lab.zone`, message: `${lab.zone} is the zone of the tenants' networks` }] : []),
    ...(tenants.some(({ id }) => id === lab.pool) ? [{ path: `clusters[${i}].lab.pool`, message: `${lab.pool} is a tenant's pool` }] : []),
  ]);
}

/** Whoever may come in everywhere must not be a tenant's machine. */
function tenantsLetIn({ bastion, clusters, networks }: VigieConfig): ConfigMistake[] {
  const source = bastionSource({ bastion });
  const inside = source === null ? undefined : networks.superNetworks.find(({ cidr }) => cidrsOverlap(cidr, `${source}/32`));
  const path = bastion?.sourceAddress === undefined ? 'bastion.host' : 'bastion.sourceAddress';
  const mistakes = inside ? [{ path, message: `overlaps ${inside.cidr}, from which tenants get their networks` }] : [];
  return [...mistakes, ...clusters.flatMap(({ isolation }, i) =>
    isolation.allowFrom.flatMap((from, j) => {
      const met = networks.superNetworks.find(({ cidr }) => cidrsOverlap(cidr, from.includes('/') ? from : `${from}/32`));
      return met ? [{ path: `clusters[${i}].isolation.allowFrom[${j}]`, message: `overlaps ${met.cidr}, from which tenants get their networks` }] : [];
    }),
  )];
}
