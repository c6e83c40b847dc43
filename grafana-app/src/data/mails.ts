import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from './client';

const mailsKey = ['mails', 'doubtful'] as const;

/** Mails of which nobody knows whether they arrived. */
export function useDoubtfulMails(enabled: boolean) {
  return useQuery({
    queryKey: mailsKey,
    queryFn: ({ signal }) => call('listMails', { query: { state: 'doubtful' }, signal }),
    refetchInterval: 60_000,
    enabled,
  });
}

/** Sends a mail again, or says that it arrived. */
export function useDecideMail(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (act: 'resendMail' | 'dismissMail') => call(act, { params: { id } }),
    // Somebody else may have decided: show what is left.
    onSettled: () => client.invalidateQueries({ queryKey: mailsKey }),
  });
}
