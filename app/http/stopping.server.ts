// The server and the Remix build are bundles of their own: what both must know stands outside of them.
const shared: typeof globalThis & { rapportStopping?: AbortController } = globalThis;
shared.rapportStopping ??= new AbortController();

/**
 * Aborted when the server begins to stop: whatever waits without need ends then, so that it holds up nothing. For
 * HANDOVER_SECONDS it still answers.
 */
export const stopping: AbortController = shared.rapportStopping;
