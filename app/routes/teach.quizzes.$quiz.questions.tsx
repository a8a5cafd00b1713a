import type { LoaderFunctionArgs } from '@remix-run/node';
import { type MetaFunction, useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { SampleView } from '#app/features/assessment/attempts/sample-view.tsx';
import { getQuizRevision } from '#app/features/curriculum/courses/queries.server.ts';
import { ItemWithKey } from '#app/features/curriculum/items/item-with-key.tsx';
import { KeysSwitch } from '#app/features/curriculum/items/keys-switch.tsx';
import { OwnQuizNotice } from '#app/features/records/gradings/own-quiz-notice.tsx';
import { getTaughtQuiz, takesQuiz } from '#app/features/records/gradings/taught-queries.server.ts';
import { paths } from '#app/paths.ts';
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'teach' } satisfies RouteHandle;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title ?? 'Quiz'}: questions · Rapport` },
];

/** The questions of a quiz that the actor teaches, as an attempt draws them or with their keys; none while they take it. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requirePermission(args, 'teach');
  const quizId = args.params.quiz ?? '';
  const { title, revisionId } = await getTaughtQuiz(actor, quizId);
  const head = { quizId, title };
  if (await takesQuiz(actor, quizId)) return { ...head, questions: null };
  const { searchParams } = new URL(args.request.url);
  const { body, key } = await getQuizRevision(revisionId);
  const draw = Number(searchParams.get('draw') ?? 1);
  const seed = Number.isSafeInteger(draw) && draw > 0 ? draw : 1;
  return { ...head, questions: { body, seed, key: searchParams.get('keys') === '1' ? key : null } };
}

export default function QuizQuestionsPage() {
  const { quizId, title, questions } = useLoaderData<typeof loader>();
  const key = questions?.key;
  const crumbs = [
    { label: 'Courses', href: paths.taughtCourses() },
    { label: `${title}: item statistics`, href: paths.quizStatistics(quizId) },
  ];
  if (!questions || key)
    return (
      <>
        <PageHeader title={title} breadcrumbs={crumbs} />
        {questions ? (
          <div className="stack stack-loose measure">
            <Switch quizId={quizId} shown="keyed" />
            {questions.body.items.map((item, index) => (
              <ItemWithKey key={item.id} item={item} keyed={key?.[item.id]} number={index + 1} />
            ))}
          </div>
        ) : (
          <OwnQuizNotice />
        )}
      </>
    );
  const { body, seed } = questions;
  return (
    <>
      <Breadcrumbs crumbs={crumbs} />
      <Switch quizId={quizId} shown="plain" />
      <SampleView
        seed={seed}
        another={paths.quizQuestions(quizId, { draw: seed + 1 })}
        body={body}
        module={null}
      />
    </>
  );
}

function Switch({ quizId, shown }: { quizId: string; shown: 'plain' | 'keyed' }) {
  return (
    <KeysSwitch
      plain={paths.quizQuestions(quizId)}
      keyed={paths.quizQuestions(quizId, { keys: '1' })}
      shown={shown}
    />
  );
}
