import type { ReactNode } from 'react';
import { Breadcrumbs, type Crumb } from './breadcrumbs.tsx';

type PageHeaderProps = {
  title: ReactNode;
  lead?: ReactNode;
  breadcrumbs?: readonly Crumb[];
  /** Buttons or links that act on the whole page. */
  actions?: ReactNode;
};

/** The head of a page: the way here, its one `h1`, a sentence, and what can be done. */
export function PageHeader({ title, lead, breadcrumbs = [], actions }: PageHeaderProps) {
  return (
    <header className="page-header">
      <div>
        <Breadcrumbs crumbs={breadcrumbs} />
        <h1>{title}</h1>
        {lead && <p className="lead">{lead}</p>}
      </div>
      {actions && <div className="cluster">{actions}</div>}
    </header>
  );
}
