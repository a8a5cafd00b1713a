import { useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, redirect } from '@remix-run/node';
import { useActionData } from '@remix-run/react';
import type { z } from 'zod';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { isKnownLink } from '#app/features/people/users/invitation-mutations.server.ts';
import { activateSchema } from '#app/features/people/users/schema.ts';
import { readIntent } from '#app/http/forms.server.ts';
import { Refusal } from '#app/http/refusal.ts';
import { paths } from '#app/paths.ts';
import { Button } from '#app/ui/button.tsx';
import { Field } from '#app/ui/field.tsx';
import { FormError } from '#app/ui/form-error.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { PostForm } from '#app/ui/post-form.tsx';

export const handle = { access: 'public', forms: 'of anyone' } satisfies RouteHandle;

export const meta = () => [{ title: 'Use the code on your slip · Rapport' }];

/** The page has nothing of its own to load. */
export const loader = () => null;

/** On to the page of the link that the code stands for. Codes are too long to be guessed, so that tries need no limit. */
export async function action(args: ActionFunctionArgs) {
  const sent = await readIntent(args, activateSchema);
  if (!sent.form) return data(sent.refused, { status: 400 });
  const { code } = sent.form;
  if (await isKnownLink(code)) return redirect(paths.invitation(code));
  return data(sent.refuse(unknownCode), { status: 400 });
}

const unknownCode = new Refusal({
  code: [
    'No slip of this academy has this code. Compare it letter by letter, or ask your academy for a new slip.',
  ],
});

export default function ActivatePage() {
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<z.input<typeof activateSchema>>({
    id: 'activate',
    lastResult,
    constraint: getZodConstraint(activateSchema),
  });
  return (
    <div className="narrow stack">
      <PageHeader
        title="Use the code on your slip"
        lead="Your academy gave you a slip of paper with a code. It lets you choose your password, once."
      />
      <PostForm id={form.id} className="form">
        <FormError form={form} fields={[fields.code]} title="Not opened" />
        <Field
          field={fields.code}
          label="Code"
          hint="16 letters and digits. Capitals and dashes do not matter."
          autoComplete="one-time-code"
        />
        <Button>Go on</Button>
      </PostForm>
      <p>
        <a href={paths.login()}>I have a password already: sign in</a>
      </p>
    </div>
  );
}
