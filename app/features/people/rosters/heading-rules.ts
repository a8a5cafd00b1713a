import { foldText } from '#app/names.ts';

/** What the headings of a table say of the cells below them, in the words of HR exports. Pure: no I/O here. */

export type Field =
  | 'badge'
  | 'employee'
  | 'otherIds'
  | 'sourcedId'
  | 'username'
  | 'name'
  | 'given'
  | 'middle'
  | 'family'
  | 'suffix'
  | 'preferred'
  | 'previous'
  | 'email'
  | 'rank'
  | 'agency'
  | 'status'
  | 'class'
  | 'role'
  | 'date'
  | 'private';

/** Phrases as `toWords` makes them. The first field that knows a phrase has it. */
const phrases: Readonly<Record<Exclude<Field, 'private' | 'date'>, string>> = {
  badge:
    'badge, badge no, badge number, badge id, badge nbr, shield, shield no, shield number, star, star no, star number, serial no, serial number, collar number, collar no, warrant number, regimental number, regimental no, insigne, numero d insigne, no d insigne, numero insigne, matricule, no matricule, no de matricule, numero de matricule, placa, numero de placa, no de placa, dienstnummer, dienst nr, dienstnr, badge nr',
  employee:
    'emplid, empl id, empl no, empl, emp id, emp no, emp, emp number, emp nbr, employee, employee id, employee no, employee number, employee nbr, employee code, employeeid, employeenumber, personnel no, personnel number, personnel id, pers no, payroll no, payroll number, payroll id, person id, person no, person number, personid, pid, id, id no, id number, identifier, identification, identification number, staff id, staff no, staff number, worker id, user id, userid, member id, member no, member number, student id, student no, student number, studentid, cadet id, cadet no, cadet number, recruit id, recruit no, recruit number, trainee id, trainee no, trainee number, officer id, officer no, officer number, academy id, post id, post no, post number, certification number, certification no, license no, licence no, sis id, hr id, hr no, hrid, unique id, file no, file number, numero, no, nr, nbr, number, numero d employe, no d employe, numero employe, no employe, id employe, identifiant, numero de empleado, no de empleado, numero empleado, id empleado, empleado, legajo, expediente, personalnummer, personal nr, pers nr, mitarbeiternummer, mitarbeiter nr',
  otherIds: 'other ids, other id, additional ids, ids',
  sourcedId: 'sourcedid, sourced id',
  username:
    'username, user name, user, login, login id, login name, logon, account, account name, nom d utilisateur, nom utilisateur, usuario, benutzername, network id, samaccountname',
  name: 'name, names, full name, fullname, legal name, full legal name, officer, officer name, officers name, employee name, emp name, cadet, cadet name, cadets name, recruit, recruit name, student, student name, learner, member, member name, trainee, trainee name, participant, participant name, attendee, attendee name, person, person name, personnel, display name, displayname, worker, worker name, user full name, name last first, last name first name, last first, last first middle, last first mi, name last first mi, name last first middle, last name first name middle initial, sortable name, nom complet, nom et prenom, nom prenom, noms et prenoms, prenom et nom, prenom nom, nom prenoms, nombre completo, nombre y apellidos, apellidos y nombre, apellido y nombre, apellidos nombre, name vorname, vorname name, nachname vorname, vor und nachname, first and last name, first last',
  given:
    'first, first name, firstname, fname, f name, first nm, given, given name, given names, givenname, forename, forenames, legal first name, first name legal, first legal name, legal first, name first, first middle, first name mi, prenom, prenoms, nombre, nombres, primer nombre, nombre de pila, vorname, vornamen, rufname',
  middle:
    'm, mi, mid, middle, middle name, middle names, middlename, middle initial, middle init, minitial, initial, init, m name, legal middle name, deuxieme prenom, 2e prenom, autres prenoms, segundo nombre, zweiter vorname',
  family:
    'last, last name, lastname, lname, l name, last nm, family, family name, familyname, surname, surnames, sur name, legal last name, last name legal, last legal name, legal last, name last, nom, nom de famille, apellido, apellidos, primer apellido, apellido paterno, nachname, familienname, zuname',
  suffix: 'suffix, sfx, name suffix, generation, suffixe',
  preferred:
    'preferred, preferred name, preferred first name, preferred given name, preferredgivenname, prefferedgivenname, prefered name, nickname, nick name, known as, goes by, called, chosen name, prenom usuel, nom usuel, prenom prefere, apodo',
  previous:
    'previous name, previous last name, former name, former last name, maiden name, prior name, other names, nom de jeune fille, nom anterieur, geburtsname',
  email:
    'e mail, email, mail, e mail address, email address, mail address, emails, e mails, emailaddress, email id, e mail id, email addr, work email, work e mail, work email address, primary email, primary e mail, primary email address, email primary, email work, work mail, business email, business e mail, business email address, office email, department email, dept email, agency email, official email, school email, academy email, contact email, user email, userprincipalname, upn, personal email, personal e mail, personal email address, home email, email 1, email1, courriel, adresse courriel, adresse e mail, adresse email, adresse electronique, adresse de courriel, courrier electronique, courriel professionnel, mel, correo, correo electronico, e mail adresse, email adresse, mailadresse',
  rank: 'rank, title, job title, jobtitle, position, position title, job, job profile, job class, job classification, job class title, classification, classification title, rank title, working title, grade, rang, fonction, titre, poste, rango, cargo, puesto, dienstgrad, amtsbezeichnung, rank grade',
  agency:
    'agency, agency name, employing agency, sponsoring agency, sponsor, law enforcement agency, lea, home agency, employer, agence, organisme, service de police, corps de police, corps policier, service policier, police service, police department, employeur, agencia, dependencia, dienststelle, behorde, organization, organisation, org, org name, organization name, company, department, department name, dept, dept name',
  status:
    'status, employment status, employee status, emp status, empl status, enrollment status, enrolment status, academy status, cadet status, student status, recruit status, training status, worker status, hr status, record status, class status, current status, statut, etat, statut d emploi, estado, estatus, situacion, active, active status, is active, actif, activo, enabled, enableduser',
  class:
    'class, class no, class number, class name, class id, academy class, academy class no, academy class number, recruit class, cadet class, training class, bletclass, blet class, academy session, session, session name, cohort, cohort name, cohort id, cohort1, cohorts, intake, group, group name, platoon, company squad, course section, peloton, cohorte, groupe, classe, promotion, promo, promocion, clase, grupo, lehrgang, klasse, gruppe, jahrgang',
  role: 'role, roles, role1, user role, user type, person type, role name, rol, rolle',
};

