import { useEffect, useState } from 'react';

/** The value as it was when it last stayed the same for `delayMs`. Compared by content. */
export function useDebounced<Value>(value: Value, delayMs: number): Value {
  const text = JSON.stringify(value);
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), delayMs);
    return () => clearTimeout(timer);
  }, [text, delayMs]);
  return JSON.parse(settled) as Value;
}
