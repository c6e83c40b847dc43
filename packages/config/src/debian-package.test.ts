import { debianPackage } from './debian-package.ts';

test.each([
  '', '-y', '--allow-unauthenticated', 'nginx-', 'g++', '../x.deb', '/tmp/x.deb', 'a b', 'a;reboot', '$(reboot)', 'a=1.0', 'a/stable', 'a\nb', 'é', 'a%n',
])('%j is no package', (name) => {
  expect(debianPackage.safeParse(name).success).toBe(false);
});

test.each(['nginx', 'libstdc++6', 'postgresql-17', 'python3.13', '0ad'])('%j is one', (name) => {
  expect(debianPackage.parse(name)).toBe(name);
});
