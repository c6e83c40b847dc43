import type { Language } from './primitives.ts';
import { frenchReasons } from './reasons/french.ts';
import { filledIn, type StepReason } from './step-reasons.ts';

/** The sentence of a reason for people. Kept reasons may be older than their sentence here: a code that is gone is said in English. */
export function reasonText({ code, params, message }: StepReason, language: Language): string {
  return language === 'fr' && Object.hasOwn(frenchReasons, code) ? filledIn(frenchReasons[code], params) : message;
}
