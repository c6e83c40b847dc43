import { packageName, packagesConfig } from './packages.ts';

test.each([
  '', '-y', '--allow-unauthenticated', 'nginx-', '../x.deb', '/tmp/x.deb', 'a b', 'a;reboot', '$(reboot)', 'a=1.0', 'a/stable', 'a\nb', 'é', 'a%n',
])('%j is no package', (name) => {
  expect(packageName.safeParse(name).success).toBe(false);
});

test.each(['nginx', 'g++', 'libstdc++6', 'postgresql-17', 'python3.13', 'node_exporter', 'R', '0ad'])('%j is one', (name) => {
  expect(packageName.parse(name)).toBe(name);
});

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
