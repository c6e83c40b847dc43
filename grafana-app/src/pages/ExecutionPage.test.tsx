import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { because } from '@vigie/contract/step-reasons';
import { testIds } from '../components/testIds';
import { api, problem } from '../testing/fakeRuntime';
import { executionAt, executionId, recoverer, watcher } from '../testing/runbookFixtures';
import { renderPage } from '../testing/renderPage';

const downloads: Array<[string, string]> = [];
jest.mock('../components/downloadText', () => ({ downloadText: (...file: [string, string]) => downloads.push(file) }));
jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  ...jest.requireActual('../testing/fakeRuntime').fakeRuntime,
}));

const ids = testIds.execution;
const path = `/executions/${executionId}`;
const act = (step: string) => `POST ${path}/steps/${step}`;
const sent = () => api.requests.filter(({ method }) => method === 'POST').map(({ data }) => data);
const current = () => screen.findByTestId(ids.current);
const ended = '2026-11-21T05:23:10.000Z';
const confirming = { state: 'awaiting-confirmation' } as const;

const show = (execution: ReturnType<typeof executionAt>) => {
  api.handlers[`GET ${path}`] = () => execution;
  return renderPage(path);
};

beforeEach(() => {
  api.reset();
  downloads.length = 0;
  api.handlers = { 'GET /me': () => recoverer };
});

