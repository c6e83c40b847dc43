import { packageNeeds, unmetNeed } from './needed-privileges.ts';

/** A token that holds these privileges. */
const holding = (held: Record<string, string[]>) => ({
  call: <T>(_method: string, _template: string, _path: object, params?: Record<string, unknown>) => {
    const path = String(params?.path);
    return Promise.resolve({ [path]: Object.fromEntries((held[path] ?? []).map((privilege) => [privilege, 1])) } as T);
  },
});

const agent = packageNeeds({ nodeExporter: 'agent', timeoutSeconds: 900 });
const snippet = packageNeeds({ nodeExporter: 'snippet', vendorSnippet: 'shared:snippets/v.yaml', timeoutSeconds: 900 });

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
  expect(packageNeeds({ nodeExporter: 'none', timeoutSeconds: 900 })).toEqual([]);
});
