import { reasonText } from './reason-text.ts';
import { because, type StepReason } from './step-reasons.ts';

const away = because('cluster-unconfigured', { cluster: '$& lyon' });

test('a reason is said in the language asked for, with its parameters as they are', () => {
  expect(reasonText(away, 'en')).toMatch(/^The cluster \$& lyon is not in the configuration/);
  expect(reasonText(away, 'fr')).toMatch(/^Le cluster \$& lyon n’est plus dans la configuration/);
});

test.each(['of-tomorrow', 'toString'])('a code without a sentence is said in English: %s', (code) => {
  expect(reasonText({ code, params: {}, message: 'It broke.' } as unknown as StepReason, 'fr')).toBe('It broke.');
});
