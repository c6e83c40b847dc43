import { useMutation } from '@tanstack/react-query';
import { call } from './client';

/** Brings the bastion in line with what Vigie knows. */
export const useSyncBastion = () => useMutation({ mutationFn: () => call('syncBastion', {}) });
