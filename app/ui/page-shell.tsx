import type { ReactNode } from 'react';
import type { Area, Role } from '#app/auth/permissions.ts';
import { paths } from '#app/paths.ts';
import { classNames } from './class-names.ts';
import { ThemeSwitch } from './theme-switch.tsx';
import { UserMenu } from './user-menu.tsx';
import { Mark } from './wordmark.tsx';

const areaLinks: Record<Area, { label: string; href: string }> = {
  learn: { label: 'Learn', href: paths.learn() },
  teach: { label: 'Teach', href: paths.teach() },
  author: { label: 'Author', href: paths.author() },
  admin: { label: 'Administer', href: paths.adminUsers() },
};

type PageShellProps = {
  /** The signed-in person, or null for a visitor. */
  actor: { name: string; roles: readonly Role[] } | null;
  /** Areas the person may open, in the order of the navigation. */
  areas: readonly Area[];
  /** The area of the page shown. */
  current?: Area;
  children: ReactNode;
};

/** What stands around every page: a way past the navigation, the areas, the person, and a quiet footer. */
export function PageShell({ actor, areas, current, children }: PageShellProps) {
  return (
    <div className="shell">
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <header className="site-header">
        <div className="wide">
          <a className="wordmark" href={paths.home()}>
            <Mark />
            Rapport
          </a>
          {areas.length > 0 && <AreaNav areas={areas} current={current} />}
          {actor && <UserMenu name={actor.name} roles={actor.roles} />}
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        <div className="wide">{children}</div>
      </main>
      <footer className="site-footer">
        <div className="wide">
          <span>Rapport, the academy’s training record</span>
          <ThemeSwitch />
        </div>
      </footer>
    </div>
  );
}

function AreaNav({ areas, current }: Pick<PageShellProps, 'areas' | 'current'>) {
  return (
    <nav
      className={classNames('site-nav', areas.length === 1 && 'site-nav-single')}
      aria-label="Areas"
    >
      <ul>
        {areas.map((area) => (
          <li key={area}>
            <a href={areaLinks[area].href} aria-current={area === current ? 'true' : undefined}>
              {areaLinks[area].label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
