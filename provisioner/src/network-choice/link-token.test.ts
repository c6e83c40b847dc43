import { randomBytes } from 'node:crypto';
import { SignJWT } from 'jose';
import { linkTokens } from './link-token.ts';

const key = randomBytes(32);
const soon = () => new Date(Date.now() + 60_000);
const wrong = { kind: 'wrong' };

describe('tokens of links', () => {
  test('a token that was changed, cut, made up, or signed by another key is none', async () => {
    const tokens = linkTokens(key);
    const token = await tokens.sign('ord_1', soon());
    const [head = '', body = '', signature = ''] = token.split('.');
    const forged = Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(body, 'base64url').toString()), sub: 'ord_2' })).toString('base64url');
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.`;
    for (const bad of ['', 'x', '..', token.slice(0, -2), `${head}.${forged}.${signature}`, unsigned, await linkTokens(randomBytes(32)).sign('ord_1', soon())]) {
      expect(await tokens.check(bad)).toEqual(wrong);
    }
  });

  test('a token for another purpose, or without an end, is none, also when the key itself signed it', async () => {
    const made = (change: (jwt: SignJWT) => SignJWT) => change(new SignJWT().setProtectedHeader({ alg: 'HS256' }).setSubject('ord_1')).sign(key);
    expect(await linkTokens(key).check(await made((jwt) => jwt.setExpirationTime('1h')))).toEqual(wrong);
    expect(await linkTokens(key).check(await made((jwt) => jwt.setAudience('vigie network-choice')))).toEqual(wrong);
  });

  test('good until it expires, and names its order after that too', async () => {
    const tokens = linkTokens(key);
    expect(await tokens.check(await tokens.sign('ord_1', soon()))).toEqual({ kind: 'good', orderId: 'ord_1' });
    expect(await tokens.check(await tokens.sign('ord_1', new Date(Date.now() - 1000)))).toEqual({ kind: 'expired', orderId: 'ord_1' });
  });
});
