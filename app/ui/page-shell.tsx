import type { ReactNode } from 'react';
import type { Area, Role } from '#app/auth/permissions.ts';
import { paths } from '#app/paths.ts';
import { classNames } from './class-names.ts';
import type { SiteEdition } from './document-context.tsx';
import { SiteSearch } from './site-search.tsx';
import { ThemeSwitch } from './theme-switch.tsx';
import { UserMenu } from './user-menu.tsx';
import { Mark } from './wordmark.tsx';

const areaLinks: Record<Area, { label: string; href: string }> = {
  learn: { label: 'Learn', href: paths.learn() },
  teach: { label: 'Teach', href: paths.teach() },
  author: { label: 'Author', href: paths.author() },
  admin: { label: 'Administer', href: paths.adminUsers() },
};

/** Pages that stand beside an area's own in the navigation. */
const besides: Partial<Record<Area, { label: string; href: string }>> = {
  learn: { label: 'Record', href: paths.record() },
};

type PageShellProps = {
  /** The signed-in person, or null for a visitor. */
  actor: { name: string; roles: readonly Role[] } | null;
  /** Areas the person may open, in the order of the navigation. */
  areas: readonly Area[];
  /** The area of the page shown. */
  current?: Area;
  /** The address of the page shown, without its query. */
  pathname: string;
  edition?: SiteEdition;
  children: ReactNode;
};

/** What stands around every page: a way past the navigation, the areas, the person, and a quiet footer. */
export function PageShell(props: PageShellProps) {
  const { actor, areas, current, pathname, edition, children } = props;
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
          {areas.length > 0 && <AreaNav areas={areas} current={current} pathname={pathname} />}
          {areas.length > 0 && pathname !== paths.search() && <SiteSearch />}
          {actor && <UserMenu name={actor.name} roles={actor.roles} />}
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        <div className="wide">{children}</div>
      </main>
      <footer className="site-footer">
        <div className="wide">
          <span>
            Rapport, the academy’s training record
            {edition && ` · version ${edition.version}`}
            {edition?.content && ` · content ${edition.content}`}
          </span>
          <ThemeSwitch />
        </div>
      </footer>
    </div>
  );
}

function AreaNav({
  areas,
  current,
  pathname,
}: Pick<PageShellProps, 'areas' | 'current' | 'pathname'>) {
  const links = areas.flatMap((area) => {
    const beside = besides[area];
    const isBeside = pathname === beside?.href;
    const own = { ...areaLinks[area], isCurrent: area === current && !isBeside };
    return beside ? [own, { ...beside, isCurrent: isBeside }] : [own];
  });
  return (
    <nav
      className={classNames('site-nav', links.length === 1 && 'site-nav-single')}
      aria-label="Areas"
    >
      <ul>
        {links.map(({ label, href, isCurrent }) => (
          <li key={href}>
            <a href={href} aria-current={isCurrent ? 'true' : undefined}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
