import { expect, test } from 'vitest';
import { collections } from '../../shared/collections/index.ts';
import { collectionNote, fieldRows, translationRows } from './metadata.ts';

const keys = new Set(translationRows().map(({ key }) => key));

test('every text that a row refers to is translated, and nothing else', () => {
	const used = new Set(JSON.stringify(fieldRows()).match(/(?<=\$t:)\w+/g));
	expect([...used].filter((key) => !keys.has(key))).toEqual([]);
	expect(
		[...keys].filter((key) => !used.has(key) && !/^kilowatch_(policy_\w+|kilowatch|\w*?)_note$/.test(key)),
	).toEqual([]);
});

test('a note is its own, not another one of the same key', () => {
	const french = new Map(
		translationRows()
			.filter(({ language }) => language === 'fr-FR')
			.map(({ key, value }) => [`$t:${key}`, value]),
	);
	const rows = new Map(fieldRows().map((row) => [`${row.collection}.${row.field}`, row]));
	for (const { collection, note, fields } of collections) {
		expect(french.get(collectionNote(collection))).toBe(note['fr-FR']);
		for (const field of fields) {
			const reference = rows.get(`${collection}.${field.field}`)?.note;
			expect(reference ? french.get(reference) : undefined).toBe(field.note?.['fr-FR']);
		}
	}
});

test('a key has one text a language', () => {
	const pairs = translationRows().map(({ key, language }) => `${key} ${language}`);
	expect(new Set(pairs).size).toBe(pairs.length);
	expect(pairs).toHaveLength(keys.size * 4);
});

test('a closed list stands in the field and in its label', () => {
	const status = fieldRows().find((row) => row.collection === 'iot_devices' && row.field === 'status');
	expect(status).toMatchObject({
		interface: 'select-dropdown',
		display: 'labels',
		width: 'half',
		required: true,
		note: null,
		translations: [
			{ language: 'en-US', translation: 'Status' },
			{ language: 'fr-FR', translation: 'État' },
			{ language: 'nl-NL', translation: 'Status' },
			{ language: 'de-DE', translation: 'Zustand' },
		],
	});
	const choice = {
		text: '$t:kilowatch_choice_device_status_active',
		value: 'active',
		icon: 'check_circle',
		color: 'var(--theme--success)',
	};
	expect(status?.options).toMatchObject({ choices: expect.arrayContaining([choice]) as unknown });
	expect(status?.display_options).toMatchObject({ choices: expect.arrayContaining([choice]) as unknown });
});
