// `npm run exporter -- --config FILE`: the exporter alone. It reads its own arguments.
await import('../../exporter/src/main.ts');
