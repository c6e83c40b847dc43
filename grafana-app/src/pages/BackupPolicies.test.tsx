import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { testIds } from '../components/testIds';
import { api, problem } from '../testing/fakeRuntime';
import { operator, tenantEditor } from '../testing/fixtures';
import { renderPage } from '../testing/renderPage';
import { policy } from '../testing/resilience';

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  ...jest.requireActual('../testing/fakeRuntime').fakeRuntime,
}));

const ids = testIds.policies;
const sent = () => api.requests.filter(({ method }) => method === 'PUT').map(({ data }) => data);

beforeEach(() => {
  api.reset();
  api.handlers = { 'GET /me': () => operator, 'GET /backup-policies': () => ({ items: [policy] }) };
});

async function openForm() {
  renderPage('/backups?tab=policies');
  await userEvent.click(await screen.findByTestId(ids.edit));
}

const write = (field: string, value: string) => fireEvent.change(screen.getByTestId(ids.field(field)), { target: { value } });

const save = () => userEvent.click(screen.getByTestId(ids.save));

describe('backup policies', () => {
  test('a policy is said in words; who may not change it has no button', async () => {
    api.handlers['GET /me'] = () => tenantEditor;
    renderPage('/backups?tab=policies');
    const shown = await screen.findByTestId(ids.policy);
    for (const words of ['every day at 01:30', '7 daily and 4 weekly', '1\u00a0d', '15\u00a0min', '22, 443', 'Defaults']) {
      expect(shown).toHaveTextContent(words.replace('\u00a0', ' '));
    }
    expect(screen.queryByTestId(ids.edit)).not.toBeInTheDocument();
    expect(screen.queryByTestId(ids.reset)).not.toBeInTheDocument();
  });

  test('without tenants it says so', async () => {
    api.handlers['GET /backup-policies'] = () => ({ items: [] });
    renderPage('/backups?tab=policies');
    expect(await screen.findByTestId(ids.empty)).toBeInTheDocument();
  });

  test.each([
    ['schedule', '30 1 * *', /Five fields/],
    ['rpoMinutes', '3', /Whole minutes, from 5/],
    ['windowDays', '', /Whole days/],
    ['ports', '22, https', /Up to 20 port numbers/],
    ['keep.daily', '0', /Keep at least one backup/],
  ])('a bad %s is refused beside the field and nothing is sent', async (field, value, message) => {
    await openForm();
    write(field, value);
    await save();
    expect(await screen.findByText(message)).toBeInTheDocument();
    expect(sent()).toHaveLength(0);
  });

  test('a schedule that never comes true is told beside its field, and the form stays', async () => {
    api.handlers['PUT /backup-policies'] = () => {
      throw problem(400, 'invalid-request', { errors: [{ path: 'settings.restoreTest.schedule', message: 'never comes true' }] });
    };
    await openForm();
    write('testSchedule', '0 0 31 2 *');
    await save();
    expect(await screen.findByText(/it never comes true/)).toBeInTheDocument();
    expect(screen.getByTestId(ids.error)).toHaveTextContent('never comes true');
  });

  test('a right that was taken away is told in the form', async () => {
    api.handlers['PUT /backup-policies'] = () => {
      throw problem(403, 'forbidden');
    };
    await openForm();
    await save();
    expect(await screen.findByTestId(ids.error)).toHaveTextContent('You are not allowed to do this');
  });

  test('what was changed is sent, and says in words what it means', async () => {
    api.handlers['PUT /backup-policies'] = () => ({ ...policy, own: true });
    await openForm();
    write('schedule', '0 */6 * * *');
    expect(screen.getByText('every 6 hours')).toBeInTheDocument();
    write('keep.weekly', '');
    write('keep.last', '3');
    write('ports', '22 5432');
    await save();
    await waitFor(() => expect(screen.queryByTestId(ids.form)).not.toBeInTheDocument());
    expect(sent()).toEqual([
      { tenant: 'acme', settings: { ...policy.settings, schedule: '0 */6 * * *', keep: { last: 3, daily: 7 }, ports: [22, 5432] } },
    ]);
    expect(api.toasts).toHaveLength(1);
  });

  test('an own policy can be taken away again', async () => {
    api.handlers['GET /backup-policies'] = () => ({ items: [{ ...policy, own: true }] });
    api.handlers['PUT /backup-policies'] = () => policy;
    renderPage('/backups?tab=policies');
    await userEvent.click(await screen.findByTestId(ids.reset));
    await userEvent.click(screen.getByTestId(testIds.order.confirm));
    await waitFor(() => expect(screen.queryByTestId(testIds.order.confirm)).not.toBeInTheDocument());
    expect(sent()).toEqual([{ tenant: 'acme', settings: null }]);
  });
});
