import { paths } from '#app/paths.ts';
import { Tabs } from '#app/ui/tabs.tsx';

const tabs = [
  { label: 'Cohorts', href: paths.teach() },
  { label: 'Courses and quizzes', href: paths.taughtCourses() },
  { label: 'Delivery kit', href: paths.kits() },
  { label: 'Answers to read', href: paths.waitingAnswers() },
];

/** The pages of those who teach; `current` is the path of the one shown. */
export function TeachNav({ current }: { current: string }) {
  return <Tabs label="Teaching" tabs={tabs} current={current} />;
}
