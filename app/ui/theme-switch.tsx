import './custom-elements.ts';

/** Light, dark, or as the device says. Shown once its script has run: without it, the device decides. */
export function ThemeSwitch() {
  return (
    <theme-switch>
      <fieldset className="theme-choices">
        <legend className="vh">Appearance</legend>
        <button type="button" value="">
          As the device
        </button>
        <button type="button" value="light">
          Light
        </button>
        <button type="button" value="dark">
          Dark
        </button>
      </fieldset>
    </theme-switch>
  );
}
