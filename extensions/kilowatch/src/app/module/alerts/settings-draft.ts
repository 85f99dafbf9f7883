import type { AlertSettings } from '../../../domain/alerts/settings.ts';
import type { PartialAlertSettings } from '../../../shared/http-contract/alerts.ts';
import type { SettingsPart } from './settings-fields.ts';

/** Settings of a building while they are changed: what it says itself, over what the portfolio says. */
export interface SettingsDraft {
	own: PartialAlertSettings;
	/** in force where the building says nothing */
	portfolio: AlertSettings;
}

/** Leads to a setting: its part, and the way inside. */
export type SettingPath = readonly [part: SettingsPart, ...inside: string[]];

/** What holds for the building, of one setting. */
export function valueAt({ own, portfolio }: SettingsDraft, path: SettingPath): unknown {
	return follow(own, path) ?? follow(portfolio, path);
}

/** What holds where the building says nothing of it. */
export function portfolioValueAt({ portfolio }: SettingsDraft, path: SettingPath): unknown {
	return follow(portfolio, path);
}

/** Whether the building says something itself, at a path or anywhere below it. */
export function isOwn({ own }: SettingsDraft, path: readonly string[]): boolean {
	const found = follow(own, path);

	return typeof found === 'object' && found !== null
		? Object.keys(found).some((name) => isOwn({ own } as SettingsDraft, [...path, name]))
		: found !== undefined && found !== null;
}

/** The draft with one setting changed; one that is as in the portfolio is not the building's own any more. */
export function withValue(draft: SettingsDraft, path: SettingPath, value: unknown): SettingsDraft {
	const isUsual = value === undefined || value === portfolioValueAt(draft, path);

	return { ...draft, own: put(draft.own, path, isUsual ? undefined : value) };
}

/** The draft in which a whole part is as in the portfolio. */
export function withoutPart(draft: SettingsDraft, part: SettingsPart): SettingsDraft {
	return { ...draft, own: put(draft.own, [part], undefined) };
}

/** All that would be in force, told in full: a preview looks at it in place of what is stored. */
export function settingsInForce({ own, portfolio }: SettingsDraft): AlertSettings {
	return merge(portfolio, own) as AlertSettings;
}

function follow(tree: unknown, path: readonly string[]): unknown {
	let found = tree;
	for (const name of path) {
		found = isTree(found) ? found[name] : undefined;
	}

	return found;
}

function put(tree: PartialAlertSettings, path: readonly string[], value: unknown): PartialAlertSettings {
	const [name = '', ...rest] = path;
	const { [name]: before, ...others } = tree;
	const after = rest.length === 0 ? value : put(isTree(before) ? before : {}, rest, value);
	const isNothing = after === undefined || (isTree(after) && Object.keys(after).length === 0);

	return isNothing ? others : { ...others, [name]: after };
}

function merge(base: unknown, over: unknown): unknown {
	if (!isTree(base) || !isTree(over)) return over ?? base;

	return Object.fromEntries(Object.entries(base).map(([name, value]) => [name, merge(value, over[name])]));
}

function isTree(value: unknown): value is PartialAlertSettings {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
