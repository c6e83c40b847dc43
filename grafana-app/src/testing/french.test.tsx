import { screen } from '@testing-library/react';
import { orderStepNames } from '@vigie/contract/order-steps';
import { because } from '@vigie/contract/step-reasons';
import { initPluginTranslations } from '@grafana/i18n';
import i18next from 'i18next';
import { testIds } from '../components/testIds';
import { PLUGIN_ID } from '../constants';
import french from '../locales/fr-FR/vigie-proxmox-app.json';
import { api, problem } from './fakeRuntime';
import { catalogue, operator, orderAt, taxedPrice, tenantEditor } from './fixtures';
import { renderPage } from './renderPage';

jest.mock('@grafana/runtime', () => ({ ...jest.requireActual('@grafana/runtime'), ...jest.requireActual('./fakeRuntime').fakeRuntime }));

beforeAll(async () => {
  await initPluginTranslations(PLUGIN_ID);
  i18next.addResourceBundle('fr-FR', PLUGIN_ID, french);
  await i18next.changeLanguage('fr-FR');
});

test('in French the texts, the money and what the provisioner is asked for are French', async () => {
  api.reset();
  api.handlers = {
    'GET /me': () => tenantEditor,
    'GET /catalogue': () => catalogue,
    'GET /orders': () => ({ items: [orderAt(1, 'waiting')] }),
  };
  renderPage('/orders');
  const row = await screen.findByTestId(testIds.orders.row);
  expect(row).toHaveTextContent('En attente d’accord');
  expect(row).toHaveTextContent('5,00 €');
  expect(screen.getByRole('heading', { name: 'Commandes' })).toBeInTheDocument();
  expect(api.requests.find(({ path }) => path === '/catalogue')?.query.get('lang')).toBe('fr');
});

test('a price that was written in English names its tax in French', async () => {
  const order = orderAt(1, 'waiting', { price: taxedPrice(1) });
  api.reset();
  api.handlers = { 'GET /me': () => operator, 'GET /catalogue': () => catalogue, [`GET /orders/${order.id}`]: () => order };
  renderPage(`/orders/${order.id}`);
  expect(await screen.findByTestId(testIds.order.price)).toHaveTextContent('TVA 20 %');
});

test('what failed is said in French with its facts, and what is unknown to the plugin in the words that came with it', async () => {
  const clone = orderStepNames.indexOf('clone-template');
  const failed = orderAt(clone, 'failed', { state: 'failed' });
  const path = `/orders/${failed.id}`;
  failed.steps[clone - 1] = { ...failed.steps[clone - 1]!, state: 'skipped', note: { ...because('not-approved'), code: 'of-tomorrow' as never, message: 'New.' } };
  failed.steps[clone] = { ...failed.steps[clone]!, error: because('vm-foreign', { vmid: 20001 }) };
  api.reset();
  api.handlers = { 'GET /me': () => operator, 'GET /catalogue': () => catalogue, [`GET ${path}`]: () => failed };
  renderPage(path);
  expect(await screen.findByTestId(testIds.order.stepError)).toHaveTextContent('La VM 20001 existe et n’appartient pas à cette commande.');
  expect(screen.getByTestId(testIds.order.stepNote)).toHaveTextContent('New.');
});

test('a refusal of the provisioner is explained in French, its English detail only folded below', async () => {
  api.reset();
  api.handlers = {
    'GET /me': () => {
      throw problem(403, 'forbidden', { detail: 'Your role (Viewer) does not allow this.' });
    },
  };
  renderPage('/orders');
  const alert = await screen.findByTestId(testIds.page.loadError);
  expect(alert).toHaveTextContent('Demandez un rôle plus élevé');
  expect(screen.getByText(/Your role/).closest('details')).not.toHaveAttribute('open');
});
