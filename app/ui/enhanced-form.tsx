import type { ReactNode } from 'react';
import './custom-elements.ts';

type EnhancedFormProps = {
  /** Id of the element that the answer's page replaces; it must be on both pages. */
  swap: string;
  /** One `<form>`, complete without JavaScript. */
  children: ReactNode;
};

/** Wraps a form that, where scripts run, is sent in the background and updates one part of the page. */
export function EnhancedForm({ swap, children }: EnhancedFormProps) {
  return <enhanced-form swap={`#${swap}`}>{children}</enhanced-form>;
}
