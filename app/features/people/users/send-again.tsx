import type { UnstoredForm } from '#app/auth/request-context.server.ts';
import { Button } from '#app/ui/button.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { TypedTexts } from './typed-texts.tsx';

/** Said beside the form that can be sent again. */
export const sendAgainWords =
  'What you sent is kept in this page: wait a moment, then send it again. If it fails again, tell your administrator.';

/** A form that could not be stored, ready to be sent again, with what the person wrote in it. */
export function SendAgain({ form: { held, action } }: { form: UnstoredForm }) {
  return (
    <div className="stack">
      <PostForm action={action}>
        {held.fields.map(([name, value], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a form may have the same field twice
          <input key={index} type="hidden" autoComplete="off" name={name} value={value} />
        ))}
        <Button>Send it again</Button>
      </PostForm>
      <TypedTexts typed={held.typed} open />
    </div>
  );
}
