import { useForm } from '@conform-to/react';
import type { z } from 'zod';
import type { FormResult } from '#app/http/forms.server.ts';
import { paths } from '#app/paths.ts';
import { Button } from '#app/ui/button.tsx';
import { FormError } from '#app/ui/form-error.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import type { signInCodeSchema } from './schema.ts';
import { ShownFields } from './shown-fields.tsx';
import type { PendingFactors } from './step-mutations.server.ts';

type CodeFormProps = {
  lastResult?: FormResult;
  /** Where to go once signed in. */
  redirectTo: string;
  /** A form that comes back then. */
  held?: string;
  pending: PendingFactors;
};

/** The second step of signing in. */
export function CodeForm({ lastResult, redirectTo, held, pending }: CodeFormProps) {
  const [form, fields] = useForm<z.input<typeof signInCodeSchema>>({
    id: 'sign-in-code',
    lastResult,
  });
  const { oneTimeCode, recoveryCode, passkey } = fields;
  const { app, codesLeft } = pending;
  const has = {
    app: app?.works === true,
    passkey: pending.passkey,
    recoveryCode: codesLeft > 0,
  };
  return (
    <PostForm
      action={paths.loginCode(redirectTo)}
      id={form.id}
      className="form"
      encType={held ? 'multipart/form-data' : undefined}
    >
      <FormError
        form={form}
        fields={[oneTimeCode, recoveryCode, passkey]}
        title="Not signed in yet"
      />
      <ShownFields fields={{ oneTimeCode, recoveryCode, passkey }} has={has} />
      <HiddenFields values={held ? { redirectTo, held } : { redirectTo }} />
      {(has.app || has.recoveryCode) && (
        <Button kind={has.app ? 'primary' : 'secondary'}>Sign in</Button>
      )}
    </PostForm>
  );
}
