import type { Execution, ExecutionRequest } from '@vigie/contract/executions';
import type { Language } from '@vigie/contract/primitives';
import type { Readiness } from '@vigie/contract/readiness';
import type { Runbook, RunbookSummary } from '@vigie/contract/runbooks';
import type { SignedDocument } from '@vigie/contract/signed-document';
import pg from 'pg';
import type { Caller } from '../caller.ts';
import { abortExecution, actOn } from '../pra/acts.ts';
import { choiceOf, choicesFor } from '../pra/choices.ts';
import { executionSummary, executionView, planOf, planStepView } from '../pra/execution-view.ts';
import type { Guide } from '../pra/guide.ts';
import { isDestructive, type Plan } from '../pra/plan.ts';
import type { RecoveryPorts } from '../pra/ports.ts';
import type { Scenario } from '../pra/scenarios.ts';
import { ProblemError } from '../problem-error.ts';
import type { RunbookServices } from '../services.ts';
import { appendAudit } from '../store/audit.ts';
import { decodeCursor, pageOf } from '../store/cursor.ts';
import type { Database, Queryable } from '../store/database.ts';
import { appendJournal, journalOf } from '../store/execution-journal.ts';
import { executionSteps, insertExecutionSteps } from '../store/execution-steps.ts';
import {
  findExecution, insertExecution, keepReport, lastRehearsals, listExecutions, lockExecution, openExecutions,
  type ExecutionParameter, type ExecutionRow,
} from '../store/executions.ts';
import { newExecutionId } from '../store/ids.ts';
import { assertOrderKept } from './kept-order.ts';

/** What the service asks of the engine. Both may be repeated. */
export interface ExecutionEngine {
  begin(ref: { id: string; run: number; partition: string }): Promise<void>;
  wake(ref: { id: string; run: number }): Promise<void>;
}

export interface RunbookServiceParts {
  db: Database;
  scenarios: ReadonlyMap<string, Scenario>;
  guides: readonly Guide[];
  ports: RecoveryPorts;
  engine: ExecutionEngine;
  readiness(language: Language): Promise<Readiness>;
  /** Signs the report of an execution that ended, whose texts are in this language. */
  sign(execution: Execution, language: Language): SignedDocument;
}

/** Runbooks and their executions. Every act of a person is one transaction with its line in the journal and in the audit trail. */
export function runbookService(parts: RunbookServiceParts): RunbookServices {
  const { db, scenarios, guides, ports, engine } = parts;

  const view = async (row: ExecutionRow, language: Language): Promise<Execution> =>
    executionView(row, await executionSteps(db, row.id), await journalOf(db, row.id), language);

  const viewById = async (id: string, language: Language) => view(await existing(db, id), language);

  /** Writes while the execution is held and open, then lets its run look. */
  const change = async (caller: Caller, id: string, act: string, detail: Record<string, unknown>, write: (tx: Queryable, row: ExecutionRow) => Promise<void>) => {
    const row = await db.transaction(async (tx) => {
      const held = await lockExecution(tx, id);
      if (!held) throw unknownExecution(id);
      if (held.ended_at !== null) throw new ProblemError('wrong-state', `The execution ${id} has ended.`);
      await write(tx, held);
      await appendAudit(tx, { actor: caller.login, tenant: null, act, object: id, detail });
      return held;
    });
    // The act is written; a run that hears nothing looks again by itself.
    await engine.wake(row).catch(() => {});
  };

  return {
    async list(_caller, language) {
      const state = await stateOf(db);
      const items = [...scenarios.values()].map(({ plan }) => summaryOf(plan, state, language));
      return { items, readiness: await parts.readiness(language) };
    },
    async get(_caller, slug, language): Promise<Runbook> {
      const { plan, body } = scenarioOf(scenarios, slug);
      const { steps: _count, ...summary } = summaryOf(plan, await stateOf(db), language);
      const parameters = await Promise.all(
        plan.parameters.map(async (parameter) => ({
          name: parameter.name, kind: parameter.kind, label: parameter.label[language], choices: await choicesFor(parameter, ports),
        })),
      );
      return { ...summary, body: body[language], parameters, steps: plan.steps.map((step) => planStepView(step, language)) };
    },
    async start(caller, slug, request, language) {
      const { plan } = scenarioOf(scenarios, slug);
      const parameters = await parametersOf(plan, request, ports);
      const id = newExecutionId();
      await insert(db, caller, { id, plan, request, parameters });
      await engine.begin({ id, run: 1, partition: id });
      return viewById(id, language);
    },
    async executions(_caller, { limit, cursor, ...filter }, language) {
      const rows = await listExecutions(db, { limit, after: decodeCursor(cursor), ...filter });
      return pageOf(rows, limit, (row) => executionSummary(row, language));
    },
    execution: (_caller, id, language) => viewById(id, language),
    async act(caller, id, step, act, language) {
      const { act: name, ...detail } = act;
      await change(caller, id, `execution.${name}`, { step, ...detail }, (tx, row) =>
        actOn(tx, row, planOf(row), guides, { login: caller.login, stepId: step, act }),
      );
      return viewById(id, language);
    },
    async abort(caller, id, reason, language) {
      await change(caller, id, 'execution.abort', { reason }, (tx, row) => abortExecution(tx, row, caller.login, reason));
      return viewById(id, language);
    },
    async report(caller, id, language) {
      const row = await existing(db, id);
      if (row.ended_at === null) throw new ProblemError('wrong-state', `The execution ${id} goes on; its report is made when it has ended.`);
      const kept = row.report[language];
      if (kept) return kept;
      const made = parts.sign(await view(row, language), language);
      return db.transaction(async (tx) => {
        const held = await lockExecution(tx, id);
        const earlier = held?.report[language];
        if (earlier) return earlier;
        await keepReport(tx, id, language, made);
        await appendAudit(tx, { actor: caller.login, tenant: null, act: 'execution.report', object: id, detail: { language, sha256: made.sha256 } });
        return made;
      });
    },
  };
}

