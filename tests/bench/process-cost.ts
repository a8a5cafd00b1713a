import { readdirSync, readFileSync } from 'node:fs';

/** What a process costs, as Linux counts it. */

/**
 * CPU milliseconds that the threads of a process have used so far, to the microsecond.
 * @throws Error where the kernel does not say: the benchmark measures on Linux
 */
export function cpuMs(pid: number): number {
  const tasks = `/proc/${pid}/task`;
  let nanoseconds = 0;
  for (const task of readdirSync(tasks)) {
    const [onCpu] = readFileSync(`${tasks}/${task}/schedstat`, 'utf8').split(' ');
    nanoseconds += Number(onCpu);
  }
  return nanoseconds / 1e6;
}

/** CPU milliseconds of a process and its children, for a database whose connections are processes. */
export function familyCpuMs(pid: number): number {
  const children = readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8').replace(/^.*\) /, '');
      return Number(stat.split(' ')[1]) === pid;
    } catch {
      return false;
    }
  });
  return [pid, ...children.map(Number)].reduce((sum, id) => sum + cpuMs(id), 0);
}

/** Memory of a process in MB. `pss` shares out what several processes have in common; `rss` counts it whole. */
export type Memory = { pss: number; rss: number };

/** Memory of a process now. */
export function readMemory(pid: number): Memory {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const read = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(rollup)?.[1]) / 1024;
  return { pss: read('Pss'), rss: read('Rss') };
}
