import { screen, waitFor } from '@testing-library/react';
import type { Vm } from '@vigie/contract/vms';
import userEvent from '@testing-library/user-event';
import { testIds } from '../components/testIds';
import { api } from '../testing/fakeRuntime';
import { operator, orderId, tenantEditor, tenantViewer } from '../testing/fixtures';
import { renderPage } from '../testing/renderPage';
import { operationOf } from '../testing/vms';

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  ...jest.requireActual('../testing/fakeRuntime').fakeRuntime,
}));

const vm: Vm = {
  id: 'vm_0000000000000001',
  tenant: 'acme',
  cluster: 'demo',
  node: null,
  vmid: 10001,
  name: 'web-01',
  state: 'unknown',
  stateSeenAt: new Date(Date.now() - 4 * 60_000).toISOString(),
  addresses: ['10.10.0.10'],
  cores: 2,
  memoryGiB: 4,
  diskGiB: 20,
  orderId,
  offer: 'standard',
  createdAt: '2026-11-21T08:00:00.000Z',
};

beforeEach(() => {
  api.reset();
  api.handlers = { 'GET /me': () => tenantEditor, 'GET /vms': () => ({ items: [vm] }), [`GET /vms/${vm.id}`]: () => vm };
});

describe('virtual machines', () => {
  test('an unknown id is a not-found page', async () => {
    renderPage('/vms/vm_nothing');
    expect(await screen.findByTestId(testIds.page.notFound)).toBeInTheDocument();
  });

  test('an address that is no page says so', async () => {
    renderPage('/nowhere');
    expect(await screen.findByText('There is no page at this address')).toBeInTheDocument();
  });

  test('without machines it says where they come from', async () => {
    api.handlers['GET /vms'] = () => ({ items: [] });
    renderPage('/vms');
    expect(await screen.findByTestId(testIds.vms.empty)).toHaveTextContent('as soon as their order is deployed');
  });

  test('a state that Proxmox does not tell says since when', async () => {
    renderPage('/vms');
    expect(await screen.findByTestId(testIds.vms.state)).toHaveTextContent('Unknown, last seen 4 min. ago');
    expect(screen.queryByText('Tenant')).not.toBeInTheDocument();
  });

  test('the operator sees whose machine it is', async () => {
    api.handlers['GET /me'] = () => operator;
    renderPage('/vms');
    expect(await screen.findByTestId(testIds.vms.row)).toHaveTextContent('acme');
  });

  test('one machine shows its facts', async () => {
    renderPage(`/vms/${vm.id}`);
    expect(await screen.findByTestId(testIds.vms.address)).toHaveTextContent('10.10.0.10');
    expect(screen.getByTestId(testIds.vms.vmid)).toHaveTextContent('10001');
    expect(screen.getByText('4 GiB')).toBeInTheDocument();
  });

  test('who may only look has no actions', async () => {
    api.handlers['GET /me'] = () => tenantViewer;
    renderPage('/vms');
    await screen.findByTestId(testIds.vms.row);
    expect(screen.queryByTestId(testIds.vms.menu)).not.toBeInTheDocument();
    expect(screen.queryByTestId(testIds.vms.drift)).not.toBeInTheDocument();
  });

  test('the menu of a row has what is possible now, and does not open the machine', async () => {
    api.handlers['GET /vms'] = () => ({ items: [{ ...vm, state: 'running' }] });
    const { address } = renderPage('/vms');
    await userEvent.click(await screen.findByTestId(testIds.vms.menu));
    expect(screen.queryByTestId(testIds.vmLife.act('start'))).not.toBeInTheDocument();
    await userEvent.click(screen.getByTestId(testIds.vmLife.act('reboot')));
    await userEvent.click(await screen.findByRole('dialog'));
    expect(address()).toBe('/vms');
  });

  test('a machine that is being deleted says when it goes, and a busy one what is done', async () => {
    const deletion = {
      requestedAt: vm.createdAt,
      requestedBy: 'eve',
      destroyAt: new Date(Date.now() + 60 * 3_600_000).toISOString(),
      finalBackup: null,
    };
    const operation = operationOf('reboot', 'running', { vm: 'vm_0000000000000002' });
    api.handlers['GET /vms'] = () => ({
      items: [
        { ...vm, state: 'pending-delete', deletion },
        { ...vm, id: 'vm_0000000000000002', name: 'web-02', state: 'running', operation },
      ],
    });
    renderPage('/vms');
    const [first, second] = await screen.findAllByTestId(testIds.vms.state);
    expect(first).toHaveTextContent('To be deleted in 2 days');
    expect(second).toHaveTextContent('Rebooting');
    expect(screen.getAllByTestId(testIds.vms.menu)[1]).toHaveAttribute('aria-disabled', 'true');
  });

  test('those that are being deleted can be filtered', async () => {
    renderPage('/vms?state=pending-delete');
    await screen.findByTestId(testIds.vms.row);
    expect(api.requests.find(({ path }) => path === '/vms')?.query.get('state')).toBe('pending-delete');
  });

  test('a refresh names the clusters that cannot be read', async () => {
    api.handlers['POST /vms/sync'] = () => ({
      clusters: [
        { cluster: 'paris', seenAt: vm.createdAt, vms: 6, unknown: 0 },
        { cluster: 'lyon', seenAt: null, vms: 2, unknown: 2 },
      ],
    });
    renderPage('/vms');
    await userEvent.click(await screen.findByTestId(testIds.vms.sync));
    const result = await screen.findByTestId(testIds.vms.syncResult);
    expect(result).toHaveTextContent('cannot be read: lyon');
    expect(result).toHaveTextContent('2 of 8 machines');
  });

  test('the operator sees how many differences there are', async () => {
    api.handlers['GET /me'] = () => operator;
    api.handlers['GET /drift'] = () => ({ clusters: [], items: [{}, {}] });
    renderPage('/vms');
    await waitFor(() => expect(screen.getByTestId(testIds.vms.drift)).toHaveTextContent('Differences: 2'));
  });
});
