import type { ReactNode } from 'react';
import { DefinitionList, type Fact } from '#app/ui/definition-list.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { OfflineBanner } from './offline-banner.tsx';

type AttemptLayoutProps = {
  title: string;
  /** The control block: attempt, pass mark, module. */
  facts: readonly Fact[];
  /** Where the form goes. */
  action: string;
  /** Takes no more answers. */
  closed?: boolean;
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
      <PostForm action={props.action} id="attempt-form" autoComplete="off">
        <Items closed={props.closed}>{props.children}</Items>
        {props.footer}
      </PostForm>
    </div>
  );
}

// A fieldset around fieldsets closes them all; while open there is none, so that each item is one.
function Items({ closed, children }: { closed?: boolean; children: ReactNode }) {
  const items = <div className="items">{children}</div>;
  return closed ? <fieldset disabled>{items}</fieldset> : items;
}
