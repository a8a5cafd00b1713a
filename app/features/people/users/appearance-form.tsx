import { useForm } from '@conform-to/react';
import type { FormResult } from '#app/http/forms.server.ts';
import { Button } from '#app/ui/button.tsx';
import { FormError } from '#app/ui/form-error.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import type { Theme } from '#app/ui/theme-rules.ts';
import { appearances } from './account-schema.ts';

const labels = { '': 'As the device', light: 'Light', dark: 'Dark' };

type AppearanceFormProps = { lastResult: FormResult; theme?: Theme };

/** Light or dark in this browser: what the buttons at the foot of each page do, without scripts too. */
export function AppearanceForm({ lastResult, theme }: AppearanceFormProps) {
  const [form, fields] = useForm<{ theme: string }>({
    id: 'choose-appearance',
    lastResult,
    defaultValue: { theme },
  });
  const chosen = fields.theme.initialValue ?? '';
  return (
    <PostForm id={form.id} className="form">
      <FormError form={form} fields={[fields.theme]} title="The appearance is as it was" />
      <HiddenFields values={{ intent: 'choose-appearance' }} />
      <fieldset>
        <legend>Appearance in this browser</legend>
        {appearances.map((value) => (
          <div className="field checkbox" key={value}>
            <input
              type="radio"
              id={`${form.id}-${value}`}
              name={fields.theme.name}
              value={value}
              defaultChecked={value === chosen}
            />
            <label htmlFor={`${form.id}-${value}`}>{labels[value]}</label>
          </div>
        ))}
      </fieldset>
      <Button kind="secondary">Set the appearance</Button>
    </PostForm>
  );
}
