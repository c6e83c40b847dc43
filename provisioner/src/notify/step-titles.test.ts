import { readFileSync } from 'node:fs';
import { stepTitles } from './step-titles.ts';

test.each([['en', 'en-US'], ['fr', 'fr-FR']] as const)('messages name steps as the app does (%s)', (language, folder) => {
  const { step } = JSON.parse(readFileSync(`grafana-app/src/locales/${folder}/vigie-proxmox-app.json`, 'utf8')) as { step: Record<string, string> };
  expect(Object.fromEntries(Object.entries(stepTitles).map(([name, title]) => [name, title[language]]))).toEqual(step);
});
