import { expect, test } from 'vitest';
import { opinionForm, opinionKind, opinionRequests } from './opinion-form.ts';

const open = { status: 'open', verdict: null, comment: null } as const;
const judged = { status: 'acknowledged', verdict: 'true', comment: 'The boiler' } as const;

test('an open alert is acknowledged, with what was said of it', () => {
	expect(opinionForm(open)).toEqual({ verdict: 'none', comment: '' });
	expect(opinionRequests(opinionForm(open), open)).toEqual({ acknowledge: {} });
	expect(opinionKind(opinionForm(open), open)).toBe('acknowledge');
	expect(opinionRequests({ verdict: 'none', comment: ' Lift ' }, open)).toEqual({
		acknowledge: { comment: 'Lift' },
	});
});

test('who judges an open alert has seen it', () => {
	const form = { verdict: 'known_cause', comment: 'Works' } as const;
	expect(opinionRequests(form, open)).toEqual({
		acknowledge: { comment: 'Works' },
		verdict: { verdict: 'known_cause' },
	});
	expect(opinionKind(form, open)).toBe('acknowledgeAndJudge');
});

test('of one that was seen only what is new is sent', () => {
	expect(opinionRequests(opinionForm(judged), judged)).toEqual({});
	expect(opinionRequests({ verdict: 'none', comment: 'The boiler' }, judged)).toEqual({
		verdict: { verdict: null },
	});
	expect(opinionRequests({ verdict: 'true', comment: '' }, judged)).toEqual({
		verdict: { verdict: 'true', comment: null },
	});
	expect(opinionKind(opinionForm(judged), judged)).toBe('save');
});

test('one that has closed by itself is only judged', () => {
	const closed = { ...open, status: 'closed' } as const;
	expect(opinionRequests(opinionForm(closed), closed)).toEqual({});
	expect(opinionRequests({ verdict: 'false', comment: '' }, closed)).toEqual({
		verdict: { verdict: 'false' },
	});
});
