import { catalogueConfig } from './catalogue.ts';
import { parseConfig } from './load.ts';
import { example, mistakesOf, type Tree } from './testing/example.ts';

const pathsOf = (change: (config: Tree) => void) => mistakesOf(change).map((mistake) => mistake.split(': ')[0]);

describe('the catalogue of vigie.yaml', () => {
  test('ids used twice, defaults too many, a strange currency and rate, a limit of none: all at once, with their paths', () => {
    const mistakes = mistakesOf(({ catalogue, tenants }) => {
      catalogue.currency = 'EUX';
      catalogue.tax.percent = 101;
      tenants[0].tax = { percent: 5.5555 };
      catalogue.offers[1].id = 'standard';
      catalogue.offers[1].limits = { perOrder: 0, perDay: 3 };
      catalogue.offers[0].options.disk[2].id = '20';
      catalogue.offers[0].options.disk[2].default = true;
      catalogue.offers[0].options.database[0].packages = ['postgresql-', 'a b'];
    });
    expect(mistakes.sort()).toEqual([
      'catalogue.currency: an ISO 4217 code such as EUR',
      expect.stringMatching(/^catalogue\.offers\[0\]\.options\.database\[0\]\.packages\[0\]: a Debian package name is/),
      expect.stringMatching(/^catalogue\.offers\[0\]\.options\.database\[0\]\.packages\[1\]: a Debian package name is/),
      'catalogue.offers[0].options.disk[2].default: only one value can be the default',
      'catalogue.offers[0].options.disk[2].id: 20 is used twice',
      'catalogue.offers[1].id: standard is used twice',
      'catalogue.offers[1].limits.perDay: unknown key',
      expect.stringMatching(/^catalogue\.offers\[1\]\.limits\.perOrder: /),
      expect.stringMatching(/^catalogue\.tax\.percent: /),
      'tenants[0].tax.percent: at most three decimals',
    ]);
  });

  test.each(['postgresql-', 'redis+', 'postgresql=17', 'postgresql/stable', '-y', '--reinstall', 'a b', 'Postgres', '', 'x;reboot', '$(id)', 'a\nb', 'a\n'])(
    '%j is no package', (name) => {
      expect(pathsOf(({ catalogue }) => (catalogue.offers[0].options.database[1].packages = [name]))).toEqual([
        'catalogue.offers[0].options.database[1].packages[0]',
      ]);
    },
  );

  test.each(['postgresql', 'libstdc++6', 'mariadb-server', 'postgresql-17', 'python3.13', '7zip'])('%s is a package', (name) => {
    expect(mistakesOf(({ catalogue }) => (catalogue.offers[0].options.database[1].packages = [name]))).toEqual([]);
  });

  test('an offer for a tenant that is not there, for somebody twice, or for one who could be meant in two ways', () => {
    const mistakes = mistakesOf(({ catalogue, tenants }) => {
      tenants[1].id = 'enterprise';
      catalogue.offers[0].availableTo = ['acme', 'initech', 'acme'];
      catalogue.offers[1].availableTo = ['standard', 'enterprise'];
    });
    expect(mistakes).toEqual([
      'catalogue.offers[0].availableTo[1]: no tenant "initech", nor a kind of tenants (standard, enterprise)',
      'catalogue.offers[0].availableTo[2]: acme is used twice',
      'catalogue.offers[1].availableTo[1]: "enterprise" is a kind of tenants and a tenant: give the tenant another id',
    ]);
    expect(pathsOf(({ catalogue }) => (catalogue.offers[0].availableTo = []))).toEqual(['catalogue.offers[0].availableTo']);
  });

  test('a tenant’s rate needs a name only where the catalogue has none to lend', () => {
    const exempt = ({ tenants }: Tree) => (tenants[0].tax = { percent: 0 });
    expect(mistakesOf(exempt)).toEqual([]);
    const alone = (config: Tree) => {
      exempt(config);
      delete config.catalogue.tax;
    };
    expect(pathsOf(alone)).toEqual(['tenants[0].tax.name']);
  });

  test('a file from before there was a tax, a database or a limit goes on working', () => {
    const config = example();
    delete config.catalogue.tax;
    for (const offer of config.catalogue.offers) {
      delete offer.options.database;
      delete offer.limits;
    }
    const { catalogue } = parseConfig(config);
    expect(catalogue.tax).toBeUndefined();
    expect(catalogue.offers[1]).toMatchObject({ limits: {} });
    expect(catalogue.offers[1]?.options.database).toBeUndefined();
  });

  test('the name of the tax is VAT and TVA where none is said', () => {
    const { catalogue } = example();
    expect(catalogueConfig.parse({ ...catalogue, tax: { percent: 8.875 } }).tax).toEqual({ percent: 8.875, name: { en: 'VAT', fr: 'TVA' } });
  });

  test.each(['EUR', 'JPY', 'KWD', 'CHF'])('%s is a currency', (currency) => {
    expect(mistakesOf(({ catalogue }) => (catalogue.currency = currency))).toEqual([]);
  });
});