describe('a guided execution', () => {
  test('an unknown one is a not-found page', async () => {
    renderPage('/executions/exe_nothing');
    expect(await screen.findByTestId(testIds.page.notFound)).toHaveTextContent('This execution does not exist');
  });

  test('who may only watch sees everything and no button', async () => {
    api.handlers['GET /me'] = () => watcher;
    show(executionAt(2, confirming));
    expect(await screen.findByTestId(ids.watching)).toBeInTheDocument();
    expect(screen.getByTestId(ids.confirmations)).toHaveTextContent('Confirmations: 0 of 2');
    for (const id of [ids.confirm, ids.abort, ids.done, ids.retry]) {
      expect(screen.queryByTestId(id)).not.toBeInTheDocument();
    }
  });

  test('a real one and a rehearsal are told apart in words', async () => {
    show(executionAt(0, { state: 'running' }, { mode: 'rehearsal' }));
    expect(await screen.findByTestId(ids.banner)).toHaveTextContent('Rehearsal');
    expect(screen.getByTestId(ids.banner)).not.toHaveTextContent('For real');
  });

  test('a manual step of a rehearsal is gone through in words', async () => {
    show(executionAt(2, { state: 'waiting' }, { mode: 'rehearsal' }));
    expect(await current()).toHaveTextContent('without touching production');
  });

  test('for real nothing says that it is only an exercise', async () => {
    show(executionAt(2, { state: 'waiting' }));
    expect(await current()).not.toHaveTextContent('without touching production');
  });

  test.each([
    [60, 'good', 'left'],
    [46 * 60, 'warning', 'left'],
    [61 * 60, 'critical', 'RTO exceeded by 1 min'],
  ])('after %d s of an hour the clock is %s', async (seconds, level, words) => {
    show(executionAt(0, { state: 'running' }, { startedAt: new Date(Date.now() - seconds * 1000).toISOString() }));
    expect(await screen.findByTestId(ids.clock)).toHaveAttribute('data-level', level);
    expect(screen.getByTestId(ids.clock)).toHaveTextContent(words);
    expect(screen.getByRole('timer')).toHaveAttribute('aria-live', 'off');
  });

  test('the first person confirms, then sees that another must', async () => {
    show(executionAt(2, confirming));
    const confirmed = executionAt(2, { ...confirming, confirmedBy: ['admin'] });
    api.handlers[act('fence')] = () => (api.handlers[`GET ${path}`] = () => confirmed)();
    await userEvent.click(await screen.findByTestId(ids.confirm));
    expect(screen.getByRole('dialog')).toHaveTextContent('Nothing happens until another person has confirmed too.');
    await userEvent.click(screen.getByTestId(testIds.order.confirm));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(sent()).toEqual([{ act: 'confirm' }]);
    expect(screen.getByTestId(ids.confirmations)).toHaveTextContent('admin (you)');
    expect(screen.getByTestId(ids.confirmations)).toHaveTextContent('Somebody else must confirm too');
    expect(screen.queryByTestId(ids.confirm)).not.toBeInTheDocument();
  });

  test('the second person is told that the step begins at once', async () => {
    show(executionAt(2, { ...confirming, confirmedBy: ['bob'] }));
    await userEvent.click(await screen.findByTestId(ids.confirm));
    expect(screen.getByRole('dialog')).toHaveTextContent('Yours is the last confirmation');
  });

  test('a refused confirmation of the same person says who is needed', async () => {
    show(executionAt(2, confirming));
    api.handlers[act('fence')] = () => {
      throw problem(409, 'second-person-needed');
    };
    await userEvent.click(await screen.findByTestId(ids.confirm));
    await userEvent.click(screen.getByTestId(testIds.order.confirm));
    expect(await screen.findByTestId(testIds.order.dialogError)).toHaveTextContent('Another person must confirm this');
  });

  test('commands can be copied, other lines are text', async () => {
    const lines = [
      { text: 'On pve2:', command: false },
      { text: 'pvecm nodes', command: true },
    ];
    show(executionAt(2, { state: 'waiting', lines }));
    const [text, command] = await screen.findAllByTestId(ids.line);
    expect(within(text!).queryByRole('button')).not.toBeInTheDocument();
    expect(within(command!).getByRole('button', { name: 'Copy pvecm nodes' })).toBeInTheDocument();
  });

  test('what only fits is not said to be seen', async () => {
    const probe = { reached: true, doubtful: true, text: 'The cluster does not reach pve1', at: new Date().toISOString() };
    show(executionAt(2, { state: 'waiting', probe }));
    expect(await screen.findByTestId(ids.probe)).toHaveTextContent('only you can know');
  });

  test('a manual step that Vigie does not see is done only with a note', async () => {
    const probe = { reached: false, doubtful: false, text: 'pve1 still answers', at: new Date().toISOString() };
    show(executionAt(2, { state: 'waiting', probe }));
    api.handlers[act('fence')] = () => executionAt(3, confirming);
    expect(await screen.findByTestId(ids.probe)).toHaveTextContent('Vigie does not see it yet');
    expect(screen.getByTestId(ids.done)).toHaveAttribute('aria-disabled', 'true');
    await userEvent.type(screen.getByTestId(ids.note), ' I pulled the plug ');
    await userEvent.click(screen.getByTestId(ids.done));
    await waitFor(() => expect(sent()).toEqual([{ act: 'done', note: 'I pulled the plug' }]));
    await waitFor(async () => expect(await current()).toHaveAttribute('data-step', 'restore'));
  });

  test('a manual step that Vigie sees is done with one press', async () => {
    show(executionAt(2, { state: 'waiting', probe: { reached: true, doubtful: false, text: 'pve1 is off', at: new Date().toISOString() } }));
    api.handlers[act('fence')] = () => executionAt(3, confirming);
    await userEvent.click(await screen.findByTestId(ids.done));
    await waitFor(() => expect(sent()).toEqual([{ act: 'done' }]));
  });

  test('a decision is chosen first, then sent', async () => {
    show(executionAt(1, { state: 'waiting' }));
    api.handlers[act('decide')] = () => executionAt(2, confirming);
    expect(await screen.findByTestId(ids.choose)).toHaveAttribute('aria-disabled', 'true');
    await userEvent.click(screen.getByTestId(ids.option('repair')));
    expect(screen.getByTestId(ids.choose)).toHaveTextContent('Decide: Wait for the repair');
    await userEvent.click(screen.getByTestId(ids.choose));
    await waitFor(() => expect(sent()).toEqual([{ act: 'choose', option: 'repair' }]));
  });

  test('somebody else was faster: the refusal stays readable and the step is shown as it is now', async () => {
    show(executionAt(1, { state: 'waiting' }));
    api.handlers[act('decide')] = () => {
      api.handlers[`GET ${path}`] = () => executionAt(1, { state: 'done', chosen: 'repair', doneBy: 'bob' }, { state: 'running' });
      throw problem(409, 'wrong-state', { detail: 'The step decide is done.' });
    };
    await userEvent.click(await screen.findByTestId(ids.option('recover')));
    await userEvent.click(screen.getByTestId(ids.choose));
    await waitFor(() => expect(screen.getAllByTestId(ids.step)[1]).toHaveAttribute('data-state', 'done'));
    await userEvent.click(screen.getAllByTestId(ids.step)[1]!);
    expect(await current()).toHaveTextContent('Wait for the repair');
  });

  test('a failed step says why; it is retried, or skipped with a note', async () => {
    const failed = executionAt(3, {
      state: 'failed',
      error: { ...because('no-node-left', { vmid: 101, memory: 16 }), technical: 'pve2: 3 GiB' },
    });
    show({ ...failed, state: 'failed' });
    expect(await screen.findByTestId(ids.stepError)).toHaveTextContent('No other online node has room for VM 101 (16 GiB).');
    await userEvent.click(screen.getByTestId(ids.skip));
    expect(screen.getByTestId(testIds.order.confirm)).toBeDisabled();
    api.handlers[act('restore')] = () => executionAt(4, {}, { state: 'running' });
    await userEvent.type(screen.getByTestId(ids.note), 'Restored by hand');
    await userEvent.click(screen.getByTestId(testIds.order.confirm));
    await waitFor(() => expect(sent()).toEqual([{ act: 'skip', note: 'Restored by hand' }]));
  });

  test('retrying needs no question', async () => {
    show({ ...executionAt(3, { state: 'failed', error: because('nothing-to-recover') }), state: 'failed' });
    api.handlers[act('restore')] = () => executionAt(3, { state: 'running' }, { state: 'running' });
    await userEvent.click(await screen.findByTestId(ids.retry));
    await waitFor(() => expect(sent()).toEqual([{ act: 'retry' }]));
    expect(await current()).toHaveAttribute('data-state', 'running');
  });

  test('aborting needs a reason; afterwards it is shown and nothing can be pressed', async () => {
    show(executionAt(2, confirming));
    const aborted = executionAt(2, { state: 'skipped' }, { state: 'aborted', endedAt: ended, abortReason: 'False alarm' });
    api.handlers[`POST ${path}/abort`] = () => (api.handlers[`GET ${path}`] = () => aborted)();
    await userEvent.click(await screen.findByTestId(ids.abort));
    expect(screen.getByTestId(testIds.order.confirm)).toBeDisabled();
    await userEvent.type(screen.getByTestId(ids.abortReason), ' False alarm ');
    await userEvent.click(screen.getByTestId(testIds.order.confirm));
    expect(await screen.findByTestId(ids.abortedBecause)).toHaveTextContent('False alarm');
    expect(sent()).toEqual([{ reason: 'False alarm' }]);
    expect(screen.queryByTestId(ids.abort)).not.toBeInTheDocument();
  });

  test('earlier steps can be read while it goes on, and one press leads back', async () => {
    show(executionAt(3, { state: 'running' }, { state: 'running' }));
    await userEvent.click((await screen.findAllByTestId(ids.step))[0]!);
    expect(await current()).toHaveAttribute('data-step', 'check');
    await userEvent.click(screen.getByRole('button', { name: 'Back to the current step' }));
    expect(await current()).toHaveAttribute('data-step', 'restore');
  });

  test('the journal says who did what, and an act of tomorrow by its name', async () => {
    const journal = [
      { sequence: 1, at: ended, actor: 'bob', act: 'chosen', step: 'decide', detail: { option: 'recover', note: 'The board is dead' } },
      { sequence: 2, at: ended, actor: 'system', act: 'probe-reached', step: 'fence', detail: { seen: 'L’hôte est éteint.' } },
      { sequence: 3, at: ended, actor: 'system', act: 'toString', step: 'fence', detail: {} },
    ];
    show(executionAt(2, confirming, { journal }));
    const [last, seen, first] = await screen.findAllByTestId(ids.journalEntry);
    expect(first).toHaveTextContent('05:23:10bobDecided2. Title of decideRecover elsewhere · The board is dead');
    expect(seen).toHaveTextContent('Sees that it is done3. Title of fenceL’hôte est éteint.');
    expect(last).toHaveTextContent('toString');
  });
});

