import { z } from 'zod';

/** What notices hold. Client-safe: no I/O here, and nothing of an answer key. */

/** A result in a notice: score 0..1. `maxPoints`: unknown of older notices. */
const resultSchema = z.object({
  score: z.number(),
  maxPoints: z.number().optional(),
  passed: z.boolean(),
});

// What every notice says: who did it, and why.
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
 * never. `made`: whether the name or address that was asked for stands now.
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
  z.object({ kind: z.literal('correction-decided'), made: z.boolean(), ...decision }),
]);
export type NoticeText = z.infer<typeof noticeTextSchema>;

/** Something to tell a person of a record of theirs. `subjectId`: the attempt, the completion, or what they asked for. */
export type NewNotice = { userId: string; subjectId: string; text: NoticeText };

/** A notice that was not dismissed yet. `isOpen`: it is of an attempt that can be gone on with now. */
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
