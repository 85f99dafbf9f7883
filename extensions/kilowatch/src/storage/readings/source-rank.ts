import { sources } from '../../domain/reading.ts';

/** SQL that ranks a source: 1 is the most trusted. `column` is ours, never input. */
export function sourceRank(column: string): string {
	return `array_position(ARRAY['${sources.join("', '")}'], ${column})`;
}
