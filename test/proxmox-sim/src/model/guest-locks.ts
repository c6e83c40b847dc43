/** The flock on `/var/lock/qemu-server/lock-<vmid>.conf`: held for the length of a task, gone with the process. */
export class GuestLocks {
  private readonly held = new Map<number, Promise<void>>();
  private readonly second: number;

  /** `second`: how many milliseconds a second of waiting takes here. */
  constructor(second: number) {
    this.second = second;
  }

  /** Runs `work` alone on this id, and tells the log when it had to wait; throws Proxmox's text when the lock is not free in time. */
  async with<T>(vmid: number, timeoutMs: number, work: () => Promise<T>, log: (line: string) => void = () => undefined): Promise<T> {
    const waited = this.held.has(vmid);
    if (waited) log('trying to acquire lock...');
    const deadline = Date.now() + (timeoutMs / 1000) * this.second;
    for (let holder = this.held.get(vmid); holder !== undefined; holder = this.held.get(vmid)) {
      if (!(await settlesBy(holder, deadline))) throw new Error(`can't lock file '/var/lock/qemu-server/lock-${vmid}.conf' - got timeout`);
    }
    if (waited) log(' OK');
    const { promise, resolve } = Promise.withResolvers<void>();
    this.held.set(vmid, promise);
    try {
      return await work();
    } finally {
      this.held.delete(vmid);
      resolve();
    }
  }
}

async function settlesBy(holder: Promise<void>, deadline: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), Math.max(0, deadline - Date.now()));
  void holder.then(() => resolve(true));
  const settled = await promise;
  clearTimeout(timer);
  return settled;
}
