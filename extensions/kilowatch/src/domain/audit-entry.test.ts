import { describe, expect, test } from 'vitest';
import {
	assertDetails,
	auditCode,
	entryHash,
	entryText,
	type AuditEntry,
	type ChainedEntry,
} from './audit-entry.ts';
import { sha256 } from './sha256.ts';

const requested = {
	action: 'consent.requested',
	details: { provider: 'enedis', scopes: 'daily,load_curve', text_version: '2026-11', step: 'recorded' },
} as const;

const finished = {
	action: 'sync.finished',
	details: {
		provider: 'enedis',
		trigger: 'schedule',
		status: 'partial',
		error_code: 'ADAM-DC-0008',
		from: '2026-01-01',
		to: '2026-01-08',
		windows: 4,
		calls: 5,
		rows_written: 336,
		calls_digest: sha256(''),
	},
} as const;

/** As a careless caller passes it: the types are not in the way. */
function check(action: AuditEntry['action'], details: object): void {
	assertDetails({ action, details: details as AuditEntry['details'] });
}

describe('assertDetails', () => {
	test.each([requested, finished])('takes what $action tells', ({ action, details }) => {
		expect(() => check(action, details)).not.toThrow();
		const unknown = Object.fromEntries(Object.keys(details).map((name) => [name, null]));
		expect(() => check(action, unknown)).not.toThrow();
	});

	test.each([
		['a value in kWh', 'value_kwh', 12.5],
		['a credential', 'external_id', 'x'],
		['a property of every object', 'toString', null],
	])('refuses %s under a name of its own', (_, name, value) => {
		expect(() => check('consent.requested', { ...requested.details, [name]: value })).toThrow(
			`The detail "${name}" of consent.requested does not belong into the audit log`,
		);
	});

	test.each([
		['a PRM as a word', 'status', '12345678901234'],
		['a PRM as a code', 'error_code', '12345678901234'],
		['a PRM behind a word', 'error_code', 'prm_12345678901234'],
		['a token as a code', 'error_code', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0'],
		['an account’s id', 'trigger', '6b1f7a52-3c40-4e2b-9d5e-0a5f7c1e0001'],
		['a sentence', 'status', 'the holder said no'],
		['a line break', 'status', 'partial\n'],
		['a measured value', 'rows_written', 0.35],
		['a count that is none', 'calls', -1],
		['a number that is none', 'calls', Number.NaN],
		['a number as a text', 'calls', '5'],
		['a text as an object', 'status', { toString: () => 'partial' }],
		['a moment as a day', 'from', '2026-01-01T00:00:00Z'],
		['a shortened digest', 'calls_digest', 'abc'],
		['nothing', 'provider', undefined],
	])('refuses %s, and does not repeat it', (_, name, value) => {
		const attempt = () => check('sync.finished', { ...finished.details, [name]: value });
		expect(attempt).toThrow(`The detail "${name}" of sync.finished does not belong into the audit log`);
	});
});

test.each([
	['access_denied', 'access_denied'],
	['ADAM-DC-0008', 'ADAM-DC-0008'],
	['http_503', 'http_503'],
	['<script>', 'other'],
	['12345678901234', 'other'],
	['', 'other'],
])('the code %j is told as %j', (code, told) => {
	expect(auditCode(code)).toBe(told);
});

describe('entryHash', () => {
	const entry: ChainedEntry = {
		chain: 'c',
		number: 7,
		at: '2026-11-23T12:00:00.000000Z',
		actor: 'system',
		action: 'consent.ended',
		purpose: 'consent',
		details: { reason: 'expired', provider: 'enedis' },
		previousHash: 'p',
	};

	test('is that of the canonical JSON', () => {
		const content =
			'{"action":"consent.ended","actor":"system","details":{"provider":"enedis","reason":"expired"},"purpose":"consent"}';
		expect(entryText(entry)).toBe(content);
		expect(entryHash(entry)).toBe(
			sha256(
				`{"at":"2026-11-23T12:00:00.000000Z","chain":"c","entry":${content},"number":7,"previous_hash":"p"}`,
			),
		);
	});

	test('does not ask in which order the details come', () => {
		expect(entryHash({ ...entry, details: { provider: 'enedis', reason: 'expired' } })).toBe(
			entryHash(entry),
		);
	});

	test.each<Partial<ChainedEntry>>([
		{ chain: 'd' },
		{ number: 8 },
		{ at: '2026-11-23T12:00:00.000001Z' },
		{ actor: 'command' },
		{ action: 'consent.granted' },
		{ purpose: null },
		{ details: { reason: 'expired' } },
		{ previousHash: 'q' },
	])('%j makes another one', (change) => {
		expect(entryHash({ ...entry, ...change })).not.toBe(entryHash(entry));
	});
});