const byPhrase = new Map<string, Field>(
  (Object.entries(phrases) as [Field, string][])
    .reverse()
    .flatMap(([field, list]) => list.split(', ').map((phrase) => [phrase, field] as const)),
);

// What nobody needs to train a cadet. Wide on purpose: what is taken for private by mistake is only left out.
const privateWords =
  /\b(dob|d o b|birth\w*|born|b day|naissance|geburts(tag|datum|ort)|nacimiento|ssn|s s n|ss no|ss number|soc sec\w*|social|ss4|ssn4|last 4|last four|sin|nas|nir|nino|national insurance|tax\w*|tin|itin|driver\w*|dl|dln|passport|passeport|sex|sexe|sexo|gender|genre|geschlecht|race|raza|ethnic\w*|ethnie|hispanic|latino|nationality|citizenship|religion|marital|veteran|disability|password\w*|passwd|pwd|mot de passe|contrasena|passwort|kennwort|pin|address\w*|addr|adresse|street|city|zip\w*|postal\w*|postcode|direccion|anschrift|phone\w*|telephone|tel|mobile|cell\w*|sms|fax|telefono|telefon|handy|emergency|next of kin|spouse|blood|medical|allerg\w*|health|height|weight|hair|eye\w*|salary|pay|wage|rate|bank|iban|account number|age)\b/;

const dateWords =
  /\b(date|dates|doh|hired|appointed|appointment|start|started|starts|end|ended|ends|anniversary|fecha|datum|embauche|entered|graduated|graduation)\b/;

/** A heading in plain words: no case, accents, signs, or joined words. */
export function toWords(heading: string): string {
  return foldText(heading.replace(/([a-z])([A-Z])/g, '$1 $2'))
    .replace(/[#№]|\bn[°º]/g, ' no ')
    .replace(/\b(no|nr|num|nbr)\b\.?/g, (_all, word: string) => (word === 'num' ? 'no' : word))
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The field of a heading, or null where it says nothing that is needed. */
export function readHeading(heading: string): Field | null {
  const words = toWords(heading);
  if (words === '' || words.length > 60) return null;
  const joined = words.replaceAll(' ', '');
  const known = byPhrase.get(words) ?? byPhrase.get(joined);
  if (known) return known;
  if (privateWords.test(words)) return 'private';
  if (dateWords.test(words)) return 'date';
  // “Employee ID (6 digits)”, “E-mail *”, “Last Name - Legal”.
  const cut = toWords(heading.replace(/[([].*$|\s[-–—:/].*$/, ''));
  return cut !== words && cut !== '' ? (byPhrase.get(cut) ?? null) : null;
}

/** Whether a heading says that the family name stands first in a cell. */
export const isFamilyFirst = (heading: string) =>
  /^(name |noms? |sortable )?(last|nom|noms|apellidos?|nachname|name (?=vorname))\b.*(first|prenoms?|nombres?|vorname)|^sortable/.test(
    toWords(heading),
  );
