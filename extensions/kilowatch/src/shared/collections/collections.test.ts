import { describe, expect, test } from 'vitest';
import { metricRules, metrics, registers } from '../../domain/metrics.ts';
import { qualities, sources } from '../../domain/reading.ts';
import {
	channelStates,
	consentScopes,
	consentStatuses,
	dayStatuses,
	deviceStatuses,
	deviceTypes,
	providerNames,
	syncRunStatuses,
	syncTriggers,
} from '../names.ts';
import * as lists from './choices.ts';
import { collections } from './index.ts';
import { languages, type Texts } from './texts.ts';

const fields = collections.flatMap(({ collection, fields }) =>
	fields.map((field) => ({ place: `${collection}.${field.field}`, ...field })),
);
const isSaid = (text: Texts) => languages.every((language) => text[language].trim().length > 0);

test('14 collections, each once', () => {
	expect(new Set(collections.map(({ collection }) => collection)).size).toBe(14);
	expect(collections).toHaveLength(14);
});

describe('texts', () => {
	test('every label, note and choice is said in every language', () => {
		const texts = [
			...collections.flatMap(({ collection, label, note }) => [
				[collection, label] as const,
				[`${collection} note`, note] as const,
			]),
			...fields.flatMap(({ place, label, note, choices }) => [
				[place, label] as const,
				...(note ? [[`${place} note`, note] as const] : []),
				...(choices?.choices ?? []).map(({ value, text }) => [`${place} ${value}`, text] as const),
			]),
		];
		expect(texts.filter(([, text]) => !isSaid(text)).map(([place]) => place)).toEqual([]);
		expect(texts.length).toBeGreaterThan(250);
	});

	test('no text contains what vue-i18n reads as its own syntax', () => {
		const all = JSON.stringify(
			collections.map(({ fields, note }) => [
				fields.map((field) => [field.label, field.note, field.choices]),
				note,
			]),
		);
		expect(all.match(/[|@]/g)).toBeNull();
	});
});

describe('fields', () => {
	test('no collection names a field twice', () => {
		expect(new Set(fields.map(({ place }) => place)).size).toBe(fields.length);
	});

	test('lists, templates and sorts name fields that exist', () => {
		const known = new Set(fields.map(({ place }) => place));
		const named = collections.flatMap(({ collection, list, displayTemplate, archive }) =>
			[
				...list.fields,
				list.sort.replace('-', ''),
				...(archive ? [archive.field] : []),
				...[...displayTemplate.matchAll(/\{\{(\w+)/g)].map(([, field = '']) => field),
			].map((field) => `${collection}.${field}`),
		);
		expect(named.filter((place) => !known.has(place))).toEqual([]);
	});

	test('every list of related rows is the other end of a relation', () => {
		const ends = fields.flatMap(({ relation }) =>
			relation?.oneField ? [`${relation.collection}.${relation.oneField}`] : [],
		);
		expect(ends.toSorted()).toEqual(
			fields
				.filter(({ alias }) => alias)
				.map(({ place }) => place)
				.toSorted(),
		);
	});

	test('the Studio cannot change readings, days, runs or the log', () => {
		for (const name of ['iot_readings', 'iot_daily', 'iot_sync_runs', 'iot_audit']) {
			const open = collections
				.find(({ collection }) => collection === name)
				?.fields.filter(({ readonly }) => !readonly);
			expect(open, name).toEqual([]);
		}
	});
});

test('lists have the values of the code, in its order', () => {
	const values = (list: { choices: readonly { value: string }[] }) => list.choices.map(({ value }) => value);
	expect({
		provider: values(lists.providerChoices),
		deviceType: values(lists.deviceTypeChoices),
		deviceStatus: values(lists.deviceStatusChoices),
		metric: values(lists.metricChoices),
		channelState: values(lists.channelStateChoices),
		register: values(lists.registerChoices),
		unit: values(lists.unitChoices).toSorted(),
		quality: values(lists.qualityChoices),
		source: values(lists.sourceChoices),
		dayStatus: values(lists.dayStatusChoices),
		consentScope: values(lists.consentScopeChoices),
		consentStatus: values(lists.consentStatusChoices),
		syncRunStatus: values(lists.syncRunStatusChoices),
		syncTrigger: values(lists.syncTriggerChoices),
	}).toEqual({
		provider: [...providerNames],
		deviceType: [...deviceTypes],
		deviceStatus: [...deviceStatuses],
		metric: [...metrics],
		channelState: [...channelStates],
		register: [...registers],
		unit: [...new Set(Object.values(metricRules).map(({ unit }) => unit))].toSorted(),
		quality: [...qualities],
		source: [...sources],
		dayStatus: [...dayStatuses],
		consentScope: [...consentScopes],
		consentStatus: [...consentStatuses],
		syncRunStatus: [...syncRunStatuses],
		syncTrigger: [...syncTriggers],
	});
});
