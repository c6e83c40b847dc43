import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { testIds } from '../components/testIds';
import { api, problem } from '../testing/fakeRuntime';
import { operator, tenantEditor, tenantViewer } from '../testing/fixtures';
import { renderPage } from '../testing/renderPage';
import { backupRun, hoursAgo, point, protection, restoreTestOf, restoreTestSummary, testId, vmId } from '../testing/resilience';

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  ...jest.requireActual('../testing/fakeRuntime').fakeRuntime,
}));

const ids = testIds.proof;
const list =
  (...items: unknown[]) =>
  () => ({ items });
const posted = () => api.requests.filter(({ method }) => method === 'POST');

beforeEach(() => {
  api.reset();
  api.handlers = {
    'GET /me': () => operator,
    'GET /protection': list(protection),
    'GET /backup-runs': list(),
    'GET /restore-tests': list(),
  };
});

describe('backups: the proof', () => {
  test('who may not see backups is told so', async () => {
    api.handlers['GET /me'] = () => ({ ...tenantViewer, capabilities: ['vm:read'] });
    renderPage('/backups');
    expect(await screen.findByTestId(testIds.page.unauthorized)).toBeInTheDocument();
  });

  test('a load that fails says why, with a way to try again', async () => {
    api.handlers['GET /protection'] = () => {
      throw problem(503, 'proxmox-unreadable');
    };
    renderPage('/backups');
    expect(await screen.findByTestId(testIds.page.loadError)).toHaveTextContent('Proxmox cannot be read');
    api.handlers['GET /protection'] = list(protection);
    await userEvent.click(screen.getByTestId(testIds.page.loadRetry));
    expect(await screen.findByTestId(ids.row)).toBeInTheDocument();
  });

  test('without machines it says when they will be protected', async () => {
    api.handlers['GET /protection'] = list();
    renderPage('/backups');
    expect(await screen.findByTestId(ids.empty)).toHaveTextContent('as soon as it is delivered');
  });

  test.each([
    ['proven', { proven: true }],
    ['unproven', {}],
    ['late', { withinRpo: false }],
    ['no-backup', { withinRpo: false, points: [], lastBackupAt: null }],
    ['unreadable', { withinRpo: null, points: null, lastBackupAt: null }],
    ['test-failed', { proven: true, lastTest: { id: testId, verdict: 'failed', endedAt: hoursAgo(3) } }],
  ])('a machine that is %s says so', async (state, changes) => {
    api.handlers['GET /protection'] = list({ ...protection, ...changes });
    renderPage('/backups');
    expect(await screen.findByTestId(ids.row)).toHaveAttribute('data-state', state);
  });

  test('the worst come first; the filter and the search are in the address', async () => {
    const late = { ...protection, vm: 'vm_0000000000000002', vmName: 'db-01', withinRpo: false };
    api.handlers['GET /protection'] = list({ ...protection, proven: true }, late);
    const { address } = renderPage('/backups?state=late');
    expect(await screen.findByTestId(ids.row)).toHaveTextContent('db-01');
    await userEvent.type(screen.getByTestId(testIds.page.search), 'web');
    expect(await screen.findByTestId(ids.noMatch)).toBeInTheDocument();
    expect(address()).toBe('/backups?state=late&q=web');
    await userEvent.click(screen.getByText('Clear search and filter'));
    await waitFor(() => expect(screen.getAllByTestId(ids.row)).toHaveLength(2));
    expect(screen.getAllByTestId(ids.row)[0]).toHaveTextContent('db-01');
  });

  test('a day opens its backup, or the test of it; the arrows reach every day', async () => {
    const tested = { ...point, volume: 'pbs:backup/vm/1/b', takenAt: hoursAgo(30), test: { id: testId, verdict: 'passed' } };
    api.handlers['GET /protection'] = list({ ...protection, points: [point, tested] });
    const { address } = renderPage('/backups');
    const links = (await screen.findAllByTestId(ids.day)).filter((day) => day.tagName === 'A');
    expect(links.map((link) => link.getAttribute('href'))).toEqual([
      `/a/vigie-proxmox-app/restore-tests/${testId}`,
      `/a/vigie-proxmox-app/vms/${vmId}?${new URLSearchParams({ point: point.volume })}`,
    ]);
    expect(links.map((link) => link.tabIndex)).toEqual([-1, 0]);
    links[1]!.focus();
    await userEvent.keyboard('{ArrowLeft}');
    expect(links[0]).toHaveFocus();
    expect(links[0]).toHaveAccessibleName(/Proven by a restore test/);
    await userEvent.keyboard('{Enter}');
    expect(address()).toBe(`/restore-tests/${testId}`);
  });

  test('a viewer has neither button; a tenant who orders may back up, and not test', async () => {
    api.handlers['GET /me'] = () => tenantViewer;
    renderPage('/backups');
    await screen.findByTestId(ids.row);
    expect(screen.queryByTestId(testIds.backups.backUp)).not.toBeInTheDocument();
    expect(screen.queryByTestId(testIds.backups.test)).not.toBeInTheDocument();
    expect(screen.queryByText('Actions')).not.toBeInTheDocument();
  });

  test('a tenant who orders backs up now; a refusal is told', async () => {
    api.handlers['GET /me'] = () => tenantEditor;
    api.handlers[`POST /vms/${vmId}/backups`] = () => {
      throw problem(409, 'wrong-state', { detail: 'The machine is not delivered yet.' });
    };
    renderPage('/backups');
    await userEvent.click(await screen.findByTestId(testIds.backups.backUp));
    await waitFor(() => expect(api.toasts).toHaveLength(1));
    expect(api.toasts[0]).toMatchObject({ type: 'alert-error', payload: [expect.anything(), 'The machine is not delivered yet.'] });
    expect(screen.queryByTestId(testIds.backups.test)).not.toBeInTheDocument();
  });

  test('testing opens the test', async () => {
    api.handlers['POST /restore-tests'] = () => restoreTestOf(null);
    api.handlers[`GET /restore-tests/${testId}`] = () => restoreTestOf(null);
    const { address } = renderPage('/backups');
    await userEvent.click(await screen.findByTestId(testIds.backups.test));
    await waitFor(() => expect(address()).toBe(`/restore-tests/${testId}`));
    expect(posted()[0]?.data).toEqual({ vm: vmId });
  });

  test('what is under way, or has nothing to work on, cannot be started', async () => {
    api.handlers['GET /protection'] = list({ ...protection, points: [], lastBackupAt: null, withinRpo: false });
    api.handlers['GET /backup-runs'] = list(backupRun);
    renderPage('/backups');
    await waitFor(() => expect(screen.getByTestId(testIds.backups.backUp)).toHaveAttribute('aria-disabled', 'true'));
    expect(screen.getByTestId(testIds.backups.test)).toHaveAttribute('aria-disabled', 'true');
    await userEvent.click(screen.getByTestId(testIds.backups.test));
    expect(posted()).toHaveLength(0);
  });
});

