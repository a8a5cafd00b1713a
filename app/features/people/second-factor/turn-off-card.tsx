import { useForm } from '@conform-to/react';
import { PasswordField } from '#app/features/people/sign-in/password-field.tsx';
import type { FormResult } from '#app/http/forms.server.ts';
import { Button } from '#app/ui/button.tsx';
import { Card } from '#app/ui/card.tsx';
import { FormError } from '#app/ui/form-error.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { PostForm } from '#app/ui/post-form.tsx';

/** How to do without a second factor, for whom may. */
export function TurnOffCard({ needed, lastResult }: { needed: boolean; lastResult: FormResult }) {
  const [form, { currentPassword }] = useForm<{ currentPassword: string }>({
    id: 'turn-off',
    lastResult,
    constraint: { currentPassword: { required: true } },
  });
  if (needed)
    return (
      <p className="muted">
        Your academy asks your role for a second factor, so it cannot be turned off. To change your
        phone or passkey, set up the other one here first.
      </p>
    );
  return (
    <Card title="Turn it off" id="turn-off">
      <PostForm id={form.id} className="form">
        <FormError form={form} fields={[currentPassword]} title="It is still on" />
        <HiddenFields values={{ intent: 'turn-off' }} />
        <PasswordField
          field={currentPassword}
          label="Your present password"
          hint="It opens your account alone then, and needs 15 characters for that."
          autoComplete="current-password"
        />
        <p className="muted">
          Your app, your passkeys, your recovery codes and all your other sessions are removed.
        </p>
        <Button kind="danger">Turn off the second factor</Button>
      </PostForm>
    </Card>
  );
}
