import { packageNeeds, unmetNeed } from './needed-privileges.ts';

/** A token that holds these privileges. */
const holding = (held: Record<string, string[]>) => ({
  call: <T>(_method: string, _template: string, _path: object, params?: Record<string, unknown>) => {
    const path = String(params?.path);
    return Promise.resolve({ [path]: Object.fromEntries((held[path] ?? []).map((privilege) => [privilege, 1])) } as T);
  },
});

const needs = (packages: object, databases: string[][] = []) => {
  const database = databases.length > 0 ? { database: databases.map((names) => ({ packages: names })) } : {};
  return packageNeeds({ packages: { timeoutSeconds: 900, ...packages }, catalogue: { offers: [{ id: 'standard', options: database }] } } as never);
};
const agent = needs({ nodeExporter: 'agent' });
const snippet = needs({ nodeExporter: 'snippet', vendorSnippet: 'shared:snippets/v.yaml' });

test('a token that may not run programs in guests is told what to be given', async () => {
  expect(await unmetNeed(holding({ '/vms': ['VM.GuestAgent.Audit'] }), agent)).toMatch(/lacks VM\.GuestAgent\.Unrestricted on \/vms.*nodeExporter: agent/);
  expect(await unmetNeed(holding({ '/storage/shared': ['Datastore.Audit'] }), snippet)).toMatch(/lacks Datastore\.Allocate on \/storage\/shared/);
});

test.each([
  ['on all machines', { '/vms': ['VM.GuestAgent.Unrestricted'] }],
  ['on the pools', { '/pool': ['VM.GuestAgent.Unrestricted'] }],
  ['by its name before Proxmox 9', { '/vms': ['VM.Monitor'] }],
])('it is met %s', async (_where, held) => {
  expect(await unmetNeed(holding(held), agent)).toBeNull();
});

test('a snippet needs nothing in guests, and who installs nothing is asked nothing', async () => {
  expect(await unmetNeed(holding({ '/storage/shared': ['Datastore.Allocate'] }), snippet)).toBeNull();
  expect(needs({ nodeExporter: 'none' })).toEqual([]);
  expect(needs({ nodeExporter: 'none' }, [[]])).toEqual([]);
});

test('a database in the catalogue is installed by the agent, whatever brings the node exporter', async () => {
  const database = needs({ nodeExporter: 'none' }, [[], ['postgresql']]);
  expect(await unmetNeed(holding({}), database)).toMatch(/lacks VM\.GuestAgent\.Unrestricted on \/vms.*database of the offer standard/);
  expect(await unmetNeed(holding({ '/vms': ['VM.GuestAgent.Unrestricted'] }), database)).toBeNull();
});
