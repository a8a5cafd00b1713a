import { useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import type { z } from 'zod';
import { NewPasswordFields } from '#app/features/people/sign-in/password-field.tsx';
import { newPasswordSchema } from '#app/features/people/sign-in/schema.ts';
import type { FormResult } from '#app/http/forms.server.ts';
import { Button } from '#app/ui/button.tsx';
import { Field } from '#app/ui/field.tsx';
import { FormError } from '#app/ui/form-error.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { acceptInvitationSchema } from './schema.ts';

type AcceptFormProps = {
  lastResult?: FormResult;
  /** The invitation's address; null lets the person type theirs. */
  email: string | null;
  /** As the academy writes it, if it did. */
  name: string | null;
};

/** Name, address and a password: what an invitation needs to become an account. */
export function AcceptForm({ lastResult, email, name }: AcceptFormProps) {
  const [form, fields] = useForm<z.input<typeof acceptInvitationSchema>>({
    id: 'accept-invitation',
    lastResult,
    constraint: getZodConstraint(acceptInvitationSchema),
    defaultValue: { email, name },
  });
  const all = [fields.name, fields.email, fields.password, fields.passwordAgain];
  return (
    <PostForm id={form.id} className="form">
      <FormError form={form} fields={all} />
      <Field
        field={fields.name}
        label="Your name"
        hint={
          name
            ? 'So your academy wrote it, and so it will stand on your training record. If it is wrong, correct it here: your academy is asked first.'
            : 'As it should stand on your training record.'
        }
        autoComplete="name"
      />
      <Field
        field={fields.email}
        label="E-mail address"
        hint={email ? 'Set by the invitation. You sign in with it.' : 'You sign in with it.'}
        type="email"
        autoComplete="username"
        readOnly={email !== null}
      />
      <NewPasswordFields password={fields.password} passwordAgain={fields.passwordAgain} />
      <Button>Make my account</Button>
    </PostForm>
  );
}

type NewPasswordFormProps = { lastResult?: FormResult; hasSecondFactor: boolean };

/** A new password, twice: all that a password link asks for. */
export function NewPasswordForm({ lastResult, hasSecondFactor }: NewPasswordFormProps) {
  const [form, fields] = useForm<z.input<typeof newPasswordSchema>>({
    id: 'new-password',
    lastResult,
    constraint: getZodConstraint(newPasswordSchema),
  });
  return (
    <PostForm id={form.id} className="form">
      <FormError form={form} fields={[fields.password, fields.passwordAgain]} />
      <NewPasswordFields
        password={fields.password}
        passwordAgain={fields.passwordAgain}
        hasSecondFactor={hasSecondFactor}
      />
      <Button>Set the password and sign in</Button>
    </PostForm>
  );
}
