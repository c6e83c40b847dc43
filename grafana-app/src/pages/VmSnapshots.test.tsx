import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { Vm } from '@vigie/contract/vms';
import userEvent from '@testing-library/user-event';
import { testIds } from '../components/testIds';
import { api, problem } from '../testing/fakeRuntime';
import { tenantEditor } from '../testing/fixtures';
import { renderPage } from '../testing/renderPage';
import { operationOf, snapshotOf, vm } from '../testing/vms';

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  ...jest.requireActual('../testing/fakeRuntime').fakeRuntime,
}));

const ids = testIds.snapshots;
const path = `/vms/${vm.id}`;
const sent = () => api.requests.filter(({ method }) => method !== 'GET');

beforeEach(() => {
  api.reset();
  api.handlers = {
    'GET /me': () => ({ ...tenantEditor, capabilities: ['vm:read', 'vm:act'] }),
    [`GET ${path}`]: () => vm,
    [`GET ${path}/snapshots`]: () => ({
      items: [
        snapshotOf('clean', { description: 'After the installation' }),
        snapshotOf('before-upgrade', { parent: 'clean', current: true }),
      ],
    }),
    'GET /vm-operations': () => ({ items: [] }),
  };
});

describe('snapshots', () => {
  test('a cluster that cannot be read says so; the rest of the page stays', async () => {
    api.handlers[`GET ${path}/snapshots`] = () => {
      throw problem(503, 'proxmox-unreadable', { detail: 'Cluster demo does not answer.' });
    };
    renderPage(path);
    expect(await screen.findByTestId(ids.loadError)).toHaveTextContent('Cluster demo does not answer.');
    expect(screen.getByTestId(testIds.vms.address)).toBeInTheDocument();
  });

  test('without one it says when to take one', async () => {
    api.handlers[`GET ${path}/snapshots`] = () => ({ items: [] });
    renderPage(path);
    expect(await screen.findByTestId(ids.empty)).toHaveTextContent('before an upgrade');
  });

  test('a machine that is being deployed has none to show', async () => {
    api.handlers[`GET ${path}`] = () => ({ ...vm, state: 'deploying' });
    renderPage(path);
    await screen.findByTestId(testIds.vms.address);
    expect(screen.queryByTestId(ids.panel)).not.toBeInTheDocument();
  });

  test('they are a tree with the present in it', async () => {
    renderPage(path);
    const rows = await screen.findAllByTestId(ids.snapshot);
    expect(rows.map((row) => [row.dataset.name, row.dataset.depth])).toEqual([
      ['clean', '0'],
      ['before-upgrade', '1'],
    ]);
    expect(screen.getByTestId(ids.here)).toHaveAttribute('data-depth', '2');
  });

  test('while the machine is busy nothing can be done with them', async () => {
    api.handlers[`GET ${path}`] = () => ({ ...vm, operation: operationOf('reboot', 'running') });
    renderPage(path);
    for (const button of [await screen.findByTestId(ids.create), ...(await screen.findAllByTestId(ids.rollback))]) {
      expect(button).toHaveAttribute('aria-disabled', 'true');
    }
  });

  test.each([
    ['2fast', 'no name for a snapshot'],
    ['current', 'no name for a snapshot'],
    ['clean', 'of this name already'],
  ])('the name %s is refused before it is sent', async (name, words) => {
    renderPage(path);
    await screen.findAllByTestId(ids.snapshot);
    await userEvent.click(screen.getByTestId(ids.create));
    fireEvent.change(screen.getByTestId(ids.name), { target: { value: name } });
    expect(screen.getByRole('alert')).toHaveTextContent(words);
    expect(screen.getByTestId(testIds.order.confirm)).toBeDisabled();
  });

  test('a new one is sent with its description', async () => {
    const operation = operationOf('create-snapshot', 'queued', { detail: { snapshot: 'v2' } });
    let now: Vm = vm;
    api.handlers[`GET ${path}`] = () => now;
    api.handlers[`POST ${path}/snapshots`] = () => {
      now = { ...vm, operation };
      return operation;
    };
    renderPage(path);
    await userEvent.click(await screen.findByTestId(ids.create));
    fireEvent.change(screen.getByTestId(ids.name), { target: { value: 'v2' } });
    fireEvent.change(screen.getByTestId(ids.description), { target: { value: 'Second try' } });
    await userEvent.click(screen.getByTestId(testIds.order.confirm));
    await waitFor(() => expect(sent().map(({ data }) => data)).toEqual([{ name: 'v2', description: 'Second try' }]));
    expect(await screen.findByTestId(testIds.vmLife.underWay)).toHaveAttribute('data-state', 'queued');
  });

  test('a way back says what is lost before it is taken', async () => {
    api.handlers[`POST ${path}/snapshots/clean/rollback`] = () => operationOf('rollback-snapshot', 'queued');
    renderPage(path);
    await userEvent.click((await screen.findAllByTestId(ids.rollback))[0]!);
    const dialog = screen.getByRole('dialog');
    expect(dialog).toHaveTextContent('is lost (2 hr. ago)');
    expect(dialog).toHaveTextContent('cut off');
    expect(sent()).toEqual([]);
    await userEvent.click(within(dialog).getByTestId(testIds.order.confirm));
    await waitFor(() => expect(sent().map((request) => request.path)).toEqual([`${path}/snapshots/clean/rollback`]));
  });

  test('one is removed after a question', async () => {
    api.handlers[`DELETE ${path}/snapshots/before-upgrade`] = () => operationOf('delete-snapshot', 'queued');
    renderPage(path);
    await userEvent.click((await screen.findAllByTestId(ids.remove))[1]!);
    await userEvent.click(screen.getByTestId(testIds.order.confirm));
    await waitFor(() => expect(sent().map((request) => request.path)).toEqual([`${path}/snapshots/before-upgrade`]));
  });
});
