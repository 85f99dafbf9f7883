import { expect, test } from 'vitest';
import type { OnboardingLine } from '../../shared/http-contract/onboarding.ts';
import { translator } from '../locales/translate.ts';
import { countInvited, linksFile, onboardingTemplate, verdictOf } from './onboarding-lines.ts';

const line: OnboardingLine = {
	line: 2,
	building: { id: 'b', name: 'Les Tilleuls' },
	provider: 'enedis',
	point_id: '09775542606818',
	label: 'Flat 3',
	verdict: 'new',
	code: null,
	message: null,
	device: 'd',
	invitation_url: 'https://directus.example.com/kilowatch/holder/abc',
	sent: false,
};

test('the template is filled in with a building there is', () => {
	const [header, first] = onboardingTemplate('Résidence; "Élysée"').split('\r\n');

	expect(header).toBe('\uFEFFbuilding;provider;point_id;label;scopes;personal;email;language');
	expect(first).toBe('"Résidence; ""Élysée""";enedis;12345678901234;Lift;daily load_curve;no;;');
});

test('verdicts are words, and why a line is refused, too', () => {
	const translate = translator('en-US');

	expect(verdictOf(line, translate)).toBe('will be connected');
	expect(verdictOf({ ...line, verdict: 'connected' }, translate)).toBe('already connected: stays as it is');
	expect(verdictOf({ ...line, verdict: 'refused', code: 'twice' }, translate)).toBe(
		'the same meter as a line above',
	);
});

test('only who gets a link is invited', () => {
	const verdicts = ['new', 'known', 'connected', 'refused'] as const;

	expect(countInvited(verdicts.map((verdict) => ({ ...line, verdict })))).toBe(2);
});

test('the links are a file for a spreadsheet, in which nothing runs', () => {
	const rows = linksFile([
		line,
		{ ...line, line: 3, label: '=HYPERLINK("https://evil.example")', sent: true },
		{ ...line, line: 4, verdict: 'connected', invitation_url: null },
	]).split('\r\n');

	expect(rows).toEqual([
		'\uFEFFline;building;provider;point_id;label;mailed;link',
		'2;Les Tilleuls;enedis;09775542606818;Flat 3;no;https://directus.example.com/kilowatch/holder/abc',
		`3;Les Tilleuls;enedis;09775542606818;"'=HYPERLINK(""https://evil.example"")";yes;https://directus.example.com/kilowatch/holder/abc`,
		'',
	]);
});
