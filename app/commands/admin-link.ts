import { parseArgs } from 'node:util';
import { closeDatabase } from '#app/db/client.server.ts';
import { createAdministratorLink } from '#app/features/people/users/invitation-mutations.server.ts';
import { runCommand, UsageError } from './run-command.ts';

/** `npm run admin:link`: lets an administrator in whom nothing else does. Whoever can run it has the database anyway. */

const usage = `npm run admin:link -- <e-mail address> [--without-second-factor]

Prints a link that sets a new password of an administrator's account and signs them in, once, for two hours. The audit log says so.
  --without-second-factor   also removes their app, passkeys and recovery codes, and ends their sessions: for who lost all of it`;

await runCommand(usage, async (write) => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { 'without-second-factor': { type: 'boolean', default: false } },
  });
  const [email] = positionals;
  if (positionals.length !== 1 || !email) throw new UsageError('Give one e-mail address.');
  try {
    const keeps = values['without-second-factor'] ? 'no factor' : 'factors';
    const link = await createAdministratorLink(email.trim().toLowerCase(), keeps);
    if (!link)
      throw new Error(`${email} is no administrator who can sign in here. Nothing was changed.`);
    write(link);
  } finally {
    await closeDatabase();
  }
});
