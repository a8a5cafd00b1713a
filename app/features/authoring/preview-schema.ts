import type { Output } from '#app/features/curriculum/compiler/compile/output.server.ts';
import type { KeptBy } from '#app/features/curriculum/compiler/course/course-order.server.ts';
import type { ContentKind } from '#app/features/curriculum/courses/schema.ts';
import { defineTask } from '#app/features/curriculum/workshop/schema.ts';
import type { DrawnGraph } from '#app/features/learning/scenarios/graph-rules.ts';
import type { PreviewPlace } from './preview-place.server.ts';
import type { PreviewProblem, PreviewVersion } from './preview-rules.ts';

/** How the file stands to what cadets see. `waits`: a revision that takes force at `pendingAt`. */
export type PreviewStanding = {
  state: 'same' | 'changed' | 'new' | 'waits' | 'draft' | 'broken';
  inForce: boolean;
  pendingAt: Date | null;
  keptBy: KeptBy;
};

/**
 * A preview. `output` null: nothing of the file can be shown. `partial`: what has errors is left out. `checked`: the
 * quality check is in `problems`; without it they hold what it found before, where that still applies.
 */
export type Preview = {
  version: string;
  checked: boolean;
  file: string;
  kind: ContentKind;
  id: string | null;
  title: string;
  standing: PreviewStanding;
  problems: PreviewProblem[];
  place: PreviewPlace | null;
  output: Output | null;
  partial: boolean;
  /** Scenarios that can be drawn and not played, by id. */
  unplayable: string[];
  /** Lines of checks, questions and scenarios by their ids, for problems beside them. */
  partLines: Record<string, number>;
  /** For the address of each page of the course as cadets have it, the one of its preview. */
  links: Record<string, string>;
  /** Addresses of the previews of the course's files, by content id. */
  addresses: Record<string, string>;
  /** The revision in force, if there is one. */
  revisionId: string | null;
  /** The academy's zone (IANA), for showing times. */
  timeZone: string;
  /** The pictures of its scenarios, by id, where they are shown. */
  graphs: Record<string, DrawnGraph>;
};

/**
 * What is read of a previewed file on disk. `revisionId`: of the revision that the file would be, null: it has errors.
 * `keptBy`: what keeps it from cadets as a draft, by whether it is in force.
 */
export type PreviewReading = Omit<Preview, 'standing' | 'timeZone' | 'graphs'> & {
  keptBy: { inForce: KeptBy; otherwise: KeptBy };
};

/** Which file to preview. `shows`: the version that the browser has; `today`: YYYY-MM-DD. */
export type PreviewOrder = {
  address: string;
  shows: PreviewVersion | null;
  notes: boolean;
  today: string;
};

/** Reads what a preview shows; null: there is no such file. */
export const readPreviewTask = defineTask<PreviewOrder, PreviewReading | null>('read a preview');

/** Whether an address leads to a file. */
export const isPreviewableTask = defineTask<string, boolean>('find a file to preview');
