import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { because } from '@vigie/contract/step-reasons';
import userEvent from '@testing-library/user-event';
import { valueOf } from '@vigie/contract/drift-values';
import { testIds } from '../components/testIds';
import { api, problem } from '../testing/fakeRuntime';
import { operator, tenantEditor, tenantViewer } from '../testing/fixtures';
import { renderPage } from '../testing/renderPage';
import { operationOf, vm } from '../testing/vms';

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  ...jest.requireActual('../testing/fakeRuntime').fakeRuntime,
}));

const ids = testIds.vmLife;
const path = `/vms/${vm.id}`;
const sent = () => api.requests.filter(({ method }) => method !== 'GET');
/** The machine's page, seen while something is under way, once its failure is told; the machine is `after` then. */
async function seenFailing(failed: ReturnType<typeof operationOf>, after: typeof vm): Promise<void> {
  let now = { ...vm, operation: operationOf(failed.kind, 'running') } as typeof vm;
  api.handlers[`GET ${path}`] = () => now;
  api.handlers['GET /vm-operations'] = () => ({ items: [failed] });
  api.handlers[`GET /vm-operations/${failed.id}`] = () => failed;
  renderPage(path);
  await screen.findByTestId(ids.underWay);
  now = after;
  await waitFor(() => expect(api.toasts).toHaveLength(1), { timeout: 5000 });
}
const openMenu = async () => userEvent.click(await screen.findByTestId(ids.menu));

beforeEach(() => {
  api.reset();
  api.handlers = {
    'GET /me': () => tenantEditor,
    [`GET ${path}`]: () => vm,
    [`GET ${path}/snapshots`]: () => ({ items: [] }),
    [`GET ${path}/backups`]: () => ({ items: [] }),
    'GET /protection': () => ({ items: [] }),
    'GET /backup-runs': () => ({ items: [] }),
    'GET /restore-tests': () => ({ items: [] }),
    'GET /vm-operations': () => ({ items: [] }),
    'GET /drift': () => ({ clusters: [], items: [] }),
  };
});

