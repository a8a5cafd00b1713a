import { paths } from '#app/paths.ts';
import { Ring } from '#app/ui/charts/ring.tsx';
import { moduleWords } from './module-words.ts';
import type { ModuleStanding } from './overview-queries.server.ts';

type ModuleTilesProps = { courseId: string; modules: readonly ModuleStanding[] };

/** The modules of a course at a glance: how many lessons of each are done, and how long the rest takes. */
export function ModuleTiles({ courseId, modules }: ModuleTilesProps) {
  return (
    <ol className="tiles">
      {modules.map(({ id, number, title, done, total, minutesLeft }) => (
        <li key={id} className="tile">
          <Ring value={done} max={total} />
          <span>
            <a href={paths.course(courseId, id)}>
              <span className="vh">Module </span>
              {number} {title}
            </a>
            <small>{moduleWords({ done, total, minutesLeft })}</small>
          </span>
        </li>
      ))}
    </ol>
  );
}
