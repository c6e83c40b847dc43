import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { testIds } from '../components/testIds';
import { api, problem } from '../testing/fakeRuntime';
import { operator, tenantEditor } from '../testing/fixtures';
import { renderPage } from '../testing/renderPage';
import { hoursAgo, overview } from '../testing/resilience';

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  ...jest.requireActual('../testing/fakeRuntime').fakeRuntime,
}));

const ids = testIds.overview;

beforeEach(() => {
  api.reset();
  api.handlers = { 'GET /me': () => operator, 'GET /overview': () => overview };
});

describe('the overview', () => {
  test('is what the plugin opens with', async () => {
    const { address } = renderPage('');
    await screen.findByTestId(ids.proven);
    expect(address()).toBe('/overview');
  });

  test('who may not see machines is told so, without a load', async () => {
    api.handlers['GET /me'] = () => ({ ...tenantEditor, capabilities: [] });
    renderPage('/overview');
    expect(await screen.findByTestId(testIds.page.unauthorized)).toBeInTheDocument();
    expect(api.requests.some(({ path }) => path === '/overview')).toBe(false);
  });

  test('a load that fails says why', async () => {
    api.handlers['GET /overview'] = () => {
      throw problem(503, 'not-ready');
    };
    renderPage('/overview');
    expect(await screen.findByTestId(testIds.page.loadError)).toHaveTextContent('The provisioner is starting');
  });

  test('what waits is a number and a link; what does not is left out', async () => {
    renderPage('/overview');
    const waiting = await screen.findAllByTestId(ids.waiting);
    expect(waiting.map(({ dataset }) => [dataset.kind, dataset.count])).toEqual([
      ['ordersToApprove', '2'],
      ['runbookSteps', '1'],
    ]);
    expect(waiting[0]).toHaveAttribute('href', '/a/vigie-proxmox-app/orders?state=awaiting-approval');
    expect(waiting[0]).toHaveTextContent('Orders to approve');
    expect(screen.queryByTestId(ids.allClear)).not.toBeInTheDocument();
  });

  test('when nothing waits it says so', async () => {
    api.handlers['GET /overview'] = () => ({ ...overview, waiting: { ordersToApprove: 0, networksToChoose: 0, failedOrders: 0, runbookSteps: 0 } });
    renderPage('/overview');
    expect(await screen.findByTestId(ids.allClear)).toHaveTextContent('All clear');
  });

  test('a tenant sees its machines and proofs, and nothing of the clusters or the readiness', async () => {
    api.handlers['GET /me'] = () => tenantEditor;
    api.handlers['GET /overview'] = () => ({ ...overview, clusters: null, alerts: null, readiness: null });
    renderPage('/overview');
    expect(await screen.findByTestId(ids.withinRpo)).toHaveTextContent('80%');
    for (const id of [ids.cluster, ids.alerts, ids.readiness]) {
      expect(screen.queryByTestId(id)).not.toBeInTheDocument();
    }
  });

  test('a node that is away, a lost quorum and a silent cluster are named', async () => {
    api.handlers['GET /overview'] = () => ({
      ...overview,
      clusters: [
        {
          name: 'demo',
          reachable: true,
          quorate: false,
          nodes: [
            { name: 'pve1', online: true },
            { name: 'pve2', online: false },
          ],
        },
        { name: 'paris', reachable: false, quorate: null, nodes: [] },
      ],
    });
    renderPage('/overview');
    const [demo, paris] = await screen.findAllByTestId(ids.cluster);
    expect(demo).toHaveTextContent('No quorum');
    expect(demo).toHaveTextContent('Offline: pve2');
    expect(paris).toHaveTextContent('Unreachable');
  });

  test('an Alertmanager that does not answer is not the same as no alert', async () => {
    api.handlers['GET /overview'] = () => ({ ...overview, alerts: 'unreadable' });
    renderPage('/overview');
    expect(await screen.findByTestId(ids.alerts)).toHaveTextContent('Alertmanager does not answer');
  });

  test('the worst alerts are said in words', async () => {
    const worst = [{ name: 'NodeLost', severity: 'critical', summary: 'Node pve2 does not answer', since: hoursAgo(1) }];
    api.handlers['GET /overview'] = () => ({ ...overview, alerts: { critical: 1, warning: 4, worst } });
    renderPage('/overview');
    expect(await screen.findByTestId(ids.alert)).toHaveTextContent('Node pve2 does not answer');
    expect(screen.getByTestId(ids.alerts)).toHaveTextContent('1 critical4 warning');
  });

  test('shares are rounded down: only all of them are 100 %; without machines there is no share', async () => {
    const proof = { vms: 1000, withinRpo: 999, proven: 1000, failedTests: 0, oldestProofAt: null };
    api.handlers['GET /overview'] = () => ({ ...overview, proof });
    renderPage('/overview');
    expect(await screen.findByTestId(ids.withinRpo)).toHaveTextContent('99%');
    expect(screen.getByTestId(ids.proven)).toHaveTextContent('100%');
    expect(screen.getByTestId(ids.oldestProof)).toHaveTextContent('never proven');
  });

  test('readiness tells its reasons and what they would bring', async () => {
    renderPage('/overview');
    await waitFor(() => expect(screen.getByTestId(ids.readiness)).toHaveTextContent('72 / 100'));
    expect(screen.getByTestId(ids.readinessReason)).toHaveTextContent('+10The runbook "A PVE host lost" was never rehearsed.');
  });

  test('mails in doubt: nobody else asks for them, and who decides one sees it go', async () => {
    const mail = { id: 'mai_0123456789abcdef', tenant: 'acme', subject: 'Your machine web-01 is ready', state: 'doubtful', createdAt: hoursAgo(2) };
    let mails = [mail, { ...mail, id: 'mai_1123456789abcdef', subject: null }];
    api.handlers['GET /mails'] = () => ({ items: mails });
    api.handlers[`POST /mails/${mail.id}/resend`] = () => {
      mails = mails.slice(1);
      return { ...mail, state: 'waiting' };
    };
    renderPage('/overview');
    const rows = await screen.findAllByTestId(testIds.mails.doubtful);
    expect(rows[0]).toHaveTextContent('Your machine web-01 is ready');
    // What is forgotten cannot be sent.
    expect(screen.getAllByTestId(testIds.mails.resend)).toHaveLength(1);
    expect(screen.getByText('2 mails may not have arrived')).toBeInTheDocument();
    await userEvent.click(screen.getByTestId(testIds.mails.resend));
    expect(await screen.findByText('1 mail may not have arrived')).toBeInTheDocument();
    expect(screen.queryByTestId(testIds.mails.resend)).not.toBeInTheDocument();
  });

  test('a tenant does not ask for mails', async () => {
    api.handlers['GET /me'] = () => tenantEditor;
    renderPage('/overview');
    await screen.findByTestId(ids.proven);
    expect(api.requests.some(({ path }) => path === '/mails')).toBe(false);
  });
});
