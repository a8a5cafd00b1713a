/** The elements of a lesson in one file: most lessons hold all of them, and each file more is a request more. */
import './lesson-reader.client.ts';
import './reflect-note.client.ts';
import './spoken-line.client.ts';
