import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireCadet, requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { startAttempt } from '#app/features/assessment/attempts/attempt-mutations.server.ts';
import { openQuiz } from '#app/features/assessment/attempts/expiry-mutations.server.ts';
import { QuizView } from '#app/features/assessment/attempts/quiz-view.tsx';
import { quizIntentSchema } from '#app/features/records/gradings/schema.ts';
import { readIntent } from '#app/http/forms.server.ts';
import { paths } from '#app/paths.ts';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'learn', taught: true } satisfies RouteHandle;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.quiz.title ?? 'Quiz'} · Rapport` },
];

/** The quiz of a module with the actor's own attempts at it. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireCadet(args, ({ course = '', module = '' }) =>
    paths.taughtCourse(course, `module-${module}`),
  );
  const { course = '', module = '' } = args.params;
  const change = { actor, requestId: args.context.requestId };
  return openQuiz(change, course, module);
}

/** Starts an attempt, or goes on with the open one. Where none may start, the page says why. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requirePermission(args, 'learn');
  const { form } = await readIntent(args, quizIntentSchema);
  const { course = '', module = '' } = args.params;
  if (!form) return redirect(paths.quiz(course, module));
  const result = await startAttempt({ actor, requestId: args.context.requestId }, course, module);
  return redirect(
    result.kind === 'open' ? paths.attempt(result.attemptId) : paths.quiz(course, module),
  );
}

export default function QuizPage() {
  const overview = useLoaderData<typeof loader>();
  const { quiz, course, module } = overview;
  return (
    <>
      <PageHeader
        title={quiz.title}
        lead={quiz.summary}
        breadcrumbs={[
          { label: course.title, href: paths.course(course.id) },
          { label: `${module.number}. ${module.title}`, href: paths.course(course.id) },
        ]}
      />
      <QuizView {...overview} />
    </>
  );
}
