import type { Identity } from '../model/identity.ts';
import type { Simulator } from '../simulator.ts';
import type { World } from '../state/world.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** A parameter after validation: integers and booleans (0/1) are numbers. */
export type Param = string | number | string[];

/** One authenticated and validated API call. Path parameters are in `params` too. */
export interface Call {
  method: Method;
  template: string;
  path: string;
  params: Record<string, Param>;
  identity: Identity;
  sim: Simulator;
  world: World;
}

export interface Endpoint {
  method: Method;
  /** As in the API schema, e.g. `/nodes/{node}/qemu/{vmid}/config`. */
  template: string;
  /** Returns what goes into `data`, or a Listing where a total goes beside it. Throws ApiError. */
  handle: (call: Call) => unknown;
}

/** An answer with `total` beside `data`. */
export class Listing {
  readonly data: unknown[];
  readonly total: number;

  constructor(data: unknown[], total: number) {
    this.data = data;
    this.total = total;
  }
}

export function text(call: Call, name: string): string {
  return String(call.params[name] ?? '');
}

export function optionalText(call: Call, name: string): string | undefined {
  const value = call.params[name];
  return value === undefined ? undefined : String(value);
}

export function number(call: Call, name: string): number {
  return Number(call.params[name]);
}

export function flag(call: Call, name: string, preset = false): boolean {
  const value = call.params[name];
  return value === undefined ? preset : value === 1;
}

/** A Proxmox list: separated by comma, semicolon, blank or NUL. */
export function list(call: Call, name: string): string[] {
  const value = call.params[name];
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [String(value)]).flatMap(splitList);
}

export function splitList(value: string): string[] {
  return value.split(/[\s,;\0]+/).filter((item) => item !== '');
}
