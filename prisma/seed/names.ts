import { shuffle } from '#app/features/records/gradings/order-rules.ts';

// Invented people. Common names of many origins, so that a class list looks like one.
const given = [
  'Amara',
  'Ben',
  'Chloe',
  'Daniel',
  'Elena',
  'Farid',
  'Grace',
  'Hugo',
  'Imani',
  'Jonas',
  'Keira',
  'Liam',
  'Mina',
  'Noor',
  'Owen',
  'Priya',
  'Quinn',
  'Rosa',
  'Samuel',
  'Tara',
  'Umar',
  'Vera',
  'Wade',
  'Ximena',
  'Yusuf',
  'Zoe',
  'Anton',
  'Brielle',
  'Cormac',
  'Dalia',
  'Emeka',
  'Freya',
  'Gideon',
  'Hana',
  'Ivan',
  'Jade',
  'Kofi',
  'Leona',
  'Mateo',
  'Nadia',
];
const family = [
  'Abbott',
  'Boudreau',
  'Chen',
  'Dhillon',
  'Eriksen',
  'Fraser',
  'Gagnon',
  'Hassan',
  'Ibarra',
  'Jarvis',
  'Kowalski',
  'LeBlanc',
  'MacNeil',
  'Nguyen',
  'Okoye',
  'Paul',
  'Quigley',
  'Rahman',
  'Santos',
  'Tremblay',
  'Usman',
  'Vaughan',
  'Whitford',
  'Xu',
  'Young',
  'Zielinski',
  'Arsenault',
  'Bello',
  'Carvery',
  'Doucette',
  'Ellison',
  'Flores',
  'Grant',
  'Hoang',
  'Islam',
  'Joudrey',
  'Kaur',
  'Lindqvist',
  'Morais',
  'Novak',
];

/** Names for `count` invented people, no two alike for up to 1,600; after that a number tells them apart. */
export function makeNames(count: number, random: () => number): string[] {
  const givenNames = shuffle(given, random);
  const familyNames = shuffle(family, random);
  return Array.from({ length: count }, (_, index) => {
    const first = givenNames[index % given.length];
    const last = familyNames[(index + Math.floor(index / given.length)) % family.length];
    const again = Math.floor(index / (given.length * family.length));
    return again === 0 ? `${first} ${last}` : `${first} ${last} ${again + 1}`;
  });
}
