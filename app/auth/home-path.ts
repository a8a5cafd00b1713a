import { paths } from '#app/paths.ts';
import { type Area, listAreas } from './permissions.ts';

const homes: Record<Area, () => string> = {
  learn: paths.learn,
  teach: paths.teach,
  author: paths.author,
  admin: paths.adminUsers,
};

/** Where a person starts: the first area their roles open, or the front page's own words when none does. */
export function toHomePath(actor: Parameters<typeof listAreas>[0]): string {
  const area = listAreas(actor)[0];
  return area ? homes[area]() : paths.record();
}
