import { useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import type { z } from 'zod';
import type { FormResult } from '#app/http/forms.server.ts';
import { paths } from '#app/paths.ts';
import { Button } from '#app/ui/button.tsx';
import { Field } from '#app/ui/field.tsx';
import { FormError } from '#app/ui/form-error.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { forgottenSchema } from './schema.ts';

/** Asks for a mail with a link that sets a new password. */
export function ForgottenForm({ lastResult }: { lastResult?: FormResult }) {
  const [form, fields] = useForm<z.input<typeof forgottenSchema>>({
    id: 'forgotten-password',
    lastResult,
    constraint: getZodConstraint(forgottenSchema),
  });
  return (
    <PostForm action={paths.forgottenPassword()} id={form.id} className="form">
      <FormError form={form} fields={[fields.email]} title="Nothing was sent" />
      <Field field={fields.email} label="E-mail address" type="email" autoComplete="username" />
      <Button>Send me a link</Button>
    </PostForm>
  );
}
