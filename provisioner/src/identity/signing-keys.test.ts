import { startTestGrafana, type TestGrafana } from './fixture.ts';
import { verifyGrafanaToken } from './grafana-token.ts';
import { signingKeys } from './signing-keys.ts';

describe('signingKeys', () => {
  let grafana: TestGrafana;
  beforeEach(async () => {
    grafana = await startTestGrafana();
  });
  afterEach(() => grafana.close());
  const verify = (token: string, keys: ReturnType<typeof signingKeys>) => verifyGrafanaToken(token, 2, grafana.url, keys);

  test('follows a rotation once the cooldown is over', async () => {
    const keys = signingKeys(grafana.url, { cooldown: 0, failure: 0 });
    await verify(await grafana.token(), keys);
    await grafana.rotate();
    await expect(verify(await grafana.token(), keys)).resolves.toMatchObject({ role: 'Viewer' });
    expect(grafana.reads()).toBe(2);
  });

  test('reads the keys for unknown key ids not more often than the cooldown', async () => {
    const keys = signingKeys(grafana.url);
    await verify(await grafana.token(), keys);
    await grafana.rotate();
    await expect(verify(await grafana.token(), keys)).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' });
    expect(grafana.reads()).toBe(1);
  });

  test('comes back when Grafana does', async () => {
    const keys = signingKeys(grafana.url, { cooldown: 0, failure: 0 });
    grafana.answer(503);
    await expect(verify(await grafana.token(), keys)).rejects.toMatchObject({ name: 'KeysUnavailableError' });
    grafana.answer(200);
    await expect(verify(await grafana.token(), keys)).resolves.toBeDefined();
  });
});
