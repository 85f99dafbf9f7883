import { expect, test } from 'vitest';
import { extendCallDigest, type DigestedCall } from './call-digest.ts';
import { sha256 } from './sha256.ts';

const call: DigestedCall = {
	api: 'mesure_synchrone_auto',
	from: '2026-01-01',
	to: '2026-01-08',
	status: 'ok',
	bytes: 4711,
};

test('a digest is that of the one before and the call as JSON, keys in order', () => {
	const first = extendCallDigest(null, call);
	const text =
		'{"api":"mesure_synchrone_auto","bytes":4711,"from":"2026-01-01","status":"ok","to":"2026-01-08"}';

	expect(first).toBe(sha256(`[null,${text}]`));
	expect(extendCallDigest(first, call)).toBe(sha256(`["${first}",${text}]`));
	expect(first).toMatch(/^[0-9a-f]{64}$/);
});

test.each<Partial<DigestedCall>>([
	{ api: 'other' },
	{ from: '2026-01-02' },
	{ to: '2026-01-09' },
	{ status: 'outage' },
	{ bytes: 4712 },
])('%j makes another digest', (change) => {
	expect(extendCallDigest(null, { ...call, ...change })).not.toBe(extendCallDigest(null, call));
});

test('the order of calls makes a difference, and so does the number of them', () => {
	const other = { ...call, from: '2025-12-25', to: '2026-01-01' };
	const digestOf = (calls: DigestedCall[]) => calls.reduce<string | null>(extendCallDigest, null);

	expect(digestOf([call, other])).not.toBe(digestOf([other, call]));
	expect(digestOf([call, call])).not.toBe(digestOf([call]));
});

test('what else a call carries is left out', () => {
	expect(extendCallDigest(null, { ...call, body: 'secret' } as DigestedCall)).toBe(
		extendCallDigest(null, call),
	);
});
