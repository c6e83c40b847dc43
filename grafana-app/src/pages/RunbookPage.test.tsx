import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { testIds } from '../components/testIds';
import { api } from '../testing/fakeRuntime';
import { recoverer, runbook, watcher } from '../testing/runbookFixtures';
import { renderPage } from '../testing/renderPage';

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  ...jest.requireActual('../testing/fakeRuntime').fakeRuntime,
}));

const path = `/pra/${runbook.slug}`;

beforeEach(() => {
  api.reset();
  api.handlers = { 'GET /me': () => recoverer, [`GET /runbooks/${runbook.slug}`]: () => runbook, 'GET /executions': () => ({ items: [] }) };
});

describe('one runbook', () => {
  test('an unknown one is a not-found page', async () => {
    renderPage('/pra/nothing-known');
    expect(await screen.findByTestId(testIds.page.notFound)).toHaveTextContent('This runbook does not exist');
  });

  test('its Markdown is shown as text with emphasis, never as script or handler', async () => {
    renderPage(path);
    const card = await screen.findByTestId(testIds.runbook.card);
    expect(within(card).getByText('the duty').tagName).toBe('STRONG');
    expect(card.querySelector('script, [onerror]')).toBeNull();
  });

  test('a link to a file beside it would lead nowhere: its words stay; one to the web opens beside the page', async () => {
    renderPage(path);
    const card = await screen.findByTestId(testIds.runbook.card);
    expect(card).toHaveTextContent('see the alert and the status');
    expect(within(card).queryByRole('link', { name: 'the alert' })).not.toBeInTheDocument();
    expect(within(card).getByRole('link', { name: 'the status' })).toHaveAttribute('rel', 'noopener noreferrer');
  });

  test('every step says who does it, what must be true after it, and who confirms', async () => {
    renderPage(path);
    const steps = await screen.findAllByTestId(testIds.runbook.step);
    expect(steps).toHaveLength(4);
    expect(steps[1]).toHaveTextContent('Recover elsewhere');
    expect(steps[2]).toHaveTextContent('By hand');
    expect(steps[2]).toHaveTextContent('fence is true.');
    expect(steps[2]).toHaveTextContent('two persons');
    expect(steps[0]).not.toHaveTextContent('two persons');
  });

  test('it prints, and who may only read can do nothing else', async () => {
    api.handlers['GET /me'] = () => watcher;
    const print = jest.spyOn(window, 'print').mockImplementation(() => undefined);
    renderPage(path);
    await userEvent.click(await screen.findByTestId(testIds.runbook.print));
    expect(print).toHaveBeenCalledTimes(1);
    expect(screen.queryByTestId(testIds.pra.startReal)).not.toBeInTheDocument();
  });

  test('its history is its own', async () => {
    renderPage(path);
    await screen.findByTestId(testIds.pra.noHistory);
    expect(api.requests.find(({ path: asked }) => asked === '/executions')?.query.get('runbook')).toBe(runbook.slug);
  });
});
