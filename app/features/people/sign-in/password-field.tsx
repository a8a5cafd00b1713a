import type { ComponentProps } from 'react';
import '#app/ui/custom-elements.ts';
import { Field } from '#app/ui/field.tsx';

type PasswordFieldProps = Omit<ComponentProps<typeof Field>, 'type' | 'readOnly' | 'optional'> & {
  autoComplete: 'current-password' | 'new-password';
};

/** A password, which can be shown while it is typed where scripts run. */
export function PasswordField(props: PasswordFieldProps) {
  return (
    <show-typed>
      <Field {...props} type="password" />
    </show-typed>
  );
}

/** What a new password needs, for whom it has to do alone or beside a second factor. */
const hints = {
  alone: 'At least 15 characters: four or five words that do not belong together are easy to keep.',
  withSecondFactor: 'At least 8 characters, since your second factor stands beside it.',
};

type Source = ComponentProps<typeof Field>['field'];
type NewPasswordFieldsProps = {
  password: Source;
  passwordAgain: Source;
  hasSecondFactor?: boolean;
  label?: string;
};

/** A new password, twice. */
export function NewPasswordFields(props: NewPasswordFieldsProps) {
  const { password, passwordAgain, hasSecondFactor = false, label = 'Password' } = props;
  return (
    <>
      <PasswordField
        field={password}
        label={label}
        hint={hints[hasSecondFactor ? 'withSecondFactor' : 'alone']}
        autoComplete="new-password"
      />
      <PasswordField
        field={passwordAgain}
        label="The same password again"
        autoComplete="new-password"
      />
    </>
  );
}
