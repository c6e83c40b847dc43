import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { DriftItem } from '@vigie/contract/drift';
import { valueOf } from '@vigie/contract/drift-values';
import { testIds } from '../components/testIds';
import { api, problem } from '../testing/fakeRuntime';
import { operator, tenantEditor } from '../testing/fixtures';
import { renderPage } from '../testing/renderPage';
import { hoursAgo } from '../testing/resilience';
import { vm } from '../testing/vms';

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  ...jest.requireActual('../testing/fakeRuntime').fakeRuntime,
}));

const ids = testIds.drift;
const readable = { cluster: 'paris', checkedAt: hoursAgo(0.05), readable: true };
const away = { cluster: 'lyon', checkedAt: hoursAgo(2), readable: false };
const moved: DriftItem = {
  kind: 'vm-moved',
  cluster: 'paris',
  tenant: 'acme',
  object: 'web-01',
  vm: vm.id,
  vmid: vm.vmid,
  expected: [valueOf('text', { text: 'pve1' })],
  seen: [valueOf('text', { text: 'pve2' })],
  firstSeenAt: hoursAgo(3),
};
const unknown: DriftItem = {
  kind: 'vm-unknown',
  cluster: 'lyon',
  tenant: null,
  object: 'by-hand',
  expected: [],
  seen: [valueOf('text', { text: 'by-hand' })],
  firstSeenAt: hoursAgo(1),
};

const rows = () => screen.getAllByTestId(ids.row).map((row) => row.dataset.kind);

beforeEach(() => {
  api.reset();
  api.handlers = { 'GET /me': () => operator, 'GET /drift': () => ({ clusters: [readable, away], items: [moved, unknown] }) };
});

describe('differences with Proxmox', () => {
  test('a tenant is told that this page is the provider’s', async () => {
    api.handlers['GET /me'] = () => tenantEditor;
    renderPage('/drift');
    expect(await screen.findByTestId(testIds.page.unauthorized)).toHaveTextContent('your provider');
  });

  test('a report that cannot be read is said, with another try', async () => {
    api.handlers['GET /drift'] = () => {
      throw problem(503, 'not-ready');
    };
    renderPage('/drift');
    expect(await screen.findByTestId(testIds.page.loadError)).toBeInTheDocument();
  });

  test('when nothing differs it says when it was looked, and where it could not look', async () => {
    api.handlers['GET /drift'] = () => ({ clusters: [readable, away], items: [] });
    renderPage('/drift');
    const empty = await screen.findByTestId(ids.empty);
    expect(empty).toHaveTextContent('Nothing differs');
    expect(empty).toHaveTextContent('Last looked at: 2 hr. ago');
    expect(within(empty).getByTestId(ids.unreadable)).toHaveTextContent('lyon');
  });

  test('before the first look nothing is claimed', async () => {
    api.handlers['GET /drift'] = () => ({ clusters: [{ ...readable, checkedAt: null }], items: [] });
    renderPage('/drift');
    expect(await screen.findByTestId(ids.empty)).toHaveTextContent('Nothing was compared yet');
  });

  test('each difference says what it is, what both have and what to do; the newest first', async () => {
    renderPage('/drift');
    const [first, second] = await screen.findAllByTestId(ids.row);
    expect(first).toHaveTextContent('Machine that Vigie does not know');
    expect(first).toHaveTextContent('nothing');
    expect(second).toHaveTextContent('Otherwise migrate it back.');
    expect(within(second!).getByRole('link')).toHaveAttribute('href', `/a/vigie-proxmox-app/vms/${vm.id}`);
    expect(screen.getByTestId(ids.unreadable)).toHaveTextContent('seen 2 hr. ago');
  });

  test.each([
    ['?state=vm-moved', ['vm-moved']],
    ['?cluster=lyon', ['vm-unknown']],
    ['?tenant=acme', ['vm-moved']],
    ['?q=by-hand', ['vm-unknown']],
  ])('the address %s filters', async (query, kinds) => {
    renderPage(`/drift${query}`);
    await screen.findByTestId(ids.table);
    expect(rows()).toEqual(kinds);
  });

  test('filters that leave nothing offer to clear them', async () => {
    renderPage('/drift?cluster=lyon&tenant=acme');
    expect(await screen.findByTestId(ids.noMatch)).toBeInTheDocument();
  });

  test('the bastion is brought in line, and what was changed is told of each tenant', async () => {
    api.handlers['POST /bastion/sync'] = () => ({
      at: hoursAgo(0),
      tenants: [
        { tenant: 'acme', state: 'changed', added: 2, removed: 1 },
        { tenant: 'globex', state: 'in-line', added: 0, removed: 0 },
        { tenant: 'strangers', state: 'foreign', added: 0, removed: 0 },
      ],
    });
    renderPage('/drift');
    await userEvent.click(await screen.findByTestId(testIds.bastion.sync));
    const result = await screen.findByTestId(testIds.bastion.result);
    expect(result).toHaveTextContent('The bastion is in line now');
    expect(result).toHaveTextContent('acme: 2 lines added, 1 removed');
    expect(result).toHaveTextContent('strangers: a file that is not Vigie’s was left as it is');
    expect(result).not.toHaveTextContent('globex');
  });

  test('a tenant whose lines could not be put right has the reason', async () => {
    api.handlers['POST /bastion/sync'] = () => ({
      at: hoursAgo(0),
      tenants: [{ tenant: 'acme', state: 'failed', added: 0, removed: 0, problem: 'It broke off.' }],
    });
    renderPage('/drift');
    await userEvent.click(await screen.findByTestId(testIds.bastion.sync));
    expect(await screen.findByTestId(testIds.bastion.result)).toHaveTextContent('acme: It broke off.');
    expect(screen.getByTestId(testIds.bastion.result)).toHaveAttribute('data-state', 'failed');
  });

  test('who may only look has no button for the bastion', async () => {
    api.handlers['GET /me'] = () => ({ ...operator, capabilities: operator.capabilities.filter((can) => can !== 'bastion:sync') });
    renderPage('/drift');
    await screen.findByTestId(ids.table);
    expect(screen.queryByTestId(testIds.bastion.sync)).not.toBeInTheDocument();
  });
});
