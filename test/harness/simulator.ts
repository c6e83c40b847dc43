/** One call that the simulator got, as its journal tells it. */
interface JournalEntry {
  seq: number;
  method: string;
  template: string;
  path: string;
  status: number;
}

/** The simulator's control endpoint: the whole world as it is, and what was asked of it. */
export function simulatorOf(controlUrl: string) {
  const get = async (path: string) => (await fetch(`${controlUrl}${path}`)).json();
  const post = async (path: string, body: Record<string, unknown>): Promise<void> => {
    const response = await fetch(`${controlUrl}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`the simulator refused ${path}: ${await response.text()}`);
  };
  return {
    state: () => get('/state') as Promise<any>,
    journal: () => get('/journal') as Promise<JournalEntry[]>,
    fault: (fault: { method: string; template: string; kind: string; times: number; [more: string]: unknown }) => post('/faults', fault),
    node: (name: string, online: boolean) => post(`/nodes/${name}`, { online }),
    backup: (planted: Record<string, unknown>) => post('/backups', planted),
    guest: (vmid: number, change: Record<string, unknown>) => post(`/guests/${vmid}`, change),
  };
}
