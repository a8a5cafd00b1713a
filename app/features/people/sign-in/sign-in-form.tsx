import { useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import type { z } from 'zod';
import type { FormResult } from '#app/http/forms.server.ts';
import { paths } from '#app/paths.ts';
import { Button } from '#app/ui/button.tsx';
import { Field } from '#app/ui/field.tsx';
import { FormError } from '#app/ui/form-error.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { PasswordField } from './password-field.tsx';
import { signInSchema } from './schema.ts';

type SignInFormProps = {
  /** What became of the last try; the e-mail typed is shown again, never the password. */
  lastResult?: FormResult;
  /** Where to go once signed in; the person's own first page when empty. */
  redirectTo: string;
  /** A form that comes back once its person is signed in. */
  held?: string;
  /** It stands beside another way to sign in, which comes first. */
  second?: boolean;
};

/** E-mail address or number, and password. */
export function SignInForm({ lastResult, redirectTo, held, second }: SignInFormProps) {
  const [form, fields] = useForm<z.input<typeof signInSchema>>({
    id: 'sign-in',
    lastResult,
    constraint: getZodConstraint(signInSchema),
  });
  return (
    // Multipart when it carries much: percent-encoding would triple the size of what is not in ASCII.
    <PostForm
      action={paths.login(redirectTo)}
      id={form.id}
      className="form"
      encType={held ? 'multipart/form-data' : undefined}
    >
      <FormError form={form} fields={[fields.email, fields.password]} title="Not signed in" />
      <Field
        field={fields.email}
        label="E-mail address or badge number"
        type="email"
        autoComplete="username"
      />
      <PasswordField field={fields.password} label="Password" autoComplete="current-password" />
      <HiddenFields values={held ? { redirectTo, held } : { redirectTo }} />
      <Button kind={second ? 'secondary' : 'primary'}>Sign in</Button>
      <p>
        <a href={paths.forgottenPassword()}>Forgot your password?</a>
      </p>
      <p>
        <a href={paths.activate()}>I have a code on paper</a>
      </p>
    </PostForm>
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
