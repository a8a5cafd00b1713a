import { paths } from '#app/paths.ts';
import { SectionNav } from './section-nav.tsx';

const sections = [
  { label: 'People', href: paths.adminUsers() },
  { label: 'Lists of people', href: paths.adminRosters() },
  { label: 'Cohorts', href: paths.adminCohorts() },
  { label: 'Audit log', href: paths.adminAudit() },
];

/** The pages of administration; `current` is the path of the one shown. */
export function AdminNav({ current }: { current: string }) {
  return <SectionNav label="Administration" sections={sections} current={current} />;
}
