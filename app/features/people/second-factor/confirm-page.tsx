import { useForm } from '@conform-to/react';
import type { UnconfirmedForm } from '#app/auth/request-context.server.ts';
import { PasswordField } from '#app/features/people/sign-in/password-field.tsx';
import { TypedTexts } from '#app/features/people/users/typed-texts.tsx';
import { Button } from '#app/ui/button.tsx';
import { FormError } from '#app/ui/form-error.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import type { Shown } from './schema.ts';
import { ShownFields } from './shown-fields.tsx';

/**
 * The answer to a change that asks its sender to show again who they are: what was sent waits in the form, and goes on with
 * what is shown here.
 */
export function ConfirmPage({ form: { held, action, asks, problem } }: { form: UnconfirmedForm }) {
  const [form, { oneTimeCode, recoveryCode, passkey, currentPassword }] = useForm<Required<Shown>>({
    id: 'confirm',
    lastResult: problem ? { status: 'error', error: problem } : undefined,
  });
  return (
    <div className="narrow stack">
      <PageHeader title="Is it you?" />
      <Notice
        kind="attention"
        live="alert"
        title={`Nothing was saved yet: show ${toWhat(asks)} once more`}
      >
        This changes what others may do, or what counts for them, and you showed who you are more
        than 15 minutes ago. What you sent waits in this page and goes on from here.
      </Notice>
      {held.left.length > 0 && (
        <Notice kind="problem" title={`Not kept: ${held.left.join('; ')}`}>
          Everything else goes on.
        </Notice>
      )}
      <PostForm action={action} id={form.id} className="form">
        <FormError
          form={form}
          fields={[oneTimeCode, recoveryCode, passkey, currentPassword]}
          title="Nothing was saved yet"
        />
        {held.fields.map(([name, value], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a form may have the same field twice
          <input key={index} type="hidden" autoComplete="off" name={name} value={value} />
        ))}
        {asks.password ? (
          <PasswordField
            field={currentPassword}
            label="Your password"
            autoComplete="current-password"
          />
        ) : (
          <ShownFields fields={{ oneTimeCode, recoveryCode, passkey }} has={asks} />
        )}
        {(asks.password || asks.app || asks.recoveryCode) && <Button>Go on</Button>}
      </PostForm>
      <TypedTexts typed={held.typed} open={false} />
    </div>
  );
}

function toWhat(asks: UnconfirmedForm['asks']): string {
  if (asks.password) return 'your password';
  return asks.app ? 'a code' : 'your passkey';
}
