import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { testIds } from '../components/testIds';
import { api, problem } from '../testing/fakeRuntime';
import { catalogue, operator, orderAt, orderId, quote, taxedPrice, tenantEditor, tenantViewer } from '../testing/fixtures';
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
  describe('the network', () => {
    const network = { id: 'net_1', tenant: 'acme', cluster: 'demo', cidr: '10.10.3.0/24', gateway: '10.10.3.1', vnet: 't1', state: 'active', addressesUsed: 1 };
    const created = { createdAt: '2026-11-01T10:00:00.000Z' };

    test('before the operator has named a tenant nothing is said of its networks', async () => {
      api.handlers['GET /me'] = () => operator;
      renderPage('/order');
      expect(await screen.findByText(/asked by mail/)).toBeInTheDocument();
      expect(screen.queryByText(/nobody is asked/)).not.toBeInTheDocument();
    });

    test('one that was promised to its machine alone is not offered to others', async () => {
      api.handlers['GET /networks'] = () => ({ items: [{ ...network, ...created, shared: false }] });
      renderPage('/order');
      await waitFor(() => expect(api.requests.some(({ path }) => path === '/networks')).toBe(true));
      expect(await screen.findByText('The standard network')).toBeInTheDocument();
      expect(screen.queryByText(/10\.10\.3\.0/)).not.toBeInTheDocument();
    });

    test('the shared one is', async () => {
      api.handlers['GET /networks'] = () => ({ items: [{ ...network, ...created, shared: true }] });
      renderPage('/order');
      expect(await screen.findByText('Join the network 10.10.3.0/24')).toBeInTheDocument();
    });
  });

  test('a viewer who follows a deep link is told that the role does not include it', async () => {
    api.handlers['GET /me'] = () => tenantViewer;
    renderPage('/order');
    expect(await screen.findByTestId(testIds.page.unauthorized)).toHaveTextContent('acme-viewer');
    expect(screen.queryByTestId(ids.form)).not.toBeInTheDocument();
  });

  test('a system that its tenant installs says so, and what the key is for then', async () => {
    const values = [
      { id: 'debian-13', name: 'Debian 13', price: 0, default: true, installs: 'template' },
      { id: 'debian-13-iso', name: 'Debian 13 installer', price: 0, installs: 'iso' },
    ];
    const [offer] = catalogue.offers;
    api.handlers['GET /catalogue'] = () => ({ ...catalogue, offers: [{ ...offer, options: [{ id: 'os', name: 'System', values }] }] });
    renderPage('/order');
    expect(await screen.findByTestId(ids.optionValue('os', 'debian-13'))).not.toHaveTextContent('yourself');
    const installer = screen.getByTestId(ids.optionValue('os', 'debian-13-iso'));
    expect(installer).toHaveTextContent('You install it yourself, by the console.');
    expect(screen.queryByText(/put it into the machine yourself/)).not.toBeInTheDocument();
    await userEvent.click(installer);
    expect(await screen.findByText(/put it into the machine yourself/)).toBeInTheDocument();
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

  test('a limit of the offer that would be exceeded blocks the button, and says so without a word of the quota', async () => {
    const limits = [
      { limit: 'perOrder', used: 0, after: 1, most: 4 },
      { limit: 'perTenant', used: 8, after: 9, most: 8 },
    ];
    api.handlers['POST /quotes'] = () => ({ ...quote, limits });
    renderPage('/order');
    expect(await screen.findByTestId(ids.blocked)).toHaveTextContent('only so many machines of this offer');
    expect(screen.getByTestId(ids.submit)).toBeDisabled();
    expect(screen.getAllByTestId(ids.limit).map(({ textContent }) => textContent)).toEqual([
      'Of this offer, in one order1 of 4',
      'Of this offer, in all9 of 8: too many',
    ]);
  });

  test('without tax there is one sum, and no word of tax included', async () => {
    renderPage('/order');
    expect(await screen.findByTestId(testIds.price.net)).toHaveTextContent('€5.00');
    expect(screen.queryByTestId(testIds.price.gross)).not.toBeInTheDocument();
    expect(screen.getByTestId(testIds.price.line)).not.toHaveTextContent('×');
  });

  test('with tax: what one costs and how many, net, tax and gross', async () => {
    api.handlers['POST /quotes'] = () => ({ ...quote, price: taxedPrice(16) });
    renderPage('/order');
    expect(await screen.findByTestId(testIds.price.gross)).toHaveTextContent('€249.60');
    expect(screen.getByTestId(testIds.price.net)).toHaveTextContent('€208.00');
    expect(screen.getByTestId(testIds.price.tax)).toHaveTextContent('€41.60');
    expect(screen.getByText('VAT 20%')).toBeInTheDocument();
    expect(screen.getAllByTestId(testIds.price.line).map(({ textContent }) => textContent)).toEqual([
      'Standard€5.00 × 16€80.00',
      'Processeur : 4€8.00 × 16€128.00',
      'Disk: 20included',
    ]);
  });

  test('for whom an offer is, where the provisioner says so', async () => {
    const [offer] = catalogue.offers;
    api.handlers['GET /catalogue'] = () => ({ ...catalogue, offers: [{ ...offer, availableTo: ['enterprise', 'acme'] }] });
    renderPage('/order');
    expect(await screen.findByTestId(ids.offer('standard'))).toHaveTextContent('Only for enterprise, acme.');
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