async function insert(
  db: Database,
  caller: Caller,
  { id, plan, request, parameters }: { id: string; plan: Plan; request: ExecutionRequest; parameters: ExecutionParameter[] },
): Promise<void> {
  const { mode, reason } = request;
  try {
    await db.transaction(async (tx) => {
      if (mode === 'real') await assertMachinesKept(tx, plan, parameters);
      await insertExecution(tx, { id, runbook: plan.slug, plan, mode, reason, parameters, started_by: caller.login });
      await insertExecutionSteps(tx, id, plan.steps.map((step) => step.id));
      await appendJournal(tx, id, { actor: caller.login, act: 'begun', detail: { mode, reason, parameters } });
      await appendAudit(tx, {
        actor: caller.login, tenant: null, act: 'execution.start', object: id, detail: { runbook: plan.slug, mode, reason, parameters },
      });
    });
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.constraint === 'runbook_executions_one_at_a_time') {
      throw new ProblemError('wrong-state', `${mode === 'real' ? 'An execution' : 'A rehearsal'} of this runbook for the same goes on already.`);
    }
    throw error;
  }
}

/** A machine whose order is being cancelled goes; whoever cancels after us sees the recovery. */
async function assertMachinesKept(tx: Queryable, plan: Plan, parameters: readonly ExecutionParameter[]): Promise<void> {
  for (const { name, value, shown } of parameters) {
    if (plan.parameters.some((parameter) => parameter.name === name && parameter.kind === 'vm')) await assertOrderKept(tx, { id: value, name: shown });
  }
}

async function parametersOf(plan: Plan, request: ExecutionRequest, ports: RecoveryPorts): Promise<ExecutionParameter[]> {
  const given = new Map(Object.entries(request.parameters));
  const mistakes: { path: string; message: string }[] = [];
  const parameters: ExecutionParameter[] = [];
  for (const parameter of plan.parameters) {
    const value = given.get(parameter.name);
    given.delete(parameter.name);
    const choice = value === undefined ? null : await choiceOf(parameter, value, ports);
    if (choice) parameters.push({ name: parameter.name, value: choice.value, shown: choice.label });
    else mistakes.push({ path: `parameters.${parameter.name}`, message: value === undefined ? 'is missing' : 'is not one of the choices' });
  }
  for (const name of given.keys()) mistakes.push({ path: `parameters.${name}`, message: 'the runbook has no such parameter' });
  if (mistakes.length > 0) throw new ProblemError('invalid-request', 'The parameters of the runbook have mistakes.', mistakes);
  return parameters;
}

type State = { rehearsals: Awaited<ReturnType<typeof lastRehearsals>>; open: Awaited<ReturnType<typeof openExecutions>> };

const stateOf = async (db: Queryable): Promise<State> => ({ rehearsals: await lastRehearsals(db), open: await openExecutions(db) });

function summaryOf(plan: Plan, { rehearsals, open }: State, language: Language): RunbookSummary {
  const last = rehearsals.find(({ runbook }) => runbook === plan.slug);
  return {
    slug: plan.slug,
    title: plan.title[language],
    covers: plan.covers[language],
    rtoMinutes: plan.rtoMinutes,
    steps: plan.steps.length,
    destructiveSteps: plan.steps.filter(isDestructive).length,
    lastRehearsal: last
      ? {
          id: last.id, state: last.state, endedAt: last.ended_at.toISOString(),
          seconds: Math.round((last.ended_at.getTime() - last.started_at.getTime()) / 1000),
        }
      : null,
    openExecutions: open.filter(({ runbook }) => runbook === plan.slug).map(({ id }) => id),
  };
}

function scenarioOf(scenarios: ReadonlyMap<string, Scenario>, slug: string): Scenario {
  const scenario = scenarios.get(slug);
  if (!scenario) throw new ProblemError('not-found', `There is no runbook ${slug}.`);
  return scenario;
}

async function existing(db: Queryable, id: string): Promise<ExecutionRow> {
  const row = await findExecution(db, id);
  if (!row) throw unknownExecution(id);
  return row;
}

const unknownExecution = (id: string): ProblemError => new ProblemError('not-found', `There is no execution ${id}.`);
