import pluginJson from './plugin.json';
import { routes } from './routes';

describe('pages', () => {
  const listed = pluginJson.includes.map(({ path }) => path);

  test('every page without a parameter is in the navigation', () => {
    const pages = routes.map(({ path }) => path).filter((path) => !path.includes(':'));
    expect(listed).toEqual(expect.arrayContaining(pages.map((path) => `/a/%PLUGIN_ID%/${path}`)));
  });

  test('every entry of the navigation is a page', () => {
    const pages = listed.filter((path) => path.startsWith('/a/')).map((path) => path.replace('/a/%PLUGIN_ID%/', ''));
    expect(routes.map(({ path }) => path)).toEqual(expect.arrayContaining(pages));
  });

  test('the address of the provisioner is fixed: who could set it in the settings would receive the gateway key', () => {
    for (const { url } of pluginJson.routes) {
      expect(url).toMatch(/^https?:\/\/[a-z0-9.:-]+$/);
    }
  });
});
