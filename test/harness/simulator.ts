/** One call that the simulator got, as its journal tells it. */
interface JournalEntry {
  seq: number;
  method: string;
  template: string;
  path: string;
  params: Record<string, unknown>;
  status: number;
}

/** The simulator's control endpoint: the whole world as it is, and what was asked of it. */
export function simulatorOf(controlUrl: string) {
  const get = async (path: string) => (await fetch(`${controlUrl}${path}`)).json();
  return {
    state: () => get('/state') as Promise<any>,
    journal: () => get('/journal') as Promise<JournalEntry[]>,
    /** What no API call can do, see docs/simulator.md. */
    async control(path: string, body: Record<string, unknown>): Promise<any> {
      const response = await fetch(`${controlUrl}${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!response.ok) throw new Error(`the simulator refused ${path}: ${await response.text()}`);
      return response.json();
    },
    /** Takes back the faults that nobody met, and answers them. */
    async clearFaults(): Promise<unknown[]> {
      const left = (await get('/faults')) as unknown[];
      await fetch(`${controlUrl}/faults`, { method: 'DELETE' });
      return left;
    },
    async fault(fault: { method: string; template: string; kind: string; times: number; [more: string]: unknown }): Promise<void> {
      const response = await fetch(`${controlUrl}/faults`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(fault),
      });
      if (!response.ok) throw new Error(`the simulator refused the fault: ${await response.text()}`);
    },
  };
}
