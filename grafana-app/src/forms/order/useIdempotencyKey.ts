import { useRef } from 'react';

/** A key for each submission: the same while the same request is tried again, another once it was changed. */
export function useIdempotencyKey(): (request: unknown) => string {
  const last = useRef({ request: '', key: '' });
  return (request) => {
    const text = JSON.stringify(request);
    if (last.current.request !== text) {
      last.current = { request: text, key: newKey() };
    }
    return last.current.key;
  };
}

/** randomUUID exists only on pages with TLS; getRandomValues everywhere. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
