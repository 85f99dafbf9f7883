import type { Migration } from '../extensions/kilowatch/src/storage/migration.ts';

/** Keep the numbers until the migrations that have them are merged. */
export const placeholders: readonly Migration[] = [14, 15, 16].map((number) => ({
	number,
	name: 'placeholder',
	up: () => Promise.resolve(),
	down: () => Promise.resolve(),
}));
