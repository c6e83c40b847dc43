import { catalogueConfig } from '@vigie/config/catalogue';

/** A small checked catalogue for tests: defaults marked, and left to the first value (disk); one offer limited and for few. Prices in cents. */
export const testCatalogue = catalogueConfig.parse({
  currency: 'EUR',
  offers: [
    {
      id: 'standard',
      name: { en: 'Standard VM', fr: 'VM standard' },
      description: { en: 'For most services', fr: 'Pour la plupart des services' },
      price: 500,
      options: {
        os: [
          { id: 'debian-13', name: 'Debian 13', price: 0, default: true, value: 'debian-13' },
          { id: 'ubuntu-24.04', name: 'Ubuntu 24.04', price: 100, value: 'ubuntu-24.04' },
        ],
        cores: [
          { id: '1', name: { en: '1 core', fr: '1 cœur' }, price: 0, value: 1 },
          { id: '2', name: { en: '2 cores', fr: '2 cœurs' }, price: 300, default: true, value: 2 },
        ],
        memory: [{ id: '4', name: '4 GiB', price: 400, default: true, value: 4 }],
        disk: [
          { id: '20', name: '20 GiB', price: 200, value: 20 },
          { id: '50', name: '50 GiB', price: 500, value: 50 },
        ],
        database: [
          { id: 'none', name: { en: 'None', fr: 'Aucune' }, price: 0, packages: [] },
          { id: 'postgresql', name: 'PostgreSQL', price: 1000, packages: ['postgresql', 'postgresql-contrib'] },
        ],
      },
    },
    {
      id: 'large',
      name: 'Large',
      description: 'Not for everybody',
      price: 5000,
      options: {
        os: [{ id: 'debian-13', name: 'Debian 13', price: 0, value: 'debian-13' }],
        cores: [{ id: '8', name: '8 cores', price: 0, value: 8 }],
        memory: [{ id: '32', name: '32 GiB', price: 0, value: 32 }],
        disk: [{ id: '500', name: '500 GiB', price: 0, value: 500 }],
      },
      limits: { perOrder: 2, perTenant: 3 },
      availableTo: ['enterprise', 'globex'],
    },
  ],
});
