import { setEnvironment } from './environment.ts';

// A file that cannot be: a unit test that reaches for the database fails.
await setEnvironment(() => 'file:/dev/null/unit-tests-have-no-database');
