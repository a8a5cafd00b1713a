import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { toSeal } from '#app/auth/seal.server.ts';
import { AdminNav } from '#app/features/people/users/admin-nav.tsx';
import { linksDoneSchema } from '#app/features/people/users/admin-schema.ts';
import { InvitedNotice } from '#app/features/people/users/invited-notice.tsx';
import { listOwnLinks } from '#app/features/people/users/link-queries.server.ts';
import { OwnLinks } from '#app/features/people/users/own-links.tsx';
import { getAcademyTimeZone } from '#app/features/people/users/queries.server.ts';
import { paths } from '#app/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'admin' } satisfies RouteHandle;

export const meta = () => [{ title: 'Links to hand over · Rapport' }];

/** The links that were made in this session and can still be shown. Loading it again makes none. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requirePermission(args, 'admin');
  const done = linksDoneSchema.parse(Object.fromEntries(new URL(args.request.url).searchParams));
  const own = await listOwnLinks(actor, toSeal(args), new Date());
  return { ...own, done, timeZone: getAcademyTimeZone() };
}

export default function LinksPage() {
  const { links, shownUntil, done, timeZone } = useLoaderData<typeof loader>();
  return (
    <>
      <AdminNav current={paths.adminUsers()} />
      <PageHeader
        title="Links to hand over"
        breadcrumbs={[{ label: 'People', href: paths.adminUsers() }]}
      />
      <div className="stack">
        <InvitedNotice {...done} />
        {shownUntil ? (
          <OwnLinks links={links} shownUntil={shownUntil} timeZone={timeZone} />
        ) : (
          <EmptyState
            title="No link to show"
            action={<ButtonLink href={paths.adminUsers()}>Back to people</ButtonLink>}
          >
            Links are shown for an hour, in the session that made them, until they are used. A lost
            one is withdrawn and made anew on the page of people.
          </EmptyState>
        )}
      </div>
    </>
  );
}
