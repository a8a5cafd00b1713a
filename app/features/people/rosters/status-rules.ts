import { foldText } from '#app/names.ts';

/** What the status of a person says in the lists of HR, academies and school systems. Pure: no I/O here. */

const here =
  /^(active|act|a|actif|active?o|activa|aktiv|current|enrolled|enroll|registered|employed|hired|new|new hire|ft|pt|full ?time|part ?time|regular|permanent|probation\w*|sworn|in training|in progress|attending|present|yes|y|oui|o|si|ja|true|t|1|x|invited|accepted|inscrit|inscrite|recruit|cadet)$/;

const gone =
  /^(withdr[ae]w\w*|dropped|drop(ped)? ?out|terminat\w*|term|resign\w*|retired?|retraite\w*|separat\w*|dismiss\w*|discharg\w*|deleted?|tobedeleted|removed?|inactive|inactif|inactive?o|inaktiv|left|left early|quit|released|deceased|disenrolled|unenrolled|failed out|failed|washed out|expelled|cancel\w*|disabled|former|no longer \w+|no show|no|n|non|nein|false|f|0|demission\w*|congedie\w*|abandon\w*|retire du cours|baja|ausgeschieden|rejected|declined)\b/;

const away =
  /^(on )?(leave|loa|fmla|medical( leave)?|suspended|deferred|recycled?|light duty|injured|hold|on hold|en conge|conge|conge maladie|limited duty|military leave|leave of absence|transfer\w*|pending|applicant|graduated?|completed?|diplome\w*)\b/;

/** 'unknown': nobody can say, so the person is taken as being there. */
export function readStatus(status: string): 'here' | 'gone' | 'away' | 'unknown' {
  const words = foldText(status)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  if (words === '' || here.test(words)) return 'here';
  if (away.test(words)) return 'away';
  return gone.test(words) ? 'gone' : 'unknown';
}
