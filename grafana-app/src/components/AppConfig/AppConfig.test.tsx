import React from 'react';
import { PluginType, type AppPluginMeta, type PluginConfigPageProps } from '@grafana/data';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { api, problem } from '../../testing/fakeRuntime';
import { operator } from '../../testing/fixtures';
import { testIds } from '../testIds';
import AppConfig from './AppConfig';

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  ...jest.requireActual('../../testing/fakeRuntime').fakeRuntime,
}));

const ids = testIds.appConfig;

function renderConfig(secureJsonFields: Record<string, boolean>) {
  const meta = {
    id: 'vigie-proxmox-app',
    name: 'Vigie',
    type: PluginType.app,
    enabled: true,
    pinned: true,
    jsonData: {},
    secureJsonFields,
  };
  const plugin = { meta } as unknown as PluginConfigPageProps<AppPluginMeta>['plugin'];
  render(<AppConfig plugin={plugin} query={{}} />);
}

async function testFor(code: string) {
  await userEvent.click(screen.getByTestId(ids.test));
  const result = await screen.findByTestId(ids.result);
  expect(result).toHaveAttribute('data-outcome', code);
  return result;
}

beforeEach(() => api.reset());

describe('the configuration page', () => {
  test('a wrong key is told as such', async () => {
    api.handlers['GET /me'] = () => {
      throw problem(401, 'unauthenticated');
    };
    renderConfig({ gatewayKey: true });
    expect(await testFor('unauthenticated')).toHaveTextContent('gateway key of this organisation');
  });

  test('a provisioner that does not answer is told as such', async () => {
    api.handlers['GET /me'] = () => {
      throw { status: 502, data: '' };
    };
    renderConfig({ gatewayKey: true });
    expect(await testFor('unreachable')).toHaveTextContent('The provisioner cannot be reached');
  });

  test('a working connection says who one is and what one may do', async () => {
    api.handlers['GET /me'] = () => operator;
    renderConfig({ gatewayKey: true });
    const result = await testFor('ok');
    expect(result).toHaveTextContent('You are Ada (admin), Admin in the operator’s organisation');
    expect(result).toHaveTextContent('approve and reject orders');
  });

  test('the key is saved as a secret, and not shown again', async () => {
    api.handlers['POST /api/plugins/vigie-proxmox-app/settings'] = () => ({});
    renderConfig({});
    await userEvent.type(screen.getByTestId(ids.gatewayKey), 'a-secret');
    await userEvent.click(screen.getByTestId(ids.save));
    await waitFor(() => expect(screen.getByTestId(ids.gatewayKey)).toHaveValue('configured'));
    expect(api.requests[0]?.data).toMatchObject({ jsonData: {}, secureJsonData: { gatewayKey: 'a-secret' } });
  });
});
