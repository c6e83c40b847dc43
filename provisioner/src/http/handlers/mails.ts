import type { Handler } from '../handler.ts';

export const listMails: Handler<'listMails'> = ({ mails }, { caller, query }) => mails.list(caller, query);

export const resendMail: Handler<'resendMail'> = ({ mails }, { caller, params }) => mails.resend(caller, params.id);

export const dismissMail: Handler<'dismissMail'> = ({ mails }, { caller, params }) => mails.dismiss(caller, params.id);
