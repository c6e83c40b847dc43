import { useQuery } from '@tanstack/react-query';
import { apiLanguage } from '../i18n/language';
import { call } from './client';

const overviewKey = ['overview'] as const;

export function useOverview() {
  return useQuery({
    queryKey: overviewKey,
    queryFn: ({ signal }) => call('getOverview', { query: { lang: apiLanguage() }, signal }),
    refetchInterval: 10_000,
  });
}
