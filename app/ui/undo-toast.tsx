import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import './custom-elements.ts';
import { HiddenFields } from './hidden-fields.tsx';
import { PostForm } from './post-form.tsx';

type UndoToastProps = {
  /** What was done. */
  children: ReactNode;
  /** Where the form that takes it back goes, and its fields. */
  action: string;
  values: Readonly<Record<string, string>>;
};

/** What was just done, and the way to take it back: a notice in its place, which a script moves to the window's edge. */
export function UndoToast({ children, action, values }: UndoToastProps) {
  return (
    <undo-toast>
      <div className="notice notice-done" role="status">
        <div className="cluster">
          <strong>{children}</strong>
          <PostForm action={action}>
            <HiddenFields values={values} />
            <Button kind="secondary">Undo</Button>
          </PostForm>
        </div>
      </div>
    </undo-toast>
  );
}
