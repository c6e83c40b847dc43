import type { Handler } from '../handler.ts';

export const listRunbooks: Handler<'listRunbooks'> = ({ runbooks }, { caller, language }) => runbooks.list(caller, language);

export const getRunbook: Handler<'getRunbook'> = ({ runbooks }, { caller, params, language }) => runbooks.get(caller, params.slug, language);

export const startExecution: Handler<'startExecution'> = ({ runbooks }, { caller, params, body, language }) =>
  runbooks.start(caller, params.slug, body, language);

export const listExecutions: Handler<'listExecutions'> = ({ runbooks }, { caller, query, language }) =>
  runbooks.executions(caller, query, language);

export const getExecution: Handler<'getExecution'> = ({ runbooks }, { caller, params, language }) =>
  runbooks.execution(caller, params.id, language);

export const actOnStep: Handler<'actOnStep'> = ({ runbooks }, { caller, params, body, language }) =>
  runbooks.act(caller, params.id, params.step, body, language);

export const abortExecution: Handler<'abortExecution'> = ({ runbooks }, { caller, params, body, language }) =>
  runbooks.abort(caller, params.id, body.reason, language);

export const getExecutionReport: Handler<'getExecutionReport'> = ({ runbooks }, { caller, params, language }) =>
  runbooks.report(caller, params.id, language);
