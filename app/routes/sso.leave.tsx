import { data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { toVisit } from '#app/auth/request-context.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { findLeavePlace } from '#app/features/people/single-sign-on/mutations.server.ts';
import { getSso } from '#app/features/people/single-sign-on/queries.server.ts';
import { toSetCookies } from '#app/http/redirects.ts';
import { paths } from '#app/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'public' } satisfies RouteHandle;

export const meta = () => [{ title: 'Sign out · Rapport' }];

/** On to the identity provider, to sign out there too (OpenID Connect RP-Initiated Logout 1.0), where it has a place for that. */
export async function loader(args: LoaderFunctionArgs) {
  const { name } = getSso();
  const place = await findLeavePlace(toVisit(args));
  if (place && 'to' in place) throw redirect(place.to, { headers: toSetCookies(place.cookies) });
  return data({ name }, { status: place ? 503 : 200 });
}

/** Where the provider cannot be reached, or leaves signing out to its own pages. */
export default function SsoLeavePage() {
  const { name } = useLoaderData<typeof loader>();
  return (
    <div className="narrow stack">
      <PageHeader title={`You may still be signed in with ${name}`} />
      <Notice kind="attention" live="alert" title="Sign out there by hand">
        It cannot be done from here just now. Open the page of {name} and sign out there; on a
        shared computer, close the browser, too. In Rapport you are signed out.
      </Notice>
      <p>
        <ButtonLink href={paths.login()}>To the sign-in page</ButtonLink>
      </p>
    </div>
  );
}
