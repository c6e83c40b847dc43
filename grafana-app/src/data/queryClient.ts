import { QueryClient } from '@tanstack/react-query';
import { ProblemError } from './problem';

/** A load that may heal by itself is tried twice more; what the provisioner decided is shown at once. */
function shouldRetry(failures: number, error: Error): boolean {
  const passing = error instanceof ProblemError && (error.status === 0 || error.status >= 500);
  return passing && failures < 2;
}

export function createQueryClient(retry: typeof shouldRetry | false = shouldRetry): QueryClient {
  return new QueryClient({ defaultOptions: { queries: { retry, staleTime: 1000 }, mutations: { retry: false } } });
}
