import './custom-elements.ts';

/** Light, dark, or as the device says. Shown once its script has run: without it, the device decides. */
export function ThemeSwitch() {
  return (
    <theme-switch>
      {/* Not a fieldset: in an attempt those are the items, one each. */}
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <div className="theme-choices" role="group" aria-label="Appearance">
        <button type="button" value="">
          As the device
        </button>
        <button type="button" value="light">
          Light
        </button>
        <button type="button" value="dark">
          Dark
        </button>
      </div>
    </theme-switch>
  );
}
