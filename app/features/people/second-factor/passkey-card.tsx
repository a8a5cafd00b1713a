import { useForm } from '@conform-to/react';
import type { FormResult } from '#app/http/forms.server.ts';
import { Button } from '#app/ui/button.tsx';
import { Card } from '#app/ui/card.tsx';
import { Field } from '#app/ui/field.tsx';
import { FormError } from '#app/ui/form-error.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { type Column, Table } from '#app/ui/table.tsx';
import { formatInstant } from '#app/words/dates.ts';
import { PasskeyField } from './passkey-field.tsx';
import type { Factors } from './queries.server.ts';
import { longestName } from './schema.ts';

type Passkey = Factors['passkeys'][number];

type PasskeyCardProps = {
  passkeys: readonly Passkey[];
  /** What a browser is asked to make one more. */
  creation: string;
  /** What this browser calls itself. */
  device: string;
  lastResult: FormResult;
  timeZone: string;
};

/** The passkeys that are there, and how to make one. */
export function PasskeyCard(props: PasskeyCardProps) {
  const { passkeys, creation, device, lastResult, timeZone } = props;
  const isRemoval = lastResult?.initialValue?.intent === 'remove-passkey';
  const columns: Column<Passkey>[] = [
    { label: 'Name', rowHeader: true, cell: ({ name }) => name },
    { label: 'Made', cell: ({ createdAt }) => formatInstant(createdAt, timeZone) },
    {
      label: 'Last used',
      cell: ({ usedAt }) => (usedAt ? formatInstant(usedAt, timeZone) : 'not yet'),
    },
    { label: 'Remove it', cell: (passkey) => <RemovePasskey {...passkey} /> },
  ];
  return (
    <Card title="Passkeys" id="passkeys">
      <div className="stack">
        <p>
          A passkey is kept by your phone, your computer, your password manager or a security key,
          which asks for your finger, your face or a PIN. There is no code to type, and none that
          another website could trick you into typing.
        </p>
        {passkeys.length > 0 && (
          <>
            <FormError
              form={{ id: 'remove-passkey', errors: isRemoval ? lastResult?.error?.[''] : null }}
            />
            <Table
              caption="Your passkeys"
              captionHidden
              columns={columns}
              rows={passkeys}
              rowKey={({ id }) => id}
              stack
            />
          </>
        )}
        <MakePasskey
          creation={creation}
          device={device}
          lastResult={isRemoval ? null : lastResult}
        />
      </div>
    </Card>
  );
}

function RemovePasskey({ id, name }: Passkey) {
  return (
    <PostForm>
      <HiddenFields values={{ intent: 'remove-passkey', passkeyId: id }} />
      <Button kind="secondary">
        Remove<span className="vh">: {name}</span>
      </Button>
    </PostForm>
  );
}

type MakePasskeyProps = Pick<PasskeyCardProps, 'creation' | 'device' | 'lastResult'>;

function MakePasskey({ creation, device, lastResult }: MakePasskeyProps) {
  const [form, { name, newPasskey }] = useForm<{ name: string; newPasskey: string }>({
    id: 'add-passkey',
    lastResult,
    defaultValue: { name: device },
    constraint: { name: { required: true, maxLength: longestName } },
  });
  return (
    <PostForm id={form.id} className="form">
      <FormError form={form} fields={[name, newPasskey]} title="No passkey was made" />
      <HiddenFields values={{ intent: 'add-passkey' }} />
      <Field
        field={name}
        label="Name of the new passkey"
        hint="So that you know it again, and can remove it when the device is lost."
      />
      <p className="muted">It ends all your other sessions.</p>
      <PasskeyField field={newPasskey} options={creation}>
        Make a passkey
      </PasskeyField>
    </PostForm>
  );
}
