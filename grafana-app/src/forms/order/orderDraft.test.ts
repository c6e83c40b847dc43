import { catalogue } from '../../testing/fixtures';
import { draftFromParams, paramsFromDraft, toRequest } from './orderDraft';

const read = (query: string) => draftFromParams(new URLSearchParams(query), catalogue);

test('an offer or value that is not sold falls back to the default', () => {
  expect(read('offer=gone&cores=99')).toMatchObject({ offer: 'standard', options: { cores: '2' } });
});

test('what is written to the address is read back, the key is not written', () => {
  const draft = { ...read('cores=4&name=web-01&network=new&tenant=acme'), sshPublicKey: 'ssh-ed25519 AAAA' };
  const params = paramsFromDraft(draft);
  expect(params.toString()).toBe('offer=standard&cores=4&name=web-01&network=new&tenant=acme');
  expect(draftFromParams(params, catalogue)).toEqual({ ...draft, sshPublicKey: '' });
});

test('several machines stay in the address; what is no number of machines there is one', () => {
  expect(paramsFromDraft(read('name=class&quantity=16')).get('quantity')).toBe('16');
  for (const typed of ['0', '17', '2.5', 'many', '-1']) {expect(read(`quantity=${typed}`).quantity).toBe('1');}
  expect(toRequest(read('name=class&quantity=16'))).toMatchObject({ quantity: 16 });
});

test('empty fields are absent in the request', () => {
  expect(toRequest(read('name=web-01'))).toEqual({ offer: 'standard', options: { cores: '2' }, name: 'web-01', network: 'default' });
});
