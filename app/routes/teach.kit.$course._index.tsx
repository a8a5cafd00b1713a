import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { KitFiles } from '#app/features/delivery/kit-view.tsx';
import { getKitView } from '#app/features/delivery/queries.server.ts';
import { paths } from '#app/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'teach' } satisfies RouteHandle;

export const meta: MetaFunction<typeof loader> = ({ data: kit }) => [
  { title: `${kit?.course.title ?? 'Course'}: delivery kit · Rapport` },
];

/** The kit of a course that the actor teaches. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requirePermission(args, 'teach');
  return getKitView(actor, args.params.course ?? '', new Date());
}

export default function KitPage() {
  const kit = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="Delivery kit"
        lead={kit.course.title}
        breadcrumbs={[{ label: 'Delivery kits', href: paths.kits() }]}
        actions={<ButtonLink href={kit.zip}>Download all of it</ButtonLink>}
      />
      <KitFiles kit={kit} />
    </>
  );
}
