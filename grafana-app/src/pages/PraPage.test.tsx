import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { testIds } from '../components/testIds';
import { api, problem } from '../testing/fakeRuntime';
import { tenantEditor } from '../testing/fixtures';
import { executionAt, executionId, recoverer, runbook, runbookList, watcher } from '../testing/runbookFixtures';
import { renderPage } from '../testing/renderPage';

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  ...jest.requireActual('../testing/fakeRuntime').fakeRuntime,
}));

const ids = testIds.pra;
const start = `POST /runbooks/${runbook.slug}/executions`;

beforeEach(() => {
  api.reset();
  api.handlers = {
    'GET /me': () => recoverer,
    'GET /runbooks': () => runbookList(),
    [`GET /runbooks/${runbook.slug}`]: () => runbook,
    'GET /executions': () => ({ items: [] }),
  };
});

const openDialog = async (button: string) => {
  renderPage('/pra');
  await userEvent.click(await screen.findByTestId(button));
  await screen.findByTestId(ids.reason);
};

/** By keyboard: jsdom lays nothing out, so the menu shows no option to click. */
const chooseNode = async () => {
  await userEvent.click(screen.getByTestId(ids.parameter('node')));
  await userEvent.keyboard('{ArrowDown}{Enter}');
};

describe('PRA', () => {
  test('a tenant gets a page that says why it is empty, and nothing is asked for', async () => {
    api.handlers['GET /me'] = () => tenantEditor;
    renderPage('/pra');
    expect(await screen.findByTestId(testIds.page.unauthorized)).toHaveTextContent('This page is your provider’s');
    expect(api.requests.map(({ path }) => path)).toEqual(['/me']);
  });

  test('a refusal of the provisioner is told, with a way to try again', async () => {
    api.handlers['GET /runbooks'] = () => {
      throw problem(403, 'forbidden', { detail: 'Not yours.' });
    };
    renderPage('/pra');
    expect(await screen.findByTestId(testIds.page.loadError)).toHaveTextContent('Not yours.');
    api.handlers['GET /runbooks'] = () => runbookList();
    await userEvent.click(screen.getByTestId(testIds.page.loadRetry));
    expect(await screen.findByTestId(ids.card)).toBeInTheDocument();
  });

  test('without runbooks and executions it says what makes them', async () => {
    api.handlers['GET /runbooks'] = () => ({ items: [], readiness: { score: 100, reasons: [] } });
    renderPage('/pra');
    expect(await screen.findByTestId(ids.noRunbook)).toHaveTextContent('pra-runbooks/scenarios');
    expect(await screen.findByTestId(ids.noHistory)).toHaveTextContent('Start with a rehearsal');
    expect(screen.getByTestId(ids.readiness)).toHaveTextContent('Nothing is missing');
  });

  test('readiness is a number with what each reason would bring', async () => {
    renderPage('/pra');
    expect(await screen.findByTestId(ids.readiness)).toHaveTextContent('72 / 100');
    expect(screen.getByTestId(ids.readinessReason)).toHaveTextContent('+28');
    expect(screen.getByTestId(ids.readinessReason)).toHaveTextContent('Node pve2 of cluster demo is offline');
  });

  test('a runbook that was never rehearsed says so; one that took too long too', async () => {
    const ended = { id: executionId, state: 'done' as const, endedAt: '2026-11-20T05:00:00.000Z', seconds: 4000 };
    api.handlers['GET /runbooks'] = () => ({
      ...runbookList(),
      items: [...runbookList().items, ...runbookList({ slug: 'other', lastRehearsal: ended }).items],
    });
    renderPage('/pra');
    const [never, slow] = await screen.findAllByTestId(ids.card);
    expect(never).toHaveTextContent('Never');
    expect(slow).toHaveTextContent('in 1 h 6 min: over the RTO');
  });

  test('who may only read sees neither button', async () => {
    api.handlers['GET /me'] = () => watcher;
    renderPage('/pra');
    await screen.findByTestId(ids.card);
    expect(screen.queryByTestId(ids.startRehearsal)).not.toBeInTheDocument();
    expect(screen.queryByTestId(ids.startReal)).not.toBeInTheDocument();
  });

  test('who is recovering now stands first, with its step and its time', async () => {
    api.handlers['GET /runbooks'] = () => runbookList({ openExecutions: [executionId] });
    api.handlers[`GET /executions/${executionId}`] = () => executionAt(2, { state: 'awaiting-confirmation' });
    renderPage('/pra');
    const open = await screen.findByTestId(ids.openExecution);
    expect(open).toHaveAttribute('data-mode', 'real');
    expect(open).toHaveTextContent('Step 3 of 4: Title of fence');
    expect(open.compareDocumentPosition(screen.getByTestId(ids.readiness))).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(within(open).getByRole('link')).toHaveAttribute('href', `/a/vigie-proxmox-app/executions/${executionId}`);
  });

  test('a rehearsal needs its parameter and a reason, nothing more', async () => {
    const rehearsal = executionAt(0, { state: 'running' }, { mode: 'rehearsal', state: 'running' });
    api.handlers[start] = () => rehearsal;
    api.handlers[`GET /executions/${executionId}`] = () => rehearsal;
    await openDialog(ids.startRehearsal);
    expect(screen.queryByTestId(ids.typedSlug)).not.toBeInTheDocument();
    await userEvent.type(screen.getByTestId(ids.reason), ' Exercise ');
    expect(screen.getByTestId(testIds.order.confirm)).toBeDisabled();
    await chooseNode();
    await userEvent.click(screen.getByTestId(testIds.order.confirm));
    expect(await screen.findByTestId(testIds.execution.banner)).toHaveAttribute('data-mode', 'rehearsal');
    expect(api.requests.find(({ method }) => method === 'POST')?.data).toEqual({
      mode: 'rehearsal',
      reason: 'Exercise',
      parameters: { node: 'demo/pve1' },
    });
  });

  test('for real it names the second person and wants the slug typed', async () => {
    api.handlers[start] = () => {
      throw problem(409, 'wrong-state', { detail: 'It is being executed already.' });
    };
    await openDialog(ids.startReal);
    expect(screen.getByRole('dialog')).toHaveTextContent('A second person must confirm');
    await chooseNode();
    await userEvent.type(screen.getByTestId(ids.reason), 'pve1 burns');
    await userEvent.type(screen.getByTestId(ids.typedSlug), 'host-los');
    expect(screen.getByTestId(testIds.order.confirm)).toBeDisabled();
    await userEvent.type(screen.getByTestId(ids.typedSlug), 't{Enter}');
    expect(await screen.findByTestId(testIds.order.dialogError)).toHaveTextContent('It is being executed already.');
    expect(screen.getByTestId(testIds.order.confirm)).toBeEnabled();
  });

  test('a parameter with nothing to choose says that it cannot be started', async () => {
    api.handlers[`GET /runbooks/${runbook.slug}`] = () => ({ ...runbook, parameters: [{ ...runbook.parameters[0], choices: [] }] });
    await openDialog(ids.startRehearsal);
    expect(screen.getByRole('dialog')).toHaveTextContent('cannot be started');
  });

  test('filters are in the address and are what the provisioner is asked for; clearing takes all away', async () => {
    const { address } = renderPage('/pra?mode=real&state=failed');
    await screen.findByTestId(ids.noMatch);
    const asked = api.requests.find(({ path }) => path === '/executions')?.query;
    expect([asked?.get('mode'), asked?.get('state')]).toEqual(['real', 'failed']);
    await userEvent.click(screen.getByRole('button', { name: 'Clear search and filter' }));
    expect(address()).toBe('/pra');
  });

  test('a row of the history opens its execution', async () => {
    const { steps: _steps, journal: _journal, ...summary } = executionAt(4, {}, { state: 'done', endedAt: new Date().toISOString() });
    api.handlers['GET /executions'] = () => ({ items: [summary] });
    const { address } = renderPage('/pra');
    (await screen.findByTestId(ids.historyRow)).focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(address()).toBe(`/executions/${executionId}`));
  });
});
