import { useForm } from '@conform-to/react';
import { reasonLimit } from '#app/features/people/users/schema.ts';
import type { FormResult } from '#app/http/forms.server.ts';
import { Button } from '#app/ui/button.tsx';
import { Card } from '#app/ui/card.tsx';
import { Field } from '#app/ui/field.tsx';
import { FormError } from '#app/ui/form-error.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { PostForm } from '#app/ui/post-form.tsx';

/** An administrator takes away the second factor of who has lost phone and codes. */
export function ResetFactorCard({ lastResult }: { lastResult: FormResult }) {
  const [form, { reason }] = useForm<{ reason: string }>({
    id: 'reset-second-factor',
    lastResult,
    constraint: { reason: { required: true, maxLength: reasonLimit } },
  });
  return (
    <Card title="Reset the second factor" id="second-factor">
      <PostForm id={form.id} className="form">
        <FormError form={form} fields={[reason]} title="Nothing was reset" />
        <HiddenFields values={{ intent: 'reset-second-factor' }} />
        <p>
          For who has lost phone, passkeys and recovery codes. Make sure that it is they who ask:
          look at them, or call the number that you know. Their sessions end, their app and passkeys
          are removed, and their password alone opens the account until they set a second factor up
          again; one that is too short for that leads only to where they choose a longer one.
        </p>
        <Field
          field={reason}
          label="Reason"
          hint="The person reads this; it stands in the audit log."
        />
        <Button kind="danger">Reset the second factor</Button>
      </PostForm>
    </Card>
  );
}