describe('backups: the tabs', () => {
  test('a tab is an address of its own, and a cleared search stays in it', async () => {
    api.handlers['GET /restore-tests'] = list(restoreTestSummary('passed'));
    const { address } = renderPage('/backups');
    await userEvent.click(await screen.findByTestId(testIds.backups.tab('tests')));
    expect(address()).toBe('/backups?tab=tests');
    await userEvent.type(await screen.findByTestId(testIds.page.search), 'nothing');
    await userEvent.click(await screen.findByText('Clear search and filter'));
    expect(address()).toBe('/backups?tab=tests');
    expect(await screen.findByTestId(testIds.restoreTests.row)).toHaveTextContent('Passed');
  });

  test('without tests it says what one is', async () => {
    renderPage('/backups?tab=tests');
    expect(await screen.findByTestId(testIds.restoreTests.empty)).toHaveTextContent('isolated lab');
  });

  test.each([
    ['failed', 'verdict', 'failed'],
    ['cancelled', 'state', 'cancelled'],
  ])('the filter %s asks the provisioner by its %s', async (filter, parameter, value) => {
    renderPage(`/backups?tab=tests&state=${filter}`);
    await screen.findByTestId(testIds.restoreTests.noMatch);
    const request = api.requests.find(({ path }) => path === '/restore-tests');
    expect(Object.fromEntries(request!.query)).toEqual({ limit: '100', [parameter]: value });
  });

  test('a running backup shows how far it is, a failed one why', async () => {
    const failed = {
      ...backupRun,
      id: 'bak_0000000000000002',
      state: 'failed',
      error: { code: 'backup-node-offline', params: { node: 'pve1' }, message: 'Node pve1 of the machine is offline.' },
    };
    api.handlers['GET /backup-runs'] = list(backupRun, failed);
    renderPage('/backups?tab=runs');
    const progress = await screen.findByTestId(testIds.backupRuns.progress);
    expect(progress).toHaveTextContent('Running, 42%');
    expect(within(progress).getByRole('progressbar')).toHaveAttribute('aria-valuenow', '42');
    expect(screen.getByText('Node pve1 of the machine is offline.')).toBeInTheDocument();
  });

  test('without backups it says where they come from', async () => {
    renderPage('/backups?tab=runs');
    expect(await screen.findByTestId(testIds.backupRuns.empty)).toHaveTextContent('schedule');
  });
});
