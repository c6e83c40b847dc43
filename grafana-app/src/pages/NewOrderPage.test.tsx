import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { testIds } from '../components/testIds';
import { api, problem } from '../testing/fakeRuntime';
import { catalogue, operator, orderAt, orderId, quote, tenantEditor, tenantViewer } from '../testing/fixtures';
import { renderPage } from '../testing/renderPage';

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  ...jest.requireActual('../testing/fakeRuntime').fakeRuntime,
}));

const ids = testIds.orderForm;

beforeEach(() => {
  api.reset();
  api.handlers = {
    'GET /me': () => tenantEditor,
    'GET /catalogue': () => catalogue,
    'GET /networks': () => ({ items: [] }),
    'GET /orders': () => ({ items: [] }),
    'POST /quotes': () => quote,
  };
});

const posted = () => api.requests.filter(({ method, path }) => method === 'POST' && path === '/orders');

async function fillAndSend(name = 'web-01') {
  await userEvent.type(await screen.findByTestId(ids.name), name);
  await userEvent.click(screen.getByTestId(ids.submit));
}

describe('ordering', () => {
  test('a viewer who follows a deep link is told that the role does not include it', async () => {
    api.handlers['GET /me'] = () => tenantViewer;
    renderPage('/order');
    expect(await screen.findByTestId(testIds.page.unauthorized)).toHaveTextContent('acme-viewer');
    expect(screen.queryByTestId(ids.form)).not.toBeInTheDocument();
  });

  test('a bad name is refused beside the field and nothing is sent', async () => {
    renderPage('/order');
    await fillAndSend('Web_01');
    expect(await screen.findByText(/Up to 63 small letters/)).toBeInTheDocument();
    expect(posted()).toHaveLength(0);
  });

  test('an option that is refused by the provisioner says so beside the option', async () => {
    api.handlers['POST /orders'] = () => {
      throw problem(422, 'unknown-option', { errors: [{ path: 'options.cores', message: 'no longer sold' }] });
    };
    renderPage('/order');
    await fillAndSend();
    expect(await screen.findAllByText('An option or value is no longer sold')).toHaveLength(2);
    expect(screen.getByRole('group', { name: 'Cores' })).toHaveTextContent('An option or value is no longer sold');
    expect(screen.getByTestId(ids.error)).toHaveTextContent('options.cores: no longer sold');
  });

  test('a quota that would be exceeded blocks the button and says why', async () => {
    api.handlers['POST /quotes'] = () => ({ ...quote, quota: [{ resource: 'cores', used: 7, after: 9, limit: 8 }] });
    renderPage('/order');
    expect(await screen.findByTestId(ids.blocked)).toBeInTheDocument();
    expect(screen.getByTestId(ids.submit)).toBeDisabled();
    expect(screen.getByTestId(ids.quota)).toHaveTextContent('9 of 8: too many');
  });

  test('a quota that is exceeded meanwhile is told by the provisioner', async () => {
    api.handlers['POST /orders'] = () => {
      throw problem(422, 'quota-exceeded', { detail: 'Acme may have 8 cores.' });
    };
    renderPage('/order');
    await fillAndSend();
    expect(await screen.findByTestId(ids.error)).toHaveTextContent('Acme may have 8 cores.');
  });

  test('success opens the order; the options chosen are sent and stay in the address until then', async () => {
    api.handlers['POST /orders'] = () => orderAt(1, 'waiting');
    api.handlers[`GET /orders/${orderId}`] = () => orderAt(1, 'waiting');
    const { address } = renderPage('/order?cores=4');
    await fillAndSend();
    await waitFor(() => expect(address()).toBe(`/orders/${orderId}`));
    expect(posted()[0]?.data).toEqual({ offer: 'standard', name: 'web-01', options: { cores: '4' }, network: 'default', quantity: 1 });
  });

  test('several machines: their names and their price are shown, and they are sent', async () => {
    api.handlers['POST /orders'] = () => orderAt(1, 'waiting');
    api.handlers[`GET /orders/${orderId}`] = () => orderAt(1, 'waiting');
    renderPage('/order?name=class');
    const field = await screen.findByTestId(ids.quantity);
    await userEvent.clear(field);
    await userEvent.type(field, '17');
    await userEvent.click(screen.getByTestId(ids.submit));
    expect(await screen.findByText('A whole number from 1 to 16')).toBeInTheDocument();
    await userEvent.clear(field);
    await userEvent.type(field, '16');
    expect(screen.getByTestId(ids.names)).toHaveTextContent('They are named class-01 to class-16.');
    await waitFor(() => expect(api.requests.filter((asked) => asked.path === '/quotes').at(-1)?.data).toMatchObject({ quantity: 16 }));
    await userEvent.click(screen.getByTestId(ids.submit));
    await waitFor(() => expect(posted()).toHaveLength(1));
    expect(posted()[0]?.data).toMatchObject({ name: 'class', quantity: 16 });
  });

  test('a name that has no room for a number is refused for several machines only', async () => {
    renderPage(`/order?quantity=2&name=${'a'.repeat(61)}`);
    await userEvent.click(await screen.findByTestId(ids.submit));
    expect(await screen.findByText(/Up to 60 characters for several machines/)).toBeInTheDocument();
    expect(posted()).toHaveLength(0);
  });

  test('the same submission tried again keeps its idempotency key, a changed one gets another', async () => {
    api.handlers['POST /orders'] = () => {
      throw problem(503, 'not-ready');
    };
    renderPage('/order');
    await fillAndSend();
    await screen.findByTestId(ids.error);
    await userEvent.click(screen.getByTestId(ids.submit));
    await waitFor(() => expect(posted()).toHaveLength(2));
    await userEvent.click(screen.getByTestId(ids.network('new')));
    await userEvent.click(screen.getByTestId(ids.submit));
    await waitFor(() => expect(posted()).toHaveLength(3));
    const keys = posted().map(({ headers }) => headers['Idempotency-Key']);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  test('the operator must say for which tenant', async () => {
    api.handlers['GET /me'] = () => operator;
    renderPage('/order');
    await fillAndSend();
    expect(await screen.findByText('Say for which tenant')).toBeInTheDocument();
    expect(posted()).toHaveLength(0);
  });
});
