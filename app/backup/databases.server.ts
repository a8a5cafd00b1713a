import type { Building, Occupant, Store } from './store.server.ts';

/** The two databases by their URLs, as in DATABASE_URL. The driver of the other one is not loaded. */

const isSqlite = (url: string) => url.startsWith('file:');
const fileOf = (url: string) => url.slice('file:'.length);
const sqlite = () => import('./sqlite-store.server.ts');
const postgresql = () => import('./postgresql-store.server.ts');

/** Opens a database to be read as it is now. @throws the driver's error */
export async function openSnapshot(url: string): Promise<Store> {
  if (isSqlite(url)) return (await sqlite()).openSqliteSnapshot(fileOf(url));
  return (await postgresql()).openPostgresqlSnapshot(url);
}

/** Begins a new database that is to replace the one of the URL. @param stamp made part of the old one's new name */
export async function openBuilding(url: string, stamp: string): Promise<Building> {
  if (isSqlite(url)) {
    const file = fileOf(url);
    return (await sqlite()).openSqliteBuilding(file, `${file}.before-restore-${stamp}`);
  }
  return (await postgresql()).openPostgresqlBuilding(url, `before_restore_${stamp}`);
}

/** Looks at what stands at the URL, and whether this account is in it. @throws the driver's error */
export async function lookAt(url: string, account: string | null): Promise<Occupant> {
  if (isSqlite(url)) return (await sqlite()).lookAtSqlite(fileOf(url), account);
  return (await postgresql()).lookAtPostgresql(url, account);
}
