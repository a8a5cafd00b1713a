/** The one form in which a password is hashed and compared. Pure: no I/O here. */

/**
 * A password in its normal form, that of RFC 8265, section 4.2 (OpaqueString): composed (NFC), every kind of space a
 * plain one. A Mac and a PC send the letter é in different ways; both open the account.
 */
export function toSecret(typed: string): string {
  return typed.normalize('NFC').replace(/\p{Zs}/gu, ' ');
}

/**
 * The texts to try when somebody signs in: the normal form first, then what older hashes may have been made of, as typed
 * and taken apart. All but the first are left out where they are no other text, as in every password of plain letters.
 */
export function listSecretForms(typed: string): string[] {
  return [...new Set([toSecret(typed), typed, typed.normalize('NFC'), typed.normalize('NFD')])];
}