describe('the report', () => {
  const document = {
    canonical: '{}',
    sha256: 'a'.repeat(64),
    algorithm: 'ed25519',
    signature: 's',
    publicKey: 'p',
    keyId: 'k',
    signedAt: ended,
    html: '<p>',
  };
  const done = executionAt(4, {}, { state: 'done', startedAt: '2026-11-21T05:00:00.000Z', endedAt: ended });

  test('it says the total against the RTO and the time of each step', async () => {
    show(done);
    const report = await screen.findByTestId(ids.report);
    expect(report).toHaveTextContent('Recovered in 23 min 10 s, within the RTO of 1 h.');
    expect(within(report).getAllByText('1 min 12 s')).toHaveLength(4);
  });

  test('both forms are downloaded; the JSON is the whole signed document', async () => {
    show(done);
    api.handlers[`GET ${path}/report`] = () => document;
    await userEvent.click(await screen.findByTestId(ids.downloadJson));
    await waitFor(() => expect(downloads).toHaveLength(1));
    await userEvent.click(screen.getByTestId(ids.downloadHtml));
    await waitFor(() => expect(downloads).toHaveLength(2));
    expect(JSON.parse(downloads[0]![1])).toEqual(document);
    expect(downloads[1]).toEqual([`report-host-lost-${executionId}.html`, '<p>']);
  });

  test('a report that cannot be made says so', async () => {
    show(done);
    api.handlers[`GET ${path}/report`] = () => {
      throw problem(503, 'not-ready');
    };
    await userEvent.click(await screen.findByTestId(ids.downloadJson));
    expect(await within(screen.getByTestId(ids.report)).findByRole('alert')).toHaveTextContent('The provisioner is starting');
  });
});
