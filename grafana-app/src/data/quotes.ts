import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { QuoteRequest } from '@vigie/contract/quotes';
import { apiLanguage } from '../i18n/language';
import { call } from './client';

const quotesKey = ['quotes'] as const;

/** The price of a configuration; the last one stays visible while the next is on its way. */
export function useQuote(request: QuoteRequest | null) {
  return useQuery({
    queryKey: [...quotesKey, apiLanguage(), request],
    queryFn: ({ signal }) => call('createQuote', { body: request!, query: { lang: apiLanguage() }, signal }),
    enabled: request !== null,
    placeholderData: keepPreviousData,
    staleTime: 15_000,
  });
}
