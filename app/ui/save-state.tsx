/** Where something typed is: on the server's disk, on its way, kept in this browser, refused, or nowhere yet. */
export type SaveStatus = 'saved' | 'saving' | 'unsaved' | 'refused' | 'open';

type SaveStateProps = {
  status: SaveStatus;
  /** The state in words, such as 'Saved 10:42' or 'Not saved, trying again'. */
  children: string;
  id?: string;
};

/** The state of a saved thing, at its corner. A script keeps it by setting `data-save` and the text. */
export function SaveState({ status, children, id }: SaveStateProps) {
  return (
    <output className="save-state" data-save={status} id={id}>
      {children}
    </output>
  );
}
