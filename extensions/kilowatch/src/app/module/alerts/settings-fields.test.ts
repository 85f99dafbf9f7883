import { expect, test } from 'vitest';
import { alertSettings } from '../../../domain/alerts/settings.ts';
import { ruleNames } from '../../../domain/alerts/rule-names.ts';
import { valueAt } from './settings-draft.ts';
import {
	isWithin,
	numberFields,
	shownRules,
	toRead,
	toStored,
	type NumberField,
	type SettingsPart,
} from './settings-fields.ts';

const defaults = alertSettings.parse({});
const fields = Object.entries(numberFields).flatMap(([part, some]) =>
	some.map((field): [SettingsPart, NumberField] => [part as SettingsPart, field]),
);

/** Whether the server would take a number; what only contradicts another setting is taken. */
function isTaken(part: SettingsPart, { path }: NumberField, stored: number): boolean {
	const given = path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), stored);
	const { error } = alertSettings.safeParse({ [part]: given });

	return error?.issues.every(({ code }) => code === 'custom') ?? true;
}

test.each(fields)('bounds of %s %o are the server’s', (part, field) => {
	expect(isTaken(part, field, toStored(field.least, field))).toBe(true);
	expect(isTaken(part, field, toStored(field.most, field))).toBe(true);
	expect(isTaken(part, field, toStored(field.least - 1, field))).toBe(false);
	const isEndless = field.unit === '€';
	expect(isTaken(part, field, toStored(field.most + 1, field))).toBe(isEndless);
	const whole = field.step === 1 && field.stored === 'asRead' && field.unit !== '€' && field.unit !== 'times';
	if (whole) expect(isTaken(part, field, field.least + 0.5)).toBe(false);
});

test('every number of the settings has a field, and no other has', () => {
	const numbersIn = (tree: object, path: string[] = []): string[] =>
		Object.entries(tree).flatMap(([name, value]: [string, unknown]) => {
			if (typeof value === 'number') return [[...path, name].join('.')];

			return typeof value === 'object' && value !== null ? numbersIn(value, [...path, name]) : [];
		});
	expect(fields.map(([part, { path }]) => [part, ...path].join('.')).sort()).toEqual(
		numbersIn(defaults).sort(),
	);
	expect([...shownRules].sort()).toEqual([...ruleNames].sort());
});

test('usual values are read in people’s units and come back the same', () => {
	for (const [part, field] of fields) {
		const stored = valueAt({ own: {}, portfolio: defaults }, [part, ...field.path]) as number;
		const read = toRead(stored, field);
		expect(isWithin(read, field), `${part} ${field.name}`).toBe(true);
		expect(toStored(read, field)).toBe(stored);
	}
	const [surge] = numberFields['day-surge'];
	const [average] = numberFields['above-average'];
	expect([surge && toRead(1.15, surge), average && toRead(1.2, average)]).toEqual([15, 120]);
});
