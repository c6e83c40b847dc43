import { packagesConfig } from './packages.ts';

test.each(['vigie.yaml', 'local:iso/x.iso', 'local:snippets/../x.yaml', 'local:snippets/x.yaml,user=local:snippets/y.yaml', 'local:snippets/a b.yaml'])(
  '%j is no vendor snippet',
  (vendorSnippet) => {
    expect(packagesConfig.safeParse({ nodeExporter: 'snippet', vendorSnippet }).success).toBe(false);
  },
);

test('a snippet must be named where it is used', () => {
  expect(packagesConfig.safeParse({ nodeExporter: 'snippet' }).error?.issues[0]?.path).toEqual(['vendorSnippet']);
  expect(packagesConfig.parse({ nodeExporter: 'snippet', vendorSnippet: 'local:snippets/vigie-vendor.yaml' })).toMatchObject({ timeoutSeconds: 900 });
});

test('nothing is installed unless it is asked for', () => {
  expect(packagesConfig.parse({})).toEqual({ nodeExporter: 'none', timeoutSeconds: 900 });
});
