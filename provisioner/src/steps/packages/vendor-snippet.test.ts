import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { vendorSettings } from './vendor-snippet.ts';

const settings = (packages: object) => ({ settings: { packages } }) as unknown as Parameters<typeof vendorSettings>[0];

test('only who chose the snippet gets it', () => {
  const vendorSnippet = 'local:snippets/vigie-vendor.yaml';
  expect(vendorSettings(settings({ nodeExporter: 'agent', vendorSnippet }))).toEqual({});
  expect(vendorSettings(settings({ nodeExporter: 'none' }))).toEqual({});
  expect(vendorSettings(settings({ nodeExporter: 'snippet', vendorSnippet }))).toEqual({ cicustom: `vendor=${vendorSnippet}` });
});

test('the file that operators place is cloud-config, installs the node exporter, and has no account', () => {
  const text = readFileSync('docs/vigie-vendor.yaml', 'utf8');
  const parsed = load(text) as { packages: string[]; runcmd: string[][] };
  // cloud-init knows the kind of a file by its first line.
  expect(text.split('\n')[0]).toBe('#cloud-config');
  expect(Object.keys(parsed).sort()).toEqual(['package_update', 'packages', 'runcmd']);
  expect(parsed.packages).toEqual(['prometheus-node-exporter']);
  expect(parsed.runcmd.every((command) => Array.isArray(command) && command.every((word) => typeof word === 'string'))).toBe(true);
});
