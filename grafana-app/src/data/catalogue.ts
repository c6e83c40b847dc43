import { useQuery } from '@tanstack/react-query';
import { apiLanguage } from '../i18n/language';
import { call } from './client';

const catalogueKey = ['catalogue'] as const;

/** Offers and options with prices, in the language of the page. */
export function useCatalogue() {
  return useQuery({
    queryKey: [...catalogueKey, apiLanguage()],
    queryFn: ({ signal }) => call('getCatalogue', { query: { lang: apiLanguage() }, signal }),
    staleTime: 60_000,
  });
}
