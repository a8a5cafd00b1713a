import { type NumberTile, NumberTiles } from '#app/ui/number-tiles.tsx';
import type { State } from '#app/ui/state-mark.tsx';
import { type NeedReason, needReasons } from './grid-needs-rules.ts';
import { tileWords } from './words.ts';

type NeedTilesProps = {
  counts: Record<NeedReason, number>;
  /** Whom the page shows. */
  current: string | undefined;
  hrefOf: (reason: NeedReason) => string;
  /** Tiles before and after those of the reasons. */
  first?: readonly NumberTile[];
  last?: readonly NumberTile[];
  /** Said beside the number of those who are behind. */
  expected?: string;
};

const states: Record<NeedReason, State> = {
  'used-up': 'failed',
  failed: 'failed',
  behind: 'overdue',
  implausible: 'overdue',
  rereads: 'open',
  'not-seen': 'open',
};

/** What is rare is told only where it is. */
const rare: readonly NeedReason[] = ['implausible', 'rereads'];

/** How many cadets need somebody, by reason; each figure shows who they are. */
export function NeedTiles(props: NeedTilesProps) {
  const { counts, current, hrefOf, first = [], last = [], expected } = props;
  const tiles = needReasons
    .filter((reason) => counts[reason] > 0 || reason === current || !rare.includes(reason))
    .map(
      (reason): NumberTile => ({
        label: tileWords[reason],
        value: counts[reason],
        href: hrefOf(reason),
        state: states[reason],
        isCurrent: reason === current,
        beside: reason === 'behind' ? expected : undefined,
      }),
    );
  return <NumberTiles label="Who needs you today" tiles={[...first, ...tiles, ...last]} />;
}
