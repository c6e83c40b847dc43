import { ProblemError } from '../problem-error.ts';
import { assertWithinQuota, quotaAfter } from './quota.ts';

const spec = { template: 'debian-13', cores: 2, memoryGiB: 4, diskGiB: 20 };
const used = { vms: 1, cores: 2, memoryGiB: 4, diskGiB: 20 };

describe('quota', () => {
  test('an order that exceeds is refused with resource, limit and excess', () => {
    const uses = quotaAfter({ vms: 3, cores: 5, memoryGiB: 8 }, used, spec, 2);
    const act = () => assertWithinQuota(uses);
    expect(act).toThrow(ProblemError);
    expect(act).toThrow('1 cores too many (limit 5, used 2); 4 GiB of memory too many (limit 8, used 4)');
  });

  test('a limit of zero allows nothing', () => {
    expect(() => assertWithinQuota(quotaAfter({ vms: 0 }, { ...used, vms: 0 }, spec, 1))).toThrow(/limit 0/);
  });

  test('a limit that is exactly reached is allowed', () => {
    const uses = quotaAfter({ vms: 2, cores: 4, memoryGiB: 8, diskGiB: 40 }, used, spec, 1);
    expect(() => assertWithinQuota(uses)).not.toThrow();
  });

  test('without limits everything fits, and the limit is null', () => {
    const uses = quotaAfter({}, used, spec, 1000);
    expect(() => assertWithinQuota(uses)).not.toThrow();
    expect(uses[0]).toEqual({ resource: 'vms', used: 1, after: 1001, limit: null });
  });
});
