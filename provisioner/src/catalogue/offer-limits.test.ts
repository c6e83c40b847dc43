import { ProblemError } from '../problem-error.ts';
import { assertWithinLimits, limitsAfter } from './offer-limits.ts';

const limited = { limits: { perOrder: 2, perTenant: 3 } };

describe('the limits of an offer', () => {
  test('an order that exceeds both is refused with both', () => {
    const act = () => assertWithinLimits('large', limitsAfter(limited, 2, 4));
    expect(act).toThrow(ProblemError);
    expect(act).toThrow(
      'The offer "large" is limited: one order may have 2 of them, and this one has 4; a tenant may have 3 of them at the same time, and 2 are there',
    );
  });

  test('a limit that is exactly reached is allowed', () => {
    expect(() => assertWithinLimits('large', limitsAfter(limited, 1, 2))).not.toThrow();
  });

  test('what is not limited is not listed, nor what a tenant has as long as nobody said which', () => {
    expect(limitsAfter({ limits: {} }, 100, 16)).toEqual([]);
    expect(limitsAfter(limited, null, 1)).toEqual([{ limit: 'perOrder', used: 0, after: 1, most: 2 }]);
  });
});
