import { screen } from '@testing-library/react';
import { initPluginTranslations } from '@grafana/i18n';
import i18next from 'i18next';
import { testIds } from '../components/testIds';
import { PLUGIN_ID } from '../constants';
import french from '../locales/fr-FR/vigie-proxmox-app.json';
import { api } from './fakeRuntime';
import { catalogue, orderAt, tenantEditor } from './fixtures';
import { renderPage } from './renderPage';

jest.mock('@grafana/runtime', () => ({ ...jest.requireActual('@grafana/runtime'), ...jest.requireActual('./fakeRuntime').fakeRuntime }));

test('in French the texts, the money and what the provisioner is asked for are French', async () => {
  await initPluginTranslations(PLUGIN_ID);
  i18next.addResourceBundle('fr-FR', PLUGIN_ID, french);
  await i18next.changeLanguage('fr-FR');
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