describe('what can be done with a machine', () => {
  test('who may only look has no buttons, and sees what was done', async () => {
    api.handlers['GET /me'] = () => tenantViewer;
    renderPage(path);
    expect(await screen.findByTestId(ids.noHistory)).toBeInTheDocument();
    expect(screen.queryByTestId(ids.act('reboot'))).not.toBeInTheDocument();
    expect(screen.queryByTestId(ids.menu)).not.toBeInTheDocument();
    expect(screen.queryByTestId(testIds.snapshots.create)).not.toBeInTheDocument();
  });

  test('a tenant does not resize, the operator does', async () => {
    renderPage(path);
    await openMenu();
    expect(screen.getByTestId(ids.act('stop'))).toBeInTheDocument();
    expect(screen.queryByTestId(ids.act('resize'))).not.toBeInTheDocument();
  });

  test('what cannot be done now is there, disabled, and says why', async () => {
    api.handlers[`GET ${path}`] = () => ({ ...vm, state: 'stopped' });
    renderPage(path);
    expect(await screen.findByTestId(ids.act('shutdown'))).toHaveAttribute('aria-disabled', 'true');
    expect(screen.getByTestId(ids.act('start'))).not.toHaveAttribute('aria-disabled', 'true');
    await openMenu();
    expect(screen.getByTestId(ids.act('console'))).toBeDisabled();
    expect(screen.getByTestId(ids.act('console'))).toHaveTextContent('It does not run');
  });

  test('a refusal stays in the dialog, and nothing is done on a way back', async () => {
    api.handlers[`POST ${path}/actions`] = () => {
      throw problem(409, 'wrong-state', { detail: 'It is being backed up.' });
    };
    renderPage(path);
    await userEvent.click(await screen.findByTestId(ids.act('reboot')));
    expect(sent()).toEqual([]);
    await userEvent.click(screen.getByTestId(testIds.order.confirm));
    expect(await screen.findByTestId(testIds.order.dialogError)).toHaveTextContent('It is being backed up.');
  });

  test('an act is shown while it is done, and its end is told', async () => {
    const running = operationOf('stop', 'running');
    let now = vm;
    api.handlers[`GET ${path}`] = () => now;
    api.handlers[`POST ${path}/actions`] = () => {
      now = { ...vm, operation: running };
      return running;
    };
    api.handlers[`GET /vm-operations/${running.id}`] = () => operationOf('stop', 'done');
    renderPage(path);
    await openMenu();
    await userEvent.click(screen.getByTestId(ids.act('stop')));
    await userEvent.click(await screen.findByTestId(testIds.order.confirm));
    expect(await screen.findByTestId(ids.underWay)).toHaveTextContent('Stopping');
    expect(screen.getByTestId(testIds.vms.state)).toHaveTextContent('Stopping');
    expect(sent().map(({ data }) => data)).toEqual([{ action: 'stop' }]);
    now = { ...vm, state: 'stopped' };
    await waitFor(() => expect(api.toasts).toEqual([{ type: 'alert-success', payload: ['web-01 was stopped'] }]), { timeout: 5000 });
    expect(screen.queryByTestId(ids.underWay)).not.toBeInTheDocument();
  });

  test('one that fails is told with its reason, and stands in what was done with the technical text', async () => {
    const failed = operationOf('shutdown', 'failed', { error: { ...because('task-failed'), technical: 'powerdown failed' } });
    await seenFailing(failed, vm);
    expect(JSON.stringify(api.toasts)).toContain('A task of Proxmox failed.');
    const entry = screen.getByTestId(ids.operation);
    expect(entry).toHaveAttribute('data-state', 'failed');
    expect(within(entry).getByTestId(ids.operationError)).toHaveTextContent('powerdown failed');
  });

  test('one that left the machine stopped says so with its reason, where it is told and where it stands', async () => {
    const error = { ...because('storage-full'), consequence: because('vm-left-stopped') };
    const failed = operationOf('rollback-snapshot', 'failed', { detail: { snapshot: 'before' }, error });
    await seenFailing(failed, { ...vm, state: 'stopped' });
    expect(JSON.stringify(api.toasts)).toContain('Make room on it, then retry. The machine ran before and is stopped now. Start it,');
    expect(screen.getByTestId(ids.operationError)).toHaveTextContent('The machine ran before and is stopped now. Start it,');
  });

  test('a start needs no question', async () => {
    api.handlers[`GET ${path}`] = () => ({ ...vm, state: 'stopped' });
    api.handlers[`POST ${path}/actions`] = () => operationOf('start', 'queued');
    renderPage(path);
    await userEvent.click(await screen.findByTestId(ids.act('start')));
    await waitFor(() => expect(sent().map(({ data }) => data)).toEqual([{ action: 'start' }]));
  });

  test('the console leads to Proxmox and says who signs in there', async () => {
    api.handlers[`GET ${path}/console`] = () => ({ url: 'https://pve.example:8006/?console=kvm', account: 'acme@pve' });
    renderPage(path);
    await openMenu();
    await userEvent.click(screen.getByTestId(ids.act('console')));
    expect(await screen.findByTestId(ids.console)).toHaveAttribute('href', 'https://pve.example:8006/?console=kvm');
    expect(screen.getByTestId(ids.console)).toHaveAttribute('target', '_blank');
    expect(screen.getByTestId(ids.consoleAccount)).toHaveTextContent('acme@pve');
  });

  test('a size that waits for a restart is said until there was one', async () => {
    const resized = operationOf('resize', 'done', { needsRestart: true });
    api.handlers['GET /vm-operations'] = () => ({ items: [operationOf('reset', 'done', { id: 'vop_0000000000000002' }), resized] });
    renderPage(path);
    await userEvent.click(await screen.findByTestId(ids.rebootNow));
    expect(screen.getByTestId(testIds.order.confirm)).toHaveTextContent('Reboot');
  });

  test('after a restart there is nothing more to say', async () => {
    const resized = operationOf('resize', 'done', { needsRestart: true });
    api.handlers['GET /vm-operations'] = () => ({ items: [operationOf('reboot', 'done', { id: 'vop_0000000000000002' }), resized] });
    renderPage(path);
    expect(await screen.findAllByTestId(ids.operation)).toHaveLength(2);
    expect(screen.queryByTestId(ids.needsRestart)).not.toBeInTheDocument();
  });

  test('where Proxmox differs, the operator reads it on the machine’s page', async () => {
    const item = {
      kind: 'vm-moved',
      cluster: 'demo',
      tenant: 'acme',
      object: 'web-01',
      vm: vm.id,
      expected: [valueOf('text', { text: 'pve1' })],
      seen: [valueOf('text', { text: 'pve2' })],
      firstSeenAt: vm.createdAt,
    };
    api.handlers['GET /me'] = () => operator;
    api.handlers['GET /drift'] = () => ({ clusters: [], items: [item, { ...item, vm: 'vm_0000000000000009' }] });
    renderPage(path);
    expect(await screen.findByTestId(ids.drift)).toHaveTextContent('Vigie has pve1, Proxmox has pve2.');
  });
});

describe('the SSH key', () => {
  const rotations = () => api.requests.filter(({ path: asked }) => asked === `${path}/rotate-key`).map(({ data }) => data);

  const open = async () => {
    api.handlers[`POST ${path}/rotate-key`] = () => operationOf('rotate-key', 'queued');
    renderPage(path);
    await userEvent.click(await screen.findByTestId(ids.menu));
    await userEvent.click(screen.getByTestId(ids.act('rotate-key')));
    return screen.findByTestId(ids.newKey);
  };

  test('what is no key is not sent', async () => {
    fireEvent.change(await open(), { target: { value: 'ssh-ed25519 nonsense' } });
    expect(screen.getByTestId(testIds.order.confirm)).toBeDisabled();
    expect(screen.getByRole('dialog')).toHaveTextContent('This is not an OpenSSH public key');
    expect(rotations()).toEqual([]);
  });

  test("one's own takes the place of the old one", async () => {
    const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJAYhJOWfSAzz6iY/Rl01p5PFEKBcNWh2GSi5C8NwHKv';
    fireEvent.change(await open(), { target: { value: `${key}\n` } });
    await userEvent.click(screen.getByTestId(testIds.order.confirm));
    await waitFor(() => expect(rotations()).toEqual([{ sshPublicKey: key }]));
  });

  test('without one a pair is made, and the page says which key it is', async () => {
    await open();
    expect(screen.getByTestId(testIds.order.confirm)).toHaveTextContent('Make a new pair');
    api.handlers['GET /vm-operations'] = () => ({ items: [operationOf('rotate-key', 'done', { detail: { keyFingerprint: 'SHA256:abc' } })] });
    await userEvent.click(screen.getByTestId(testIds.order.confirm));
    await waitFor(() => expect(rotations()).toEqual([{}]));
    await waitFor(() => expect(screen.getByTestId(ids.history)).toHaveTextContent('Replace the SSH key: SHA256:abc'));
  });
});
