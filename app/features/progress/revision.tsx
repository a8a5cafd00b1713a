import { shortEdition } from '#app/features/curriculum/courses/words.ts';
/** A content revision by the start of its hash; the whole of it in the title. */
export function Revision({ id }: { id: string }) {
  return (
    <>
      revision <code title={id}>{shortEdition(id)}</code>
    </>
  );
}
