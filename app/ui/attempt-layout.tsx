import type { ReactNode } from 'react';
import { DefinitionList, type Fact } from './definition-list.tsx';
import { OfflineBanner } from './offline-banner.tsx';

type AttemptLayoutProps = {
  title: string;
  /** The control block: attempt, pass mark, module. */
  facts: readonly Fact[];
  /** Where the form goes. */
  action: string;
  /** Notices and form errors, above the items. */
  notices?: ReactNode;
  /** `ItemCard`s in order. */
  children: ReactNode;
  /** An `AttemptFooter`. */
  footer: ReactNode;
};

/** One calm column: the head, the items, and a footer that always tells where things stand. One form holds all. */
export function AttemptLayout(props: AttemptLayoutProps) {
  return (
    <div className="attempt">
      <OfflineBanner />
      <header className="lesson-header">
        <h1>{props.title}</h1>
        <DefinitionList look="title-block" items={props.facts} />
      </header>
      {props.notices}
      <form method="post" action={props.action} id="attempt-form" autoComplete="off">
        <div className="items">{props.children}</div>
        {props.footer}
      </form>
    </div>
  );
}
