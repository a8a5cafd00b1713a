import type { ReactNode } from 'react';
import type { FormResult } from '#app/http/forms.server.ts';
import { Card } from '#app/ui/card.tsx';
import { Notice } from '#app/ui/notice.tsx';
import type { CohortIntent } from './admin-schema.ts';

const words: Record<CohortIntent, string> = {
  'change-cohort': 'Saved. This is how the cohort stands now.',
  'add-instructor': 'Saved. The instructor sees this cohort’s progress from now on.',
  'remove-instructor': 'Saved. The person no longer sees this cohort.',
  'enroll-cadets': 'Saved. These cadets see the cohort’s courses from now on.',
  'enroll-again': 'Saved. The cadet sees the cohort’s courses again.',
  'withdraw-cadet': 'Saved. The cadet is withdrawn; every record of theirs stays.',
  'assign-course': 'Saved. The course is assigned.',
  'change-assignment':
    'Saved. The dates are changed; due dates of single cadets stay as they were.',
  'unassign-course': 'Saved. The cohort no longer has the course; every record stays.',
  'archive-cohort': 'Saved. The cohort is archived.',
  'bring-back-cohort': 'Saved. The cohort is back in the lists.',
  // Never said here: the page is gone, and the list says it.
  'remove-cohort': '',
};

type CohortSectionProps = {
  id: string;
  title: string;
  aside?: ReactNode;
  /** The change just made, if it was made in this part of the page. */
  saved: string;
  intents: readonly CohortIntent[];
  children: ReactNode;
};

/** One part of a cohort's page, with what was just saved in it said at its head. */
export function CohortSection(props: CohortSectionProps) {
  const { id, title, aside, saved, intents, children } = props;
  const intent = intents.find((one) => one === saved);
  return (
    <Card id={id} title={title} aside={aside}>
      <div className="stack">
        {intent && (
          <Notice kind="done" live="status">
            {words[intent]}
          </Notice>
        )}
        {children}
      </div>
    </Card>
  );
}

/** What a part of a cohort's page gets from its route: the change just made, and the form that was refused. */
export type SectionState = { saved: string; refused: FormResult };

/** The refused form's result, if it was a form of this intent. */
export function resultOf({ refused }: SectionState, intent: CohortIntent) {
  return refused?.initialValue?.intent === intent ? refused : undefined;
}
