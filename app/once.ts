/**
 * Makes a function that derives something of an object once and keeps it as long as the object itself is kept. For objects
 * that never change, such as a published body: whoever drops the body drops all that was made of it.
 */
export function oncePer<Of extends object, Made>(make: (of: Of) => Made): (of: Of) => Made {
  const known = new WeakMap<Of, { made: Made }>();
  return (of) => {
    const kept = known.get(of) ?? { made: make(of) };
    known.set(of, kept);
    return kept.made;
  };
}
