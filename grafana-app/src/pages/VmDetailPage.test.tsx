import { screen, waitFor, within } from '@testing-library/react';
import type { Vm } from '@vigie/contract/vms';
import userEvent from '@testing-library/user-event';
import { testIds } from '../components/testIds';
import { api, problem } from '../testing/fakeRuntime';
import { operator, tenantViewer } from '../testing/fixtures';
import { renderPage } from '../testing/renderPage';
import { backupRun, point, protection, restoreTestOf, restoreTestSummary, testId, vmId } from '../testing/resilience';
import { operationOf, vm } from '../testing/vms';

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  ...jest.requireActual('../testing/fakeRuntime').fakeRuntime,
}));

const ids = testIds.vmBackups;
const path = `/vms/${vmId}`;

beforeEach(() => {
  api.reset();
  api.handlers = {
    'GET /me': () => operator,
    [`GET ${path}`]: () => vm,
    [`GET ${path}/backups`]: () => ({ items: [point] }),
    'GET /protection': () => ({ items: [protection] }),
    'GET /backup-runs': () => ({ items: [] }),
    'GET /restore-tests': () => ({ items: [] }),
  };
});

describe('the backups of a machine', () => {
  test('who may not see backups sees the machine without them', async () => {
    api.handlers['GET /me'] = () => ({ ...tenantViewer, capabilities: ['vm:read'] });
    renderPage(path);
    await screen.findByTestId(testIds.vms.address);
    expect(screen.queryByTestId(ids.panel)).not.toBeInTheDocument();
    expect(api.requests.some((request) => request.path.endsWith('/backups'))).toBe(false);
  });

  test('a storage that cannot be read says so; the rest of the page stays', async () => {
    api.handlers[`GET ${path}/backups`] = () => {
      throw problem(503, 'proxmox-unreadable', { detail: 'Cluster demo does not answer.' });
    };
    renderPage(path);
    expect(await screen.findByTestId(ids.loadError)).toHaveTextContent('Cluster demo does not answer.');
    expect(screen.getByTestId(testIds.vms.address)).toBeInTheDocument();
  });

  test('without a backup it says where the first comes from, and there is nothing to test', async () => {
    api.handlers[`GET ${path}/backups`] = () => ({ items: [] });
    renderPage(path);
    expect(await screen.findByTestId(ids.empty)).toHaveTextContent('no backup of this machine yet');
    expect(screen.getByTestId(testIds.backups.test)).toHaveAttribute('aria-disabled', 'true');
  });

  test('a machine that is being deployed is neither backed up nor tested', async () => {
    api.handlers[`GET ${path}`] = () => ({ ...vm, state: 'deploying' });
    renderPage(path);
    expect(await screen.findByTestId(testIds.backups.backUp)).toHaveAttribute('aria-disabled', 'true');
  });

  test('the backup of the address stands out, with what is known of it', async () => {
    const tested = {
      ...point,
      volume: 'pbs:backup/vm/1/b',
      verification: 'failed',
      test: { id: testId, verdict: 'failed' },
      protected: true,
    };
    api.handlers[`GET ${path}/backups`] = () => ({ items: [point, tested] });
    renderPage(`${path}?${new URLSearchParams({ point: tested.volume })}`);
    const rows = await screen.findAllByTestId(ids.point);
    expect(rows.map((row) => row.getAttribute('aria-current'))).toEqual([null, 'true']);
    expect(rows[1]).toHaveTextContent('Damaged');
    expect(rows[1]).toHaveTextContent('protected');
    expect(within(rows[1]!).getByRole('link')).toHaveAttribute('href', `/a/vigie-proxmox-app/restore-tests/${testId}`);
  });

  test('one backup is tested by its name; one that is not complete cannot be', async () => {
    api.handlers[`GET ${path}/backups`] = () => ({ items: [{ ...point, volume: 'pbs:backup/vm/1/c', state: 'incomplete' }, point] });
    api.handlers['POST /restore-tests'] = () => restoreTestOf(null);
    api.handlers[`GET /restore-tests/${testId}`] = () => restoreTestOf(null);
    const { address } = renderPage(path);
    const [incomplete, complete] = await screen.findAllByTestId(ids.point);
    expect(within(incomplete!).queryByTestId(testIds.backups.test)).not.toBeInTheDocument();
    await userEvent.click(within(complete!).getByTestId(testIds.backups.test));
    await waitFor(() => expect(address()).toBe(`/restore-tests/${testId}`));
    expect(api.requests.find(({ method }) => method === 'POST')?.data).toEqual({ vm: vmId, volume: point.volume });
  });

  test('what is under way shows how far it is, and its end is seen on the storage', async () => {
    api.handlers['GET /backup-runs'] = () => ({ items: [backupRun] });
    api.handlers['GET /restore-tests'] = () => ({ items: [restoreTestSummary(null)] });
    api.handlers[`GET ${path}/backups`] = () => ({ items: [] });
    renderPage(path);
    expect(await screen.findByTestId(ids.running)).toHaveTextContent('Running, 42%');
    expect(await screen.findByText('Restore test under way')).toBeInTheDocument();
    expect(screen.getByTestId(testIds.backups.backUp)).toHaveAttribute('aria-disabled', 'true');
    api.handlers['GET /backup-runs'] = () => ({ items: [{ ...backupRun, state: 'done' }] });
    api.handlers[`GET ${path}/backups`] = () => ({ items: [point] });
    expect(await screen.findByTestId(ids.point)).toBeInTheDocument();
  });

  test('the last backup of a deletion is there when its preparation has ended', async () => {
    let now: Vm = { ...vm, operation: operationOf('retire', 'running') };
    api.handlers[`GET ${path}`] = () => now;
    api.handlers[`GET ${path}/backups`] = () => ({ items: [] });
    renderPage(path);
    expect(await screen.findByTestId(ids.empty)).toBeInTheDocument();
    now = { ...vm, state: 'pending-delete' };
    api.handlers[`GET ${path}/backups`] = () => ({ items: [point] });
    expect(await screen.findByTestId(ids.point)).toBeInTheDocument();
  });
});
