import { db } from '#app/db/client.server.ts';
import type { Fields } from '#tests/support/fields.ts';

/** A form that can be sent, with all that it needs in the database. */
export type PostCase = {
  /** The id of who may send it. */
  sender: string;
  /** The page that it stands on, unless that is where it goes. */
  page?: string;
  path: string;
  fields: Fields;
  /** What a person wrote in it: stands in the page again. */
  typed?: readonly string[];
  /** Status of the answer when it is taken; 302 unless said, with the reason in `othersThanRedirects`. */
  taken?: number;
  /** Nothing is stored when it is taken. */
  storesNothing?: true;
};

/** Makes a case, with rows of its own. */
export type MakeCase = () => Promise<PostCase>;

/** The password of who sends a form that asks for it. */
export const formSecret = 'a sentence for tests';

/** What cadets write: characters that HTML and JSON have to escape among them. */
export const note = 'Mine: "I’d wait" & <listen>\nthen ask, 3 < 4.';

/** The row a cadet finds under "what is new". */
export function addNotice(userId: string): Promise<{ id: string }> {
  const text = {
    kind: 'attempt-voided',
    quiz: 'A quiz',
    number: 1,
    by: 'An instructor',
    reason: 'The alarm went off.',
  };
  return db.notice.create({
    data: {
      id: `notice-of-${userId}`,
      userId,
      kind: text.kind,
      subjectType: 'attempt',
      subjectId: 'no-such-attempt',
      textJson: JSON.stringify(text),
      createdAt: new Date(),
    },
  });
}
