import { paths } from '#app/paths.ts';
import { type Actor, type Role, roles } from './permissions.ts';

const homes: Record<Role, () => string> = {
  cadet: paths.learn,
  instructor: paths.teach,
  author: paths.author,
  admin: paths.adminUsers,
};

/** Where a person starts: at the work of the first of their roles; without a role, at their own record. */
export function toHomePath(actor: Pick<Actor, 'roles'>): string {
  const first = roles.find((role) => actor.roles.includes(role));
  return first ? homes[first]() : paths.record();
}
