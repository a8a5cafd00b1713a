import { readResults } from '../faults/results.ts';

/** Prints what the database of the environment holds of each attempt, as JSON. */

process.stdout.write(JSON.stringify([...(await readResults())]));
