import { z } from 'zod';

/** A sentence that a person types: trimmed, not empty, at most 500 characters. */
export const remark = z.string().trim().min(1, 'a text is needed').max(500, 'a text has at most 500 characters').meta({ id: 'Remark' });
