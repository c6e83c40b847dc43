import { fireEvent, screen, waitFor } from '@testing-library/react';
import type { Vm } from '@vigie/contract/vms';
import userEvent from '@testing-library/user-event';
import { testIds } from '../components/testIds';
import { api } from '../testing/fakeRuntime';
import { tenantEditor, tenantViewer } from '../testing/fixtures';
import { renderPage } from '../testing/renderPage';
import { hoursAgo } from '../testing/resilience';
import { operationOf, vm } from '../testing/vms';

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  ...jest.requireActual('../testing/fakeRuntime').fakeRuntime,
}));

const ids = testIds.vmLife;
const path = `/vms/${vm.id}`;
const going: Vm = {
  ...vm,
  state: 'pending-delete',
  deletion: { requestedAt: hoursAgo(24), requestedBy: 'acme-editor', destroyAt: hoursAgo(-50.5), finalBackup: 'failed' },
};

beforeEach(() => {
  api.reset();
  api.handlers = {
    'GET /me': () => tenantEditor,
    [`GET ${path}`]: () => vm,
    [`GET ${path}/snapshots`]: () => ({ items: [] }),
    'GET /vm-operations': () => ({ items: [] }),
  };
});

describe('the deletion of a machine', () => {
  test('only who types its name deletes it', async () => {
    let now: Vm = vm;
    api.handlers[`GET ${path}`] = () => now;
    api.handlers[`DELETE ${path}`] = () => (now = { ...vm, operation: operationOf('retire', 'queued') });
    renderPage(path);
    await userEvent.click(await screen.findByTestId(ids.menu));
    await userEvent.click(screen.getByTestId(ids.act('delete')));
    expect(await screen.findByRole('dialog')).toHaveTextContent('Then it is destroyed');
    await waitFor(() => expect(screen.getByTestId(ids.typedName)).toHaveFocus());
    fireEvent.change(screen.getByTestId(ids.typedName), { target: { value: 'web-02' } });
    expect(screen.getByTestId(testIds.order.confirm)).toBeDisabled();
    fireEvent.change(screen.getByTestId(ids.typedName), { target: { value: 'web-01' } });
    await userEvent.click(screen.getByTestId(testIds.order.confirm));
    expect(await screen.findByTestId(ids.underWay)).toHaveTextContent('Preparing the deletion');
    expect(api.requests.filter(({ method }) => method === 'DELETE').map((request) => request.path)).toEqual([path]);
  });

  test('its page says until when it can be kept, who asked, and that its last backup failed', async () => {
    api.handlers[`GET ${path}`] = () => going;
    renderPage(path);
    const banner = await screen.findByTestId(ids.deletion);
    expect(banner).toHaveTextContent('2 d 2 h');
    expect(banner).toHaveTextContent('acme-editor, yesterday');
    expect(banner).toHaveTextContent('Its last backup failed.');
    expect(screen.getByTestId(testIds.vms.state)).toHaveTextContent('To be deleted in 2 days');
    expect(screen.getByTestId(ids.act('start'))).toHaveAttribute('aria-disabled', 'true');
  });

  test('who may only look cannot keep it', async () => {
    api.handlers['GET /me'] = () => tenantViewer;
    api.handlers[`GET ${path}`] = () => going;
    renderPage(path);
    await screen.findByTestId(ids.deletion);
    expect(screen.queryByTestId(ids.keep)).not.toBeInTheDocument();
  });

  test('one click keeps it, once', async () => {
    let now = going;
    api.handlers[`GET ${path}`] = () => now;
    api.handlers[`POST ${path}/recall`] = () => (now = { ...going, operation: operationOf('recall', 'queued') });
    renderPage(path);
    await userEvent.click(await screen.findByTestId(ids.keep));
    await waitFor(() => expect(screen.getByTestId(ids.keep)).toHaveAttribute('aria-disabled', 'true'));
    expect(await screen.findByTestId(ids.underWay)).toHaveTextContent('Taking the deletion back');
  });
});
