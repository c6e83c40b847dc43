import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { testIds } from '../components/testIds';
import { api } from '../testing/fakeRuntime';
import { catalogue, operator, orderAt, orderId, tenantEditor, tenantViewer } from '../testing/fixtures';
import { renderPage } from '../testing/renderPage';

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  ...jest.requireActual('../testing/fakeRuntime').fakeRuntime,
}));

const ids = testIds.orders;

beforeEach(() => {
  api.reset();
  api.handlers = { 'GET /me': () => tenantEditor, 'GET /catalogue': () => catalogue, 'GET /orders': () => ({ items: [] }) };
});

describe('the list of orders', () => {
  test('a provisioner that is not reachable is told in words, with a way to try again', async () => {
    api.handlers['GET /orders'] = () => {
      throw { status: 502, data: '<html>Bad Gateway</html>' };
    };
    renderPage('/orders');
    expect(await screen.findByTestId(testIds.page.loadError)).toHaveTextContent('The provisioner cannot be reached');
    api.handlers['GET /orders'] = () => ({ items: [orderAt(1, 'waiting')] });
    await userEvent.click(screen.getByTestId(testIds.page.loadRetry));
    expect(await screen.findByTestId(ids.row)).toBeInTheDocument();
  });

  test('without orders it teaches the first step, to those who may take it', async () => {
    renderPage('/orders');
    expect(within(await screen.findByTestId(ids.empty)).getByRole('link')).toHaveAttribute('href', '/a/vigie-proxmox-app/order');
  });

  test('without orders it offers nothing that a viewer may not do', async () => {
    api.handlers['GET /me'] = () => tenantViewer;
    renderPage('/orders');
    expect(within(await screen.findByTestId(ids.empty)).queryByRole('link')).not.toBeInTheDocument();
    expect(screen.queryByTestId(ids.newOrder)).not.toBeInTheDocument();
  });

  test('what waits for the operator says so', async () => {
    api.handlers['GET /me'] = () => operator;
    api.handlers['GET /orders'] = () => ({ items: [orderAt(1, 'waiting')] });
    renderPage('/orders');
    expect(await screen.findByTestId(ids.row)).toHaveTextContent('Waiting for you');
  });

  test('an order of several machines says how many, and how many have arrived', async () => {
    const several = { ...orderAt(1, 'waiting'), name: 'class', quantity: 16, state: 'deploying', machines: { total: 16, done: 3, failed: 0 } };
    api.handlers['GET /orders'] = () => ({ items: [several] });
    renderPage('/orders');
    expect(await screen.findByTestId(ids.row)).toHaveTextContent('class ×16');
    expect(screen.getByTestId(ids.row)).toHaveTextContent('Deploying, 3 of 16');
  });

  test('search is kept in the address, and a row opens its order', async () => {
    const other = { ...orderAt(1, 'waiting'), id: 'ord_0000000000000002', name: 'db-01' };
    api.handlers['GET /orders'] = () => ({ items: [orderAt(1, 'waiting'), other] });
    const { address } = renderPage('/orders');
    await waitFor(() => expect(screen.getAllByTestId(ids.row)).toHaveLength(2));
    await userEvent.keyboard('/');
    await userEvent.keyboard('web');
    expect(screen.getAllByTestId(ids.row)).toHaveLength(1);
    expect(address()).toBe('/orders?q=web');
    await userEvent.click(screen.getByText('Waiting for approval'));
    expect(address()).toBe(`/orders/${orderId}`);
  });

  test('the state filter of the address is what the provisioner is asked for', async () => {
    renderPage('/orders?state=failed');
    await screen.findByTestId(ids.noMatch);
    expect(api.requests.find(({ path }) => path === '/orders')?.query.get('state')).toBe('failed');
  });
});
