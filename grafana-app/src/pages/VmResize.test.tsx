import { screen, waitFor } from '@testing-library/react';
import type { Price, QuoteRequest } from '@vigie/contract/quotes';
import userEvent from '@testing-library/user-event';
import { testIds } from '../components/testIds';
import { api, problem } from '../testing/fakeRuntime';
import { catalogue, operator, orderAt, quote } from '../testing/fixtures';
import { renderPage } from '../testing/renderPage';
import { operationOf, vm } from '../testing/vms';

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  ...jest.requireActual('../testing/fakeRuntime').fakeRuntime,
}));

const ids = testIds.vmLife;
const path = `/vms/${vm.id}`;
const order = orderAt(0, 'done', { options: { os: 'debian-13', cores: '2', disk: '20' } });
const offer = catalogue.offers[0]!;
const disk = {
  id: 'disk' as const,
  name: 'Disk',
  values: [20, 50, 100].map((amount) => ({ id: String(amount), name: `${amount} GiB`, price: 0, amount })),
};

const priceOf = (cores: number): Price => {
  const net = 500 + cores;
  return {
    currency: 'EUR',
    lines: [
      { label: 'Standard', quantity: 1, unitPrice: 500, amount: 500 },
      { label: 'Cores', option: 'cores', quantity: 1, unitPrice: cores, amount: cores },
    ],
    net,
    tax: { name: 'VAT', percent: 20, amount: net / 5 },
    gross: net + net / 5,
    total: net,
  };
};

async function open() {
  renderPage(path);
  await userEvent.click(await screen.findByTestId(ids.menu));
  await userEvent.click(screen.getByTestId(ids.act('resize')));
}

beforeEach(() => {
  api.reset();
  api.handlers = {
    'GET /me': () => ({ ...operator, capabilities: ['vm:read', 'vm:act', 'vm:resize'] }),
    [`GET ${path}`]: () => vm,
    [`GET ${path}/snapshots`]: () => ({ items: [] }),
    [`GET /orders/${vm.orderId}`]: () => order,
    'GET /vm-operations': () => ({ items: [] }),
    'GET /catalogue': () => ({ ...catalogue, offers: [{ ...offer, options: [...offer.options, disk] }] }),
    'POST /quotes': ({ data }) => {
      const { options } = data as QuoteRequest;
      return { ...quote, price: priceOf(options?.cores === '4' ? 800 : 0) };
    },
  };
});

describe('the resize of a machine', () => {
  test('an offer that is no longer sold has no sizes to choose from', async () => {
    api.handlers['GET /catalogue'] = () => ({ ...catalogue, offers: [] });
    await open();
    expect(await screen.findByText('Its offer is no longer sold')).toBeInTheDocument();
  });

  test('it begins with what the machine has; nothing can be sent, and a smaller disk cannot be chosen', async () => {
    await open();
    expect(await screen.findByTestId(ids.resizeValue('cores', '2'))).toHaveAttribute('data-checked', 'true');
    expect(screen.getByTestId(ids.resizeValue('disk', '50'))).toHaveAttribute('data-checked', 'true');
    const smaller = screen.getByTestId(ids.resizeValue('disk', '20'));
    expect(smaller).toHaveTextContent('A disk only grows');
    await userEvent.click(smaller);
    expect(smaller).toHaveAttribute('data-checked', 'false');
    expect(screen.getByTestId(testIds.order.confirm)).toBeDisabled();
  });

  test('the new price stands beside the old one, for the whole machine', async () => {
    await open();
    await userEvent.click(await screen.findByTestId(ids.resizeValue('cores', '4')));
    await waitFor(() => expect(screen.getByTestId(ids.resizePrice)).toHaveTextContent('€6.00€15.60(+€9.60)'));
    expect(screen.getByTestId(ids.resizePrice)).toHaveTextContent(
      'Cores€0.00€8.00Without tax€5.00€13.00VAT 20%€1.00€2.60Per month, tax included€6.00€15.60(+€9.60)',
    );
    const last = api.requests.filter((request) => request.path === '/quotes').at(-1)?.data;
    expect(last).toMatchObject({ tenant: vm.tenant, offer: 'standard', options: { os: 'debian-13', cores: '4', disk: '50' } });
  });

  test('only what changes is sent, and a restart is announced for cores', async () => {
    api.handlers[`POST ${path}/resize`] = () => operationOf('resize', 'queued');
    await open();
    await userEvent.click(await screen.findByTestId(ids.resizeValue('disk', '100')));
    expect(screen.queryByTestId(ids.resizeRestart)).not.toBeInTheDocument();
    await userEvent.click(screen.getByTestId(ids.resizeValue('cores', '4')));
    expect(screen.getByTestId(ids.resizeRestart)).toBeInTheDocument();
    await userEvent.click(screen.getByTestId(testIds.order.confirm));
    await waitFor(() =>
      expect(api.requests.find((request) => request.path.endsWith('/resize'))?.data).toEqual({ options: { cores: '4', disk: '100' } }),
    );
  });

  test('a quota that does not allow it is said in the dialog', async () => {
    api.handlers[`POST ${path}/resize`] = () => {
      throw problem(422, 'quota-exceeded', { detail: 'Acme may have 8 cores.' });
    };
    await open();
    await userEvent.click(await screen.findByTestId(ids.resizeValue('cores', '4')));
    await userEvent.click(screen.getByTestId(testIds.order.confirm));
    expect(await screen.findByTestId(testIds.order.dialogError)).toHaveTextContent('Acme may have 8 cores.');
  });
});
