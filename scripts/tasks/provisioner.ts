// `npm run provisioner -- --config FILE`: the provisioner alone. It reads its own arguments.
await import('../../provisioner/src/main.ts');
