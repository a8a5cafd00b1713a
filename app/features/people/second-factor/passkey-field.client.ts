/**
 * `<passkey-field>` in a form: its button asks the browser to make a passkey or to show one, as `options` says, puts the
 * answer into the hidden field and sends the form. Where the browser has no passkeys the words that say what they need stay.
 */
export class PasskeyFieldElement extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector('button');
    const input = this.querySelector('input');
    const form = input?.form;
    if (!button?.hidden || !form || !canAsk()) return;
    const options: Options = JSON.parse(this.getAttribute('options') ?? '');
    button.hidden = false;
    this.querySelector('.field-hint')?.remove();
    const ask = async () => {
      if (button.disabled || !form.reportValidity()) return;
      this.say('');
      button.disabled = true;
      input.value = await askBrowser(options).catch((error: unknown) => {
        this.say(whyNot(error, options));
        return '';
      });
      button.disabled = false;
      if (input.value) form.requestSubmit();
    };
    button.addEventListener('click', () => void ask());
    // The Enter key sends a form that has no other button.
    form.addEventListener('submit', (event) => {
      if (!('rp' in options) || input.value) return;
      event.preventDefault();
      void ask();
    });
  }

  private say(text: string): void {
    const place = this.querySelector<HTMLElement>('[role="alert"]');
    if (!place) return;
    place.hidden = text === '';
    place.textContent = text;
  }
}

/** What is asked to make a passkey, or to show one. */
type Options = PublicKeyCredentialCreationOptionsJSON | PublicKeyCredentialRequestOptionsJSON;

const canAsk = () =>
  'PublicKeyCredential' in window && 'parseCreationOptionsFromJSON' in PublicKeyCredential;

/** What the browser answers, as JSON in base64url. */
async function askBrowser(options: Options): Promise<string> {
  const credential =
    'rp' in options
      ? await navigator.credentials.create({
          publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
        })
      : await navigator.credentials.get({
          publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
        });
  const json = JSON.stringify((credential as PublicKeyCredential).toJSON());
  return btoa(json).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function whyNot(error: unknown, options: Options): string {
  const name = error instanceof Error ? error.name : '';
  if (name === 'InvalidStateError') return 'This device has a passkey for your account already.';
  if (name === 'SecurityError')
    return `Passkeys belong to the address ${'rp' in options ? options.rp.id : options.rpId}. Open this page there.`;
  return 'No passkey was used: it was called off, took too long, or this device has none. Try again.';
}

if (!customElements.get('passkey-field'))
  customElements.define('passkey-field', PasskeyFieldElement);
