import { useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import type { z } from 'zod';
import type { FormResult } from '#app/http/forms.server.ts';
import { Button } from '#app/ui/button.tsx';
import { Field } from '#app/ui/field.tsx';
import { FormError } from '#app/ui/form-error.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { signInSchema } from './schema.ts';

type SignInFormProps = {
  /** What became of the last try; the e-mail typed is shown again, never the password. */
  lastResult?: FormResult;
  /** Where to go once signed in; the person's own first page when empty. */
  redirectTo: string;
};

/** E-mail and password. */
export function SignInForm({ lastResult, redirectTo }: SignInFormProps) {
  const [form, fields] = useForm<z.input<typeof signInSchema>>({
    id: 'sign-in',
    lastResult,
    constraint: getZodConstraint(signInSchema),
  });
  return (
    <form method="post" id={form.id} className="form">
      <FormError form={form} fields={[fields.email, fields.password]} title="Not signed in" />
      <Field field={fields.email} label="E-mail address" type="email" autoComplete="username" />
      <Field
        field={fields.password}
        label="Password"
        type="password"
        autoComplete="current-password"
      />
      <HiddenFields values={{ redirectTo }} />
      <Button>Sign in</Button>
    </form>
  );
}

/** The demo academy's accounts, for who tries the product out. */
export function DemoAccounts({
  emails,
  password,
}: {
  emails: readonly string[];
  password: string;
}) {
  return (
    <details>
      <summary className="muted">This is the demo academy: its accounts</summary>
      <ul className="plain-list">
        {emails.map((email) => (
          <li key={email}>
            <code>{email}</code>
          </li>
        ))}
      </ul>
      <p>
        Password for each: <code>{password}</code>
      </p>
    </details>
  );
}
