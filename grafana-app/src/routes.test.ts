import pluginJson from './plugin.json';
import { routes } from './routes';

describe('pages', () => {
  const listed = pluginJson.includes.map(({ path }) => path);

  test('every page without a parameter is listed', () => {
    const pages = routes.map(({ path }) => path).filter((path) => !path.includes(':'));
    expect(listed).toEqual(expect.arrayContaining(pages.map((path) => `/a/%PLUGIN_ID%/${path}`)));
  });

  test('every entry of the list is a page', () => {
    const pages = listed.filter((path) => path.startsWith('/a/')).map((path) => path.replace('/a/%PLUGIN_ID%/', ''));
    expect(routes.map(({ path }) => path)).toEqual(expect.arrayContaining(pages));
  });

  test('Grafana lets every role open the differences, which all people of the operator may read, and offers them to no tenant', () => {
    expect(pluginJson.includes.find(({ path }) => path.endsWith('/drift'))).toMatchObject({ role: 'Viewer', addToNav: false });
  });

  test('the address of the provisioner is fixed: who could set it in the settings would receive the gateway key', () => {
    for (const { url } of pluginJson.routes) {
      expect(url).toMatch(/^https?:\/\/[a-z0-9.:-]+$/);
    }
  });
});
