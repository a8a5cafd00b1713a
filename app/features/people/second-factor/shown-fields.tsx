import { Field } from '#app/ui/field.tsx';
import type { FieldSource } from '#app/ui/field-parts.tsx';
import { PasskeyField } from './passkey-field.tsx';

type ShownFieldsProps = {
  fields: Readonly<Record<'oneTimeCode' | 'recoveryCode' | 'passkey', FieldSource>>;
  /** What the person has. `app`: one whose codes this server can check; `passkey`: what a browser is asked of one. */
  has: { app: boolean; recoveryCode: boolean; passkey: string | null };
};

/**
 * A passkey, the code of an app or, on request, one on paper. Never shown again: what was typed is used up or wrong.
 */
export function ShownFields({ fields, has }: ShownFieldsProps) {
  const { oneTimeCode, recoveryCode, passkey } = fields;
  const isOnlyWay = !has.app && !has.passkey;
  return (
    <>
      {has.app && (
        <Field
          field={oneTimeCode}
          label="Code from your app"
          hint="Six digits, new every 30 seconds."
          autoComplete="one-time-code"
          inputMode="numeric"
        />
      )}
      {has.passkey && (
        <PasskeyField
          field={passkey}
          options={has.passkey}
          kind={has.app ? 'secondary' : 'primary'}
        >
          Use your passkey
        </PasskeyField>
      )}
      {has.recoveryCode && (
        <details open={isOnlyWay || Boolean(recoveryCode.errors?.length)}>
          <summary>
            Without your {has.passkey && !has.app ? 'passkey' : 'phone'}? Use a recovery code
          </summary>
          <Field
            field={recoveryCode}
            label="Recovery code"
            hint="One of those that you put away when you turned this on. Each works once."
            autoComplete="off"
            optional
          />
        </details>
      )}
    </>
  );
}
