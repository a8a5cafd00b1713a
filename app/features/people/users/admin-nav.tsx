import { paths } from '#app/paths.ts';
import { Tabs } from '#app/ui/tabs.tsx';

const tabs = [
  { label: 'People', href: paths.adminUsers() },
  { label: 'Lists of people', href: paths.adminRosters() },
  { label: 'Cohorts', href: paths.adminCohorts() },
  { label: 'Local rules', href: paths.adminRules() },
  { label: 'Audit log', href: paths.adminAudit() },
  { label: 'Design', href: paths.adminDesign() },
];

/** The pages of administration; `current` is the path of the one shown. */
export function AdminNav({ current }: { current: string }) {
  return <Tabs label="Administration" tabs={tabs} current={current} />;
}
