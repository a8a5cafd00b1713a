import { openSession } from '#app/auth/lucia.server.ts';

/** Opens a session of a person. @returns the Cookie header of a browser that has it */
export async function toCookie(userId: string): Promise<string> {
  return (await openSession(userId)).split(';')[0] ?? '';
}
