import { db, newId } from '#app/db/client.server.ts';
import { forgetSnapshot } from '#app/features/curriculum/courses/snapshot.server.ts';
import { paths } from '#app/paths.ts';
import { createUser } from '#tests/factories/people.ts';
import { publishQuizCourse } from '#tests/support/quiz-course.ts';
import type { MakeCase } from './post-case.ts';

/** What administrators send about lessons that wait for local rules. */

const rule = 'support-contacts';
const reason = 'The contacts hang in “every” classroom, B & C.';

async function onHeldLesson() {
  const { lessons } = await publishQuizCourse({ openRules: [rule] });
  const { id: sender } = await createUser({ roles: ['admin'] });
  return { sender, path: paths.adminRules(), lesson: lessons[1] ?? '' };
}

export const ruleCases: Record<string, MakeCase> = {
  'admin.rules open-lesson': async () => {
    const { lesson, ...form } = await onHeldLesson();
    return { ...form, fields: { intent: 'open-lesson', lesson, reason }, typed: [reason] };
  },
  'admin.rules hold-lesson-back': async () => {
    const { lesson, ...form } = await onHeldLesson();
    await db.lessonOpening.create({
      data: {
        id: newId(),
        lessonId: lesson,
        activeKey: lesson,
        rulesJson: JSON.stringify([rule]),
        reason,
        openedAt: new Date(),
        openedById: form.sender,
      },
    });
    forgetSnapshot();
    return { ...form, fields: { intent: 'hold-lesson-back', lesson } };
  },
};
