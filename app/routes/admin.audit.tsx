import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { AuditFilters } from '#app/features/audit/audit-filters.tsx';
import { AuditList } from '#app/features/audit/audit-list.tsx';
import { auditFilterSchema } from '#app/features/audit/filter-schema.ts';
import { listAuditEvents } from '#app/features/audit/queries.server.ts';
import { AdminNav } from '#app/features/people/users/admin-nav.tsx';
import { paths } from '#app/paths.ts';
import { PageHeader } from '#app/ui/page-header.tsx';
import { formatInstant, formatZone } from '#app/words/dates.ts';

export const handle = { access: 'admin' } satisfies RouteHandle;

export const meta = () => [{ title: 'Audit log · Rapport' }];

/** A page of events, the newest first. */
export async function loader(args: LoaderFunctionArgs) {
  await requirePermission(args, 'admin');
  const query = Object.fromEntries(new URL(args.request.url).searchParams);
  const filter = auditFilterSchema.parse(query);
  return { filter, page: await listAuditEvents(filter) };
}

export default function AuditLogPage() {
  const { filter, page } = useLoaderData<typeof loader>();
  return (
    <>
      <AdminNav current={paths.adminAudit()} />
      <PageHeader
        title="Audit log"
        lead="Who changed what, and when. Events are only ever added; nobody can change or delete one here."
      />
      <div className="stack">
        <AuditFilters filter={filter} />
        <AuditList
          page={page}
          filter={filter}
          formatAt={(at) => formatInstant(at, page.timeZone)}
          zone={formatZone(page.timeZone)}
        />
      </div>
    </>
  );
}
