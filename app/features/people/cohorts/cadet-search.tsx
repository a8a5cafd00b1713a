import { paths } from '#app/paths.ts';
import { Button } from '#app/ui/button.tsx';
import { Field } from '#app/ui/field.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { cadetsPerPage } from './admin-rules.ts';
import type { CadetList } from './cadet-list-queries.server.ts';

const part = '#cadets';

/** Finds cadets of a cohort that has more of them than a page. What was searched for ends up in the URL. */
export function CadetSearch({ list, q, href }: { list: CadetList; q: string; href: string }) {
  if (list.everEnrolled <= cadetsPerPage && q === '') return null;
  return (
    <>
      <form method="get" action={part} className="filters">
        <Field
          field={{ id: 'q', name: 'q', initialValue: q }}
          label="Cadets whose name or e-mail holds"
          type="search"
        />
        <Button kind="secondary">Show</Button>
        {q !== '' && <a href={`${href}${part}`}>Show all {list.everEnrolled}</a>}
      </form>
      {list.total === 0 && <p>No cadet of this cohort has a name or an address that holds this.</p>}
    </>
  );
}

type CadetPagesProps = { cohortId: string; list: CadetList; q: string };

/** Steps through the cadets of a large cohort. */
export function CadetPages({ cohortId, list, q }: CadetPagesProps) {
  const { cadets, page, pages, total } = list;
  if (pages === 1) return null;
  const first = (page - 1) * cadetsPerPage + 1;
  const hrefOf = (to: number) => `${paths.adminCohort(cohortId, { q, page: to })}${part}`;
  return (
    <Pagination
      label="Pages of cadets"
      summary={`Cadets ${first} to ${first + cadets.length - 1} of ${total}`}
      previousHref={page > 1 ? hrefOf(page - 1) : undefined}
      nextHref={page < pages ? hrefOf(page + 1) : undefined}
    />
  );
}
