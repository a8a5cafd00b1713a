import { type ComponentProps, useContext } from 'react';
import { DocumentContext } from './document-context.tsx';
import { HiddenFields } from './hidden-fields.tsx';

/** A form that changes something: it says whom its page was made for, and where on the page it stands. */
export function PostForm({ children, ...props }: Omit<ComponentProps<'form'>, 'method'>) {
  const { madeFor } = useContext(DocumentContext);
  const [, place] = props.action?.split('#') ?? [];
  return (
    <form {...props} method="post">
      {/* Off: Firefox would put the mark of the page before back in when a page is loaded again. */}
      {madeFor && <input type="hidden" autoComplete="off" name="madeFor" value={madeFor} />}
      {madeFor && place && <HiddenFields values={{ place }} />}
      {children}
    </form>
  );
}
