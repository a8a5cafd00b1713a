import type { DetailedHTMLProps, HTMLAttributes } from 'react';

type ElementProps = DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement>;

/** Types of the custom elements written on the server and brought to life by `*.client.ts`. */
declare module 'react' {
  // Attributes of HTML that React 18 hands through but does not type.
  interface HTMLAttributes<T> {
    popover?: 'auto' | 'manual';
  }
  interface ButtonHTMLAttributes<T> {
    popovertarget?: string;
  }
  namespace JSX {
    interface IntrinsicElements {
      'attempt-form': ElementProps;
      'choice-limit': ElementProps & { 'data-most': number };
      'enhanced-form': ElementProps & { swap: string };
      'preview-live': ElementProps & { version: string; class?: string };
      'progress-grid': ElementProps;
      'lesson-outline': ElementProps;
      'order-list': ElementProps;
      'passkey-field': ElementProps & { options: string };
      'show-typed': ElementProps;
      'sign-out': ElementProps;
      'text-limit': ElementProps & { max: number };
      'theme-switch': ElementProps;
      'undo-toast': ElementProps;
    }
  }
}
