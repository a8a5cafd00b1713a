import type { ReactNode } from 'react';

/** What a notice is about: something to know, to mind, that failed, or that is finished. */
type NoticeKind = 'info' | 'attention' | 'problem' | 'done';

type NoticeProps = {
  kind?: NoticeKind;
  title?: ReactNode;
  children?: ReactNode;
  /** Announces the notice when it appears: at once (`alert`) or when the reader pauses (`status`). */
  live?: 'alert' | 'status';
  id?: string;
  className?: string;
};

/** A message set apart: what happened, what is safe, what to do. */
export function Notice({ kind = 'info', title, children, live, id, className }: NoticeProps) {
  const classes = className ? `notice notice-${kind} ${className}` : `notice notice-${kind}`;
  return (
    <div className={classes} role={live} id={id}>
      <div>
        {title && <strong>{title}</strong>}
        {children && <div>{children}</div>}
      </div>
    </div>
  );
}
