import { screen, waitFor } from '@testing-library/react';
import { because } from '@vigie/contract/step-reasons';
import userEvent from '@testing-library/user-event';
import { downloadText } from '../components/downloadText';
import { testIds } from '../components/testIds';
import { api, problem } from '../testing/fakeRuntime';
import { operator, tenantViewer } from '../testing/fixtures';
import { renderPage } from '../testing/renderPage';
import { restoreTestOf, testId } from '../testing/resilience';

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  ...jest.requireActual('../testing/fakeRuntime').fakeRuntime,
}));
jest.mock('../components/downloadText', () => ({ downloadText: jest.fn() }));

const ids = testIds.restoreTest;
const path = `/restore-tests/${testId}`;
const phase = (name: string) => screen.getAllByTestId(ids.phase).find((row) => row.dataset.phase === name);

beforeEach(() => {
  jest.mocked(downloadText).mockClear();
  api.reset();
  api.handlers = { 'GET /me': () => operator, [`GET ${path}`]: () => restoreTestOf('passed') };
});

describe('one restore test', () => {
  test('an unknown id is a not-found page', async () => {
    renderPage('/restore-tests/rst_nothing');
    expect(await screen.findByTestId(testIds.page.notFound)).toHaveTextContent('This restore test does not exist');
  });

  test('a failed one says first that the machine would not come back, which promise is broken and why', async () => {
    const reason = { ...because('port-closed', { port: 443 }), technical: 'ss: nothing' };
    const failed = restoreTestOf('failed', { reason });
    failed.phases[3] = { ...failed.phases[3]!, reason };
    failed.phases[4] = { ...failed.phases[4]!, reason: because('earlier-phase-failed', { phase: 'restore' }) };
    api.handlers[`GET ${path}`] = () => failed;
    renderPage(path);
    expect(await screen.findByTestId(ids.verdict)).toHaveTextContent('web-01 would not come back as it should');
    expect(screen.getByTestId(ids.promise)).toHaveTextContent('Broken promise to acme');
    expect(phase('restore')).toHaveAttribute('data-state', 'failed');
    // Said where it failed, and not again in every phase that was skipped for it.
    expect(screen.getAllByTestId(ids.phaseReason)).toHaveLength(1);
    expect(phase('inspect')).toHaveTextContent('Not done');
  });

  test('an inconclusive one counts as nothing', async () => {
    api.handlers[`GET ${path}`] = () => restoreTestOf('inconclusive', { reason: because('lab-not-usable', { what: 'no zone' }) });
    renderPage(path);
    expect(await screen.findByTestId(ids.verdict)).toHaveTextContent('Nothing is proven');
    expect(screen.queryByTestId(ids.promise)).not.toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  test('what the test left is listed', async () => {
    api.handlers[`GET ${path}`] = () => restoreTestOf('passed', { leftovers: ['VM 90000 on pve2'] });
    renderPage(path);
    expect(await screen.findByTestId(ids.leftovers)).toHaveTextContent('VM 90000 on pve2');
  });

  test('one that passed shows its time against the objective and what was checked', async () => {
    renderPage(path);
    expect(await screen.findByTestId(ids.verdict)).toHaveTextContent('Restored and serving in 2 min 41 s; objective 15 min');
    expect(screen.getAllByTestId(ids.check).map((row) => row.textContent)).toContain('PassedPort 443openopen');
    expect(screen.getByTestId(ids.bar)).toHaveTextContent('RTA 2 min 41 s');
  });

  test('while it runs a viewer watches, without evidence and without buttons', async () => {
    api.handlers['GET /me'] = () => tenantViewer;
    api.handlers[`GET ${path}`] = () => restoreTestOf(null);
    renderPage(path);
    expect(await screen.findByTestId(ids.verdict)).toHaveTextContent('Under way: Restore into the lab');
    expect(phase('restore')).toHaveAttribute('aria-current', 'step');
    for (const id of [ids.cancel, ids.evidence, testIds.backups.test]) {
      expect(screen.queryByTestId(id)).not.toBeInTheDocument();
    }
  });

  test('it is followed until it has ended', async () => {
    api.handlers[`GET ${path}`] = () => restoreTestOf(null);
    renderPage(path);
    await screen.findByTestId(ids.cancel);
    api.handlers[`GET ${path}`] = () => restoreTestOf('passed');
    await waitFor(() => expect(screen.getByTestId(ids.verdict)).toHaveAttribute('data-verdict', 'passed'), { timeout: 10_000 });
    expect(screen.queryByTestId(ids.cancel)).not.toBeInTheDocument();
  });

  test('stopping asks first, and says when the test was faster', async () => {
    api.handlers[`GET ${path}`] = () => restoreTestOf(null);
    api.handlers[`POST ${path}/cancel`] = () => {
      throw problem(409, 'wrong-state', { detail: 'The test has ended.' });
    };
    renderPage(path);
    await userEvent.click(await screen.findByTestId(ids.cancel));
    expect(api.requests.some(({ method }) => method === 'POST')).toBe(false);
    await userEvent.click(screen.getByTestId(testIds.order.confirm));
    expect(await screen.findByTestId(testIds.order.dialogError)).toHaveTextContent('The test has ended.');

    api.handlers[`POST ${path}/cancel`] = () => restoreTestOf(null, { state: 'cancelled' });
    api.handlers[`GET ${path}`] = () => restoreTestOf(null, { state: 'cancelled' });
    await userEvent.click(screen.getByTestId(testIds.order.confirm));
    await waitFor(() => expect(screen.getByTestId(ids.verdict)).toHaveTextContent('nothing is proven'));
  });

  test('the evidence is downloaded as it was signed, and for printing', async () => {
    const evidence = { canonical: '{}', sha256: 'a'.repeat(64), html: '<h1>Proof</h1>' };
    api.handlers[`GET ${path}/evidence`] = () => evidence;
    renderPage(path);
    await userEvent.click(await screen.findByTestId(ids.downloadJson));
    await waitFor(() => expect(downloadText).toHaveBeenCalledTimes(1));
    expect(downloadText).toHaveBeenLastCalledWith(`evidence-web-01-${testId}.json`, `${JSON.stringify(evidence, null, 2)}\n`);
    await userEvent.click(screen.getByTestId(ids.downloadHtml));
    await waitFor(() => expect(downloadText).toHaveBeenLastCalledWith(`evidence-web-01-${testId}.html`, '<h1>Proof</h1>'));
  });

  test('evidence that cannot be had says why', async () => {
    api.handlers[`GET ${path}/evidence`] = () => {
      throw problem(409, 'wrong-state', { detail: 'The evidence is not signed yet.' });
    };
    renderPage(path);
    await userEvent.click(await screen.findByTestId(ids.downloadJson));
    expect(await screen.findByText('The evidence is not signed yet.')).toBeInTheDocument();
    expect(downloadText).not.toHaveBeenCalled();
  });
});
