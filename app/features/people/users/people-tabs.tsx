import { paths } from '#app/paths.ts';
import { Tabs } from '#app/ui/tabs.tsx';
import type { UserListFilter } from './admin-schema.ts';
import type { UserPage } from './queries.server.ts';

type PeopleTabsProps = {
  list: Pick<UserPage, 'active' | 'disabled'>;
  /** How many invitations and password links wait. */
  waiting: number;
  filter: UserListFilter;
  /** The tab shown, which a refused form may choose. */
  show: UserListFilter['show'];
};

/** Those who can sign in, those who were asked to, and those who cannot any more; search and role go along. */
export function PeopleTabs({ list, waiting, filter, show }: PeopleTabsProps) {
  const { q, role } = filter;
  const hrefOf = (to: UserListFilter['show']) => paths.adminUsers({ show: to, q, role });
  const tabs = [
    { label: `Active (${list.active})`, href: hrefOf(undefined) },
    { label: `Invited (${waiting})`, href: hrefOf('invited') },
    { label: `Disabled (${list.disabled})`, href: hrefOf('disabled') },
  ];
  return <Tabs label="People" tabs={tabs} current={hrefOf(show)} />;
}
