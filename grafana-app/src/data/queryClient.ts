import { QueryClient } from '@tanstack/react-query';
import { ProblemError } from './problem';

/** A load that may heal by itself is tried twice more; what the provisioner decided is shown at once. */
const shouldRetry = (failures: number, error: Error): boolean => mayPass(error) && failures < 2;

const mayPass = (error: unknown): boolean => error instanceof ProblemError && (error.status === 0 || error.status >= 500);

/** Milliseconds until a failed load is tried again: a page whose provisioner was away comes back without a reload. */
export const retryWhenAway = ({ state }: { state: { error: unknown } }): number | false => (mayPass(state.error) ? 5000 : false);

export function createQueryClient(retry: typeof shouldRetry | false = shouldRetry): QueryClient {
  return new QueryClient({ defaultOptions: { queries: { retry, staleTime: 1000, refetchInterval: retryWhenAway }, mutations: { retry: false } } });
}
