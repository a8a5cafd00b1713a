import { useForm } from '@conform-to/react';
import type { z } from 'zod';
import type { FormResult } from '#app/http/forms.server.ts';
import { Button } from '#app/ui/button.tsx';
import { FormError } from '#app/ui/form-error.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { NewPasswordFields, PasswordField } from './password-field.tsx';
import type { ownPasswordSchema } from './schema.ts';

const needed = { required: true };

type OwnPasswordFormProps = { lastResult: FormResult; hasSecondFactor: boolean };

/** A person's own password: the present one, and a new one twice. */
export function OwnPasswordForm({ lastResult, hasSecondFactor }: OwnPasswordFormProps) {
  const [form, fields] = useForm<z.input<typeof ownPasswordSchema>>({
    id: 'change-password',
    lastResult,
    constraint: { currentPassword: needed, password: needed, passwordAgain: needed },
  });
  const { currentPassword, password, passwordAgain } = fields;
  return (
    <PostForm id={form.id} className="form">
      <FormError
        form={form}
        fields={[currentPassword, password, passwordAgain]}
        title="Your password is as it was"
      />
      <HiddenFields values={{ intent: 'change-password' }} />
      <PasswordField
        field={currentPassword}
        label="Your present password"
        autoComplete="current-password"
      />
      <NewPasswordFields
        password={password}
        passwordAgain={passwordAgain}
        hasSecondFactor={hasSecondFactor}
        label="New password"
      />
      <p className="muted">It ends all your other sessions. In this browser you stay signed in.</p>
      <Button>Change the password</Button>
    </PostForm>
  );
}
