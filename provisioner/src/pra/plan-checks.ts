import type { Plan, PlanStep } from './plan.ts';

/** One mistake in a scenario: where (`steps[2].action`) and what. */
export interface PlanMistake {
  path: string;
  message: string;
}

/** What plans may name: actions of automatic steps and guides of manual ones, by what they need. */
export interface Helper {
  readonly name: string;
  /** Kinds of parameters that the plan must have. */
  readonly parameters: readonly Plan['parameters'][number]['kind'][];
  /** Actions that must have come before: it reads what they found out. */
  readonly after: readonly string[];
}

export interface Helpers {
  readonly actions: readonly Helper[];
  readonly guides: readonly Helper[];
}

/** What the schema cannot see: names that must exist, be unique, or come in an order. */
export function planMistakes(plan: Plan, { actions, guides }: Helpers): PlanMistake[] {
  const ids = plan.steps.map(({ id }) => id);
  return [
    ...doubles(plan.parameters.map(({ name }) => name)).map((index) => ({ path: `parameters[${index}].name`, message: 'this name is taken' })),
    ...doubles(plan.parameters.map(({ kind }) => kind)).map((index) => ({
      path: `parameters[${index}].kind`, message: 'a plan has one parameter of a kind',
    })),
    ...doubles(ids).map((index) => ({ path: `steps[${index}].id`, message: 'this id is taken' })),
    ...plan.steps.flatMap((step, index) => {
      const at = `steps[${index}]`;
      if (step.kind === 'decision') return optionMistakes(step, at, ids, index);
      if (step.action === undefined) return [];
      const known = step.kind === 'auto' ? actions : guides;
      const helper = known.find(({ name }) => name === step.action);
      if (helper) return helperMistakes(helper, plan, `${at}.action`, index);
      const file = step.kind === 'auto' ? 'actions' : 'guides';
      return [{ path: `${at}.action`, message: `no such ${file.slice(0, -1)}: provisioner/src/pra/${file}/index.ts has none named ${step.action}` }];
    }),
  ];
}

function helperMistakes(helper: Helper, plan: Plan, path: string, index: number): PlanMistake[] {
  const before = plan.steps.slice(0, index).map((step) => (step.kind === 'auto' ? step.action : ''));
  return [
    ...helper.parameters
      .filter((kind) => !plan.parameters.some((parameter) => parameter.kind === kind))
      .map((kind) => ({ path, message: `${helper.name} needs a parameter of kind ${kind}` })),
    ...helper.after
      .filter((action) => !before.includes(action))
      .map((action) => ({ path, message: `${helper.name} needs a step with the action ${action} before it` })),
  ];
}

function optionMistakes(step: Extract<PlanStep, { kind: 'decision' }>, at: string, ids: readonly string[], index: number): PlanMistake[] {
  return [
    ...doubles(step.options.map(({ id }) => id)).map((option) => ({ path: `${at}.options[${option}].id`, message: 'this id is taken' })),
    ...step.options.flatMap(({ skip }, option) =>
      skip.flatMap((target, entry) =>
        ids.indexOf(target) > index ? [] : [{ path: `${at}.options[${option}].skip[${entry}]`, message: `${target} is no later step` }],
      ),
    ),
  ];
}

/** Indexes of values that stand in the list before. */
const doubles = (list: readonly string[]): number[] => list.flatMap((value, index) => (list.indexOf(value) < index ? [index] : []));
