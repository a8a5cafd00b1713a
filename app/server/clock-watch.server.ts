import { logger } from '#app/http/logger.server.ts';
import { passSleep, secondsApart } from '#app/time/steady-clock.server.ts';
import { clockTolerance } from './readiness.server.ts';

let told = 0;

/** Keeps the time of this process right over a sleep of the machine, and tells whoever set its clock what follows. */
export async function watchClock(): Promise<void> {
  passSleep();
  const apart = secondsApart();
  if (Math.abs(apart - told) < clockTolerance) return;
  told = apart;
  logger.warn(
    { secondsApart: apart },
    'the clock of this machine was set; this server goes on with the time it had until it is started anew',
  );
}
