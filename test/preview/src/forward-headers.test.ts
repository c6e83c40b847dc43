import { requestHeaders, responseHeaders } from './forward-headers.ts';

const grafana = { 'X-Grafana-Id': 'signed', 'X-Grafana-Context': '{}', 'X-Gateway-Key': 'key' };

describe('headers to the plugin backend', () => {
  test("what a client sends under Grafana's names is replaced", () => {
    const headers = requestHeaders({ 'x-grafana-id': 'forged', 'x-gateway-key': 'forged', 'x-grafana-context': 'forged' }, grafana);
    expect(headers).toEqual({ 'x-grafana-id': 'signed', 'x-gateway-key': 'key', 'x-grafana-context': '{}' });
  });

  test.each(['cookie', 'authorization', 'origin', 'referer', 'x-forwarded-for', 'x-forwarded-host', 'x-preview-user', 'te', 'keep-alive'])(
    '%s stays behind',
    (name) => {
      expect(requestHeaders({ [name]: 'value', accept: 'application/json' }, {})).toEqual({ accept: 'application/json' });
    },
  );

  test('a header named in Connection goes too, even one that Grafana has just set', () => {
    const headers = requestHeaders({ connection: 'keep-alive, X-Grafana-Id', 'x-grafana-id': 'forged' }, grafana);
    expect(headers).toEqual({ 'x-gateway-key': 'key', 'x-grafana-context': '{}' });
  });

  test('what belongs to the call itself passes', () => {
    const sent = { 'content-type': 'application/json', 'content-length': '2', 'idempotency-key': 'a', 'if-match': '"1"' };
    expect(requestHeaders(sent, {})).toEqual(sent);
  });
});

describe('headers back to the browser', () => {
  test('the backend sets no cookie, and its answers are sandboxed whatever it asked for', () => {
    const headers = responseHeaders({
      'set-cookie': ['a=b'],
      'content-security-policy': "default-src 'self'",
      'content-type': 'text/html',
    });
    expect(headers).toEqual({ 'content-security-policy': 'sandbox', 'content-type': 'text/html' });
  });

  test('hop-by-hop headers end here', () => {
    expect(responseHeaders({ connection: 'close, X-Inner', 'x-inner': '1', 'transfer-encoding': 'chunked', etag: '"1"' })).toEqual({
      'content-security-policy': 'sandbox',
      etag: '"1"',
    });
  });
});
