import { useState } from 'react';

interface Query {
  data: unknown;
  error: Error | null;
}

/**
 * Why a page has nothing to show. It stays while the load is tried again by itself, so that the message does not flicker,
 * and goes with the first answer.
 */
export function useLoadError({ data, error }: Query): Error | null {
  const [last, setLast] = useState<Error | null>(null);
  const shown = data !== undefined ? null : (error ?? last);
  if (shown !== last) {
    setLast(shown);
  }
  return shown;
}
