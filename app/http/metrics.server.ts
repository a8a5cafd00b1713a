import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/**
 * What a server counts and times for Prometheus. Names and labels say what is done, never who does it or what is in it.
 * A label has few values: routes go by their ids, not by addresses.
 */

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

function createMetrics() {
  const registers = [new Registry()];
  return {
    register: registers[0] as Registry,
    requests: new Histogram({
      name: 'rapport_request_seconds',
      help: 'Time from a request to the end of its answer, by route',
      labelNames: ['route', 'method', 'status'] as const,
      buckets: seconds,
      registers,
    }),
    databaseWaits: new Histogram({
      name: 'rapport_database_wait_seconds',
      help: 'Time until a transaction had its turn',
      buckets: seconds,
      registers,
    }),
    slowStatements: new Counter({
      name: 'rapport_slow_statements_total',
      help: 'Statements that took longer than SLOW_QUERY_MS',
      registers,
    }),
    answersSaved: new Counter({
      name: 'rapport_answers_saved_total',
      help: 'Answers of attempts that were stored',
      registers,
    }),
    mails: new Counter({
      name: 'rapport_mails_total',
      help: 'Mails that are done with: sent, refused by the mail server, given up, or not needed any more',
      labelNames: ['kind', 'outcome'] as const,
      registers,
    }),
    signInsWaiting: new Gauge({
      name: 'rapport_sign_ins_waiting',
      help: 'Passwords that wait for their turn to be checked, or are being checked',
      registers,
    }),
  };
}

type Metrics = ReturnType<typeof createMetrics>;

// The web server and the Remix build are two bundles with a copy of this module each: they share what they count.
const shared: typeof globalThis & { rapportMetrics?: Metrics } = globalThis;
shared.rapportMetrics ??= createMetrics();

/** What this process counts. */
export const metrics: Metrics = shared.rapportMetrics;

/** Begins to measure the process itself: event loop, memory, garbage. Costs a little, so only where somebody asks. */
export function measureProcess(): void {
  if (metrics.register.getSingleMetric('process_start_time_seconds')) return;
  collectDefaultMetrics({ register: metrics.register });
}
