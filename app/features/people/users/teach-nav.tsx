import { paths } from '#app/paths.ts';
import { SectionNav } from './section-nav.tsx';

const sections = [
  { label: 'Cohorts', href: paths.teach() },
  { label: 'Courses and quizzes', href: paths.taughtCourses() },
  { label: 'Answers to read', href: paths.waitingAnswers() },
];

/** The pages of those who teach; `current` is the path of the one shown. */
export function TeachNav({ current }: { current: string }) {
  return <SectionNav label="Teaching" sections={sections} current={current} />;
}
