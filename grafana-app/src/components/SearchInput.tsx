import React, { useEffect, useRef } from 'react';
import { FilterInput } from '@grafana/ui';
import { testIds } from './testIds';

interface Props {
  value: string;
  onChange: (value: string) => void;
  /** Placeholder and accessible name. */
  label: string;
}

/** The search of a list. The key `/` focuses it, unless one is typing elsewhere. */
export function SearchInput({ value, onChange, label }: Props) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [contenteditable]') !== null;
      if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        input.current?.focus();
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <FilterInput
      ref={input}
      value={value}
      onChange={onChange}
      placeholder={label}
      aria-label={label}
      data-testid={testIds.page.search}
      escapeRegex={false}
    />
  );
}
