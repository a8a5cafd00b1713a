/**
 * The whole access vocabulary, shared by guards, pages and tests. A role is what a person is; an area is a part of the
 * site; a guard asks whether one of the actor's roles opens the area. Which rows an actor sees inside an area is
 * decided by the queries, which take the actor.
 */

/** Roles a user may hold; several at once are possible. */
export const roles = ['cadet', 'instructor', 'author', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Parts of the site that a role opens. */
export type Area = 'learn' | 'teach' | 'author' | 'admin';

const rolesOf: Record<Area, readonly Role[]> = {
  learn: ['cadet'],
  teach: ['instructor', 'admin'],
  author: ['author', 'admin'],
  admin: ['admin'],
};

/** Who may open a route: anyone, signed-out visitors too; any signed-in user; or those whose role opens an area. */
export type Access = 'public' | 'signed-in' | Area;

/**
 * The signed-in person, as every guard returns it and every query takes it. `lacksFactor`: they need a second factor, for a
 * role of theirs or a password that does not do alone, and have none: they get nowhere but to where one is set up.
 */
export type Actor = {
  id: string;
  name: string;
  /** null: they sign in with a number of theirs. */
  email: string | null;
  roles: readonly Role[];
  lacksFactor?: true;
};

/** Whether one of the actor's roles opens the area. */
export function canEnter(actor: Pick<Actor, 'roles'>, area: Area): boolean {
  return rolesOf[area].some((role) => actor.roles.includes(role));
}

const roleNames: Record<Role, { one: string; many: string }> = {
  cadet: { one: 'a cadet', many: 'cadets' },
  instructor: { one: 'an instructor', many: 'instructors' },
  author: { one: 'an author', many: 'authors' },
  admin: { one: 'an administrator', many: 'administrators' },
};

/** Who may open the area, and what the actor is instead, as a sentence for the actor. */
export function whyNotEntered(
  { name, email, roles }: Pick<Actor, 'name' | 'email' | 'roles'>,
  area: Area,
): string {
  const open = rolesOf[area].map((role) => roleNames[role].many).join(' and ');
  const own = roles.map((role) => roleNames[role].one).join(' and ');
  return `This page is for ${open}. You are signed in as ${email ?? name}, ${own || 'an account without a role'}.`;
}

/** The areas the actor may open, in the order of the site's navigation. */
export function listAreas(actor: Pick<Actor, 'roles'>): Area[] {
  return (['learn', 'teach', 'author', 'admin'] as const).filter((area) => canEnter(actor, area));
}

/** Whether the actor sees every cohort, not only those they teach. */
export function canSeeAllCohorts(actor: Pick<Actor, 'roles'>): boolean {
  return actor.roles.includes('admin');
}

/** Whether the text names a role. */
export function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text);
}
