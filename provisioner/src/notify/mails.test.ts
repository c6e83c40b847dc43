import type { TenantConfig } from '@vigie/config/tenants';
import { accessMail } from './access.ts';
import { installMail } from './install.ts';
import { approvedMail } from './approved.ts';
import { networkMail } from './network.ts';
import { networkChoiceMail } from './network-choice.ts';
import { moneyText } from './price-block.ts';
import { receivedMail } from './received.ts';
import { renderMail } from './render.ts';
import { welcomeMail } from './welcome.ts';

const tenant = (language: 'en' | 'fr'): TenantConfig => ({
  id: 'acme',
  name: 'A<b>cme',
  kind: 'standard',
  language,
  email: 'it@acme.example',
  grafana: { orgId: 2, gatewayKey: { env: 'X' } },
  quota: {},
});
const price = { currency: 'EUR', total: 1234, lines: [{ label: 'Disque : 20 Gio', amount: 0 }, { label: 'VM', amount: 1234 }] };
const taxed = {
  currency: 'EUR', net: 4800, tax: { name: 'V<A>T', percent: 5.5, amount: 264 }, gross: 5064, total: 4800,
  lines: [{ label: 'Processor: 2 vCPU', option: 'cores', quantity: 16, unitPrice: 300, amount: 4800 }],
};

const mails = (language: 'en' | 'fr') => ({
  received: receivedMail({ id: 'ord_1', name: 'web-01', quantity: 1, price }, tenant(language)),
  approved: approvedMail({ id: 'ord_1', name: 'web-01', quantity: 1, price: taxed }, tenant(language)),
  welcome: welcomeMail({ tenant: tenant(language), url: 'https://pve', account: 'acme@pve', password: 'pw-1' }),
  network: networkMail({ tenant: tenant(language), names: ['web-01'], cidr: '10.10.0.0/24', gateway: '10.10.0.1', nameservers: [] }),
  choice: networkChoiceMail({
    tenant: tenant(language), order: { name: 'web-01', quantity: 1 }, question: { deadline: new Date('2026-11-24T10:00:00Z'), default: 'new' },
    isolated: true, links: { default: 'https://orders.example/network-choice/TOKEN/default', new: 'https://orders.example/network-choice/TOKEN/new' },
  }),
  access: accessMail({
    tenant: tenant(language),
    name: 'web-01',
    addresses: ['10.10.0.10'],
    user: 'admin',
    password: 'pw-2',
    key: { is: 'given' },
    jump: null,
  }),
});

const installer = (language: 'en' | 'fr', facts = {}) =>
  installMail({
    tenant: tenant(language), name: 'web-01', page: 'https://grafana/vms/vm_1', console: 'https://pve/?console=kvm', account: 'acme@pve',
    address: '10.10.0.10', gateway: '10.10.0.1', nameservers: ['9.9.9.9'], dhcp: true, drivers: false, jump: null, ...facts,
  });

describe('the mail of a machine at its installer', () => {
  test.each(['en', 'fr'] as const)('holds no password, and what an installer asks for (%s)', (language) => {
    for (const body of [installer(language).text, installer(language).html]) {
      for (const fact of ['https://pve/?console=kvm', 'https://grafana/vms/vm_1', 'acme@pve', '10.10.0.10', '255.255.255.0', '10.10.0.1', '9.9.9.9']) expect(body).toContain(fact);
      expect(body).not.toContain('ssh ');
    }
  });

  test('says what to type where nothing tells it, where drivers are, and the way through the bastion', () => {
    expect(installer('en').text).toContain('automatically (DHCP)');
    const { text } = installer('en', { dhcp: false, drivers: true, jump: { user: 'jump', host: 'bastion.example.net', port: 22, hostKey: 'SHA256:abc' } });
    expect(text).toContain('Type these into the installer');
    expect(text).toContain('A second disc');
    expect(text).toContain('ssh -J jump@bastion.example.net your-user@10.10.0.10');
    expect(text).toContain('SHA256:abc');
  });
});

