import {
  type ActionFunctionArgs,
  data,
  type LinksFunction,
  type LoaderFunctionArgs,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import type { Change } from '#app/auth/change.ts';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import authorSheet from '#app/features/authoring/author.css?url';
import { OpenedTable, WaitingCard } from '#app/features/authoring/held-lessons.tsx';
import { listHeldLessons } from '#app/features/authoring/held-queries.server.ts';
import { heldLessonFormSchema } from '#app/features/authoring/hold-schema.ts';
import {
  holdLessonBack,
  openLesson,
} from '#app/features/curriculum/publishing/opening-mutations.server.ts';
import { AdminNav } from '#app/features/people/users/admin-nav.tsx';
import { readIntent } from '#app/http/forms.server.ts';
import { paths } from '#app/paths.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'admin' } satisfies RouteHandle;

export const meta = () => [{ title: 'Local rules · Rapport' }];

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: authorSheet }];

/** The lessons that wait for local rules, and those opened without. */
export async function loader(args: LoaderFunctionArgs) {
  await requirePermission(args, 'admin');
  return { ...(await listHeldLessons()), now: new Date() };
}

/** Opens a lesson without its rules, or takes that back. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requirePermission(args, 'admin');
  const sent = await readIntent(args, heldLessonFormSchema);
  if (!sent.form) return data(sent.refused, { status: 400 });
  const change: Change = { actor, requestId: args.context.requestId };
  const { form } = sent;
  if (form.intent === 'open-lesson')
    await openLesson(change, { lessonId: form.lesson, reason: form.reason });
  else await holdLessonBack(change, form.lesson);
  return redirect(paths.adminRules());
}

export default function RulesPage() {
  const { waiting, opened, timeZone, now } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() ?? null;
  return (
    <>
      <AdminNav current={paths.adminRules()} />
      <PageHeader
        title="Local rules"
        lead="Some lessons need your academy’s own words first, such as whom a cadet can call. Until they are written, no cadet gets the lesson, and it counts in nothing."
      />
      <div className="stack stack-loose">
        <p className="measure">
          Each rule is a file in the content folder, in plain Markdown. Once it is there and content
          is published, the lesson opens by itself.{' '}
          <a href={`${paths.author()}#open-rules`}>All rules that are not written</a>
        </p>
        <section className="stack" aria-labelledby="waiting">
          <h2 id="waiting">Held back from cadets</h2>
          {waiting.length === 0 && (
            <EmptyState title="No lesson waits">
              Every lesson that needs a rule has it, or was opened without.
            </EmptyState>
          )}
          {waiting.map((lesson) => (
            <WaitingCard key={lesson.id} lesson={lesson} lastResult={lastResult} />
          ))}
        </section>
        {opened.length > 0 && <OpenedTable opened={opened} timeZone={timeZone} now={now} />}
      </div>
    </>
  );
}
