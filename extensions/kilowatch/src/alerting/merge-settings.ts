import { z } from 'zod';
import { alertSettings, type AlertSettings } from '../domain/alerts/settings.ts';

type Level = Readonly<Record<string, unknown>>;

/**
 * The settings that are in force: defaults, over them the portfolio's, over them the building's. What a level leaves out, or
 * sets to null, is as on the one before.
 *
 * @param levels as they are stored, the strongest last
 * @returns what is wrong, where they do not make settings together
 */
export function mergeSettings(
	...levels: readonly unknown[]
): { settings: AlertSettings } | { mistakes: string[] } {
	let merged: Level = {};
	for (const level of levels) {
		if (level === null || level === undefined) continue;
		if (!isLevel(level)) return { mistakes: ['settings must be an object'] };
		merged = mergeLevel(merged, level);
	}
	const result = alertSettings.safeParse(merged);
	if (result.success) return { settings: result.data };

	return {
		mistakes: result.error.issues.map(({ path, message }) =>
			[path.join('.'), message].filter(Boolean).join(': '),
		),
	};
}

/** Settings without what only says that the level before is in force; `null` where nothing is left. */
export function withoutNulls(level: unknown): Level | null {
	if (!isLevel(level)) return null;
	const left = Object.entries(level).flatMap(([name, value]): [string, unknown][] => {
		const own = isLevel(value) ? withoutNulls(value) : value;

		return own === null || own === undefined ? [] : [[name, own]];
	});

	return left.length === 0 ? null : Object.fromEntries(left);
}

function mergeLevel(under: Level, over: Level): Level {
	const merged: Record<string, unknown> = { ...under };
	for (const [name, value] of Object.entries(over)) {
		if (value === null || value === undefined) continue;
		const before = merged[name];
		merged[name] = isLevel(value) ? mergeLevel(isLevel(before) ? before : {}, value) : value;
	}

	return merged;
}

function isLevel(value: unknown): value is Level {
	return z.record(z.string(), z.unknown()).safeParse(value).success;
}