describe('mails', () => {
  test('what a tenant may choose never becomes HTML, and a subject stays one line', () => {
    for (const mail of Object.values(mails('en'))) {
      expect(mail.html).not.toContain('<b>');
      expect(mail.text).toContain('A<b>cme');
    }
    const broken = renderMail({ email: 'x@y.z', language: 'en' }, { subject: 'a\r\nBcc: all@example.net', greeting: '', blocks: [], closing: '' });
    expect(broken.subject).not.toMatch(/[\r\n]/);
  });

  test('each speaks the language of its tenant', () => {
    for (const mail of Object.values(mails('fr'))) expect(mail.text).toMatch(/^Bonjour /);
    for (const mail of Object.values(mails('en'))) expect(mail.text).toMatch(/^Hello /);
  });

  test('text and HTML hold the same facts', () => {
    const { received, welcome, network, access, choice } = mails('en');
    for (const body of ['text', 'html'] as const) {
      expect(choice[body]).toContain('https://orders.example/network-choice/TOKEN/default');
      expect(choice[body]).toContain('https://orders.example/network-choice/TOKEN/new');
      expect(choice[body]).toContain('24 November 2026 at 10:00 UTC');
      expect(choice[body]).toContain('the order goes on with: A new network.');
      expect(received[body]).toContain('€12.34');
      expect(welcome[body]).toContain('pw-1');
      expect(network[body]).toContain('10.10.0.1');
      expect(access[body]).toContain('ssh admin@10.10.0.10');
      expect(access[body]).toContain('pw-2');
    }
  });

  test('amounts stand in a column; what costs nothing is said to be included', () => {
    expect(mails('en').received.text).toMatch(/^ {2}VM {17,}€12\.34$/m);
    expect(mails('en').received.html).toContain('included');
    expect(mails('fr').received.text).toContain('compris');
  });

  test('with a tax: what one costs and how many, net, tax and gross; without one there is no word of it', () => {
    const { approved, received } = mails('en');
    expect(approved.text).toMatch(/^ {2}Processor: 2 vCPU, €3\.00 × 16 +€48\.00\n {2}-+\n {2}Net per month +€48\.00\n {2}V<A>T 5\.5% +€2\.64\n {2}Total per month, tax included +€50\.64$/m);
    for (const text of ['€3.00 × 16', '€48.00', 'V&lt;A&gt;T 5.5%', '€2.64', '€50.64']) expect(approved.html).toContain(text);
    expect(received.text).toMatch(/^ {2}Total per month, without tax +€12\.34$/m);
    expect(received.text).not.toContain('tax included');
    expect(mails('fr').approved.text).toMatch(/Total par mois, taxes comprises +50,64\s€$/m);
  });

  test.each([
    [500, 'JPY', '¥500', '500 JPY'],
    [1999, 'KWD', 'KWD 1.999', '1,999 KWD'],
    [1999, 'EUR', '€19.99', '19,99 €'],
  ])('%d minor units of %s', (amount, currency, english, french) => {
    const plain = (text: string) => text.replace(/\s/g, ' ');
    expect(plain(moneyText(amount, currency, 'en'))).toBe(english);
    expect(plain(moneyText(amount, currency, 'fr'))).toBe(french);
  });

  test('French keeps its high signs on the line of their word, and values as they are', () => {
    const { received } = mails('fr');
    expect(received.subject).toBe('Commande reçue\u00a0: web-01');
    expect(received.text).toContain('«\u00a0web-01\u00a0»');
    const facts = renderMail(tenant('fr'), { subject: '', greeting: '', blocks: [{ facts: [['a : b', 'c : d']] }], closing: '' });
    expect(facts.text).toBe('  a\u00a0: b   c : d\n');
  });

  test('through a bastion: the exact command, and the host key to compare', () => {
    const facts = { tenant: tenant('en'), name: 'web-01', addresses: ['10.10.0.10'], user: 'admin', password: null, key: { is: 'given' } as const };
    const jump = { user: 'jump', host: 'bastion.example.net', port: 22, hostKey: 'SHA256:abc' };
    const mail = accessMail({ ...facts, jump });
    for (const body of [mail.text, mail.html]) {
      expect(body).toContain('ssh -J jump@bastion.example.net admin@10.10.0.10');
      expect(body).toContain('SHA256:abc');
    }
    expect(accessMail({ ...facts, jump: { ...jump, port: 2222 } }).text).toContain('ssh -J jump@bastion.example.net:2222 admin@10.10.0.10');
    expect(mail.attachments).toBeUndefined();
  });

  test.each(['en', 'fr'] as const)('a key that we made is attached once, with how to use it (%s)', (language) => {
    const mail = accessMail({
      tenant: tenant(language), name: 'web-01', addresses: ['10.10.0.10'], user: 'admin', password: 'pw', key: { is: 'made', file: 'web-01', privateKey: 'PRIVATE' }, jump: null,
    });
    expect(mail.attachments).toEqual([{ filename: 'web-01', content: 'PRIVATE' }]);
    expect(mail.text + mail.html).not.toContain('PRIVATE');
    for (const body of [mail.text, mail.html]) expect(body).toContain('ssh-add ~/.ssh/web-01');
  });

  test.each([['en', 'for all its machines', 'it came as the file class'], ['fr', 'pour toutes ses machines', 'c’est le fichier class']] as const)(
    'the key of several machines is in one mail, and the others name its file (%s)', (language, all, earlier) => {
      const facts = { tenant: tenant(language), name: 'class-02', addresses: ['10.10.0.10'], user: 'admin', password: 'pw', jump: null };
      const first = accessMail({ ...facts, key: { is: 'made', file: 'class', privateKey: 'PRIVATE' } });
      expect(first.attachments).toEqual([{ filename: 'class', content: 'PRIVATE' }]);
      expect(first.text).toContain(all);
      expect(first.text).toContain('ssh-add ~/.ssh/class');
      const later = accessMail({ ...facts, key: { is: 'mailed', file: 'class' } });
      expect(later.attachments).toBeUndefined();
      expect(later.text).toContain(earlier);
    },
  );

  test.each([
    ['en', 'Order received: class (16 machines)', 'for the 16 machines "class-01" to "class-16". They will', 'The 16 machines "class-01" to "class-16" are in'],
    ['fr', 'Commande reçue : class (16 machines)', 'pour les 16 machines « class-01 » à « class-16 »', 'Les 16 machines « class-01 » à « class-16 » sont dans'],
  ] as const)('several machines are named from the first to the last (%s)', (language, subject, ordered, connected) => {
    const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');
    const received = receivedMail({ id: 'ord_1', name: 'class-01', quantity: 16, price }, tenant(language));
    expect(plain(received.subject)).toBe(subject);
    expect(plain(received.text)).toContain(ordered);
    const names = Array.from({ length: 16 }, (_, i) => `class-${String(i + 1).padStart(2, '0')}`);
    const network = networkMail({ tenant: tenant(language), names, cidr: '10.10.0.0/24', gateway: '10.10.0.1', nameservers: [] });
    expect(plain(network.text)).toContain(connected);
  });

  test('without a password there is no password line', () => {
    const again = accessMail({ tenant: tenant('en'), name: 'web-01', addresses: [], user: 'admin', password: null, key: { is: 'none' }, jump: null });
    expect(again.text).not.toMatch(/password/i);
  });
});
