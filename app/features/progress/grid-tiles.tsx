import { paths } from '#app/paths.ts';
import { formatPercent } from '#app/words/numbers.ts';
import type { CohortProgress } from './grid-queries.server.ts';
import type { Grid } from './grid-rules.ts';
import type { GridView } from './grid-view-rules.ts';
import { NeedTiles } from './need-tiles.tsx';

type GridTilesProps = {
  cohort: { id: string };
  /** The course in the address, when the cohort has several. */
  course?: string;
  cadets: number;
  view: GridView;
  progress: Pick<CohortProgress, 'needs'> & { grid: Omit<Grid, 'rows'> };
};

/** The cohort in figures; each shows in the grid whom it counts. */
export function GridTiles({ cohort, course, cadets, view, progress }: GridTilesProps) {
  const { grid, needs } = progress;
  const hrefOf = (show?: string) => paths.cohort(cohort.id, { course, show });
  return (
    <NeedTiles
      counts={needs}
      current={view.show}
      hrefOf={hrefOf}
      expected={grid.expected === null ? undefined : `${grid.expected} of ${grid.lessons} expected`}
      first={[
        {
          label: cadets === 1 ? 'cadet' : 'cadets',
          beside: `${formatPercent(grid.share)} done`,
          value: cadets,
          href: hrefOf(),
          isCurrent: view.show === 'all' && view.q === '',
        },
      ]}
    />
  );
}
