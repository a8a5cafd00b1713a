import { z } from 'zod';

/** What notices hold. Client-safe: no I/O here, and nothing of an answer key. */

/** A result in a notice: score 0..1. `maxPoints`: unknown of older notices. */
const resultSchema = z.object({
  score: z.number(),
  maxPoints: z.number().optional(),
  passed: z.boolean(),
});

// Who did it, and why: of all but an own date, whose reason is for those who teach.
const decision = { by: z.string(), reason: z.string() };
const attempt = { quiz: z.string(), number: z.number().int() };
// Titles of lessons that are complete by it, or not complete any more.
const lessons = {
  completed: z.array(z.string()).default([]),
  voided: z.array(z.string()).default([]),
};
const change = { before: resultSchema, after: resultSchema };

/**
 * `Notice.textJson`, by kind. `quiz`, `lesson`: titles. `pending`: answers that still wait for an instructor. `appeal`:
 * points changed on appeal rather than an answer read. `deadlineAt`: ISO instant at which a reopened attempt closes; null:
 * never. `made`: whether name or address was corrected; `stands`: what they are since, `asAsked`: just what was asked for,
 * both unknown of older notices. `changed`: what was corrected unasked, in words. `dueOn`: local day in `timeZone`, the person's own (`isOwn`) or the cohort's again; null:
 * none.
 */
export const noticeTextSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('regraded'), ...attempt, ...change, ...decision, ...lessons }),
  z.object({
    kind: z.literal('graded'),
    ...attempt,
    ...change,
    ...decision,
    ...lessons,
    item: z.number().int(),
    points: z.number(),
    pending: z.number().int(),
    appeal: z.boolean(),
  }),
  z.object({ kind: z.literal('attempt-voided'), ...attempt, ...decision, ...lessons }),
  z.object({
    kind: z.literal('attempt-reopened'),
    ...attempt,
    ...decision,
    deadlineAt: z.iso.datetime().nullable(),
  }),
  z.object({
    kind: z.literal('completion-voided'),
    lesson: z.string(),
    courseId: z.string(),
    lessonId: z.string(),
    ...decision,
  }),
  z.object({
    kind: z.literal('correction-decided'),
    made: z.boolean(),
    stands: z.object({ name: z.string(), email: z.string().nullable() }).optional(),
    asAsked: z.boolean().optional(),
    ...decision,
  }),
  z.object({
    kind: z.literal('person-corrected'),
    changed: z.array(z.string()),
    stands: z.object({ name: z.string(), email: z.string().nullable() }),
    ...decision,
  }),
  z.object({ kind: z.literal('recovery-code-used'), left: z.number().int() }),
  z.object({ kind: z.literal('second-factor-reset'), ...decision }),
  z.object({
    kind: z.literal('own-date'),
    course: z.string(),
    courseId: z.string(),
    dueOn: z.string().nullable(),
    isOwn: z.boolean(),
    timeZone: z.string(),
    by: z.string(),
  }),
]);
export type NoticeText = z.infer<typeof noticeTextSchema>;

/** Something to tell a person of a record of theirs. `subjectId`: the attempt, completion, enrollment, or what they asked for. */
export type NewNotice = { userId: string; subjectId: string; text: NoticeText };

/** A notice that was not dismissed yet. `isOpen`: what it is about, an attempt, a lesson or a course, can be opened now. */
export type UnreadNotice = {
  id: string;
  subjectId: string;
  isOpen: boolean;
  createdAt: Date;
  text: NoticeText;
};

/** The form under a notice. */
export const dismissNoticeSchema = z.object({
  intent: z.literal('dismiss-notice'),
  notice: z.string().min(1).max(100),
});
