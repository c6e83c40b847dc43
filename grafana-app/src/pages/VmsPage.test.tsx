import { screen } from '@testing-library/react';
import type { Vm } from '@vigie/contract/vms';
import { testIds } from '../components/testIds';
import { api } from '../testing/fakeRuntime';
import { operator, orderId, tenantEditor } from '../testing/fixtures';
import { renderPage } from '../testing/renderPage';

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
});
