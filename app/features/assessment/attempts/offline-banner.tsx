import { Notice } from '#app/ui/notice.tsx';

/** Id of the banner; a script shows it by removing `hidden` while the server cannot be reached. */
const offlineBannerId = 'offline-banner';

/** What is safe and what to do while the server cannot be reached. Hidden until a script finds that out. */
export function OfflineBanner() {
  return (
    <div className="offline-banner" id={offlineBannerId} data-reach="away" hidden>
      <Notice kind="attention" live="status" title="No connection to the server">
        Your answers are kept in this browser and are sent, in order, when the connection is back.
        Go on answering. Do not close this browser, and do not clear its data.
      </Notice>
    </div>
  );
}
