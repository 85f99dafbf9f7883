import { expect, test } from 'vitest';
import { checkEmail, emptyInviteForm, toInvitationRequest } from './invite-form.ts';

test('a link to pass on needs nothing more', () => {
	const form = emptyInviteForm('fr-CA');

	expect(form).toEqual({ way: 'hand', email: '', language: 'fr', days: 30 });
	expect(toInvitationRequest(form)).toEqual({ days: 30 });
	expect(toInvitationRequest({ ...form, email: 'left@over.fr' })).toEqual({ days: 30 });
});

test('people of another language get an English mail until they choose', () => {
	expect(emptyInviteForm('pl-PL').language).toBe('en');
});

test('a mail needs its address', () => {
	const form = { ...emptyInviteForm('de-DE'), way: 'mail' as const, days: 7 };

	expect(toInvitationRequest(form)).toBeUndefined();
	expect(toInvitationRequest({ ...form, email: 'a@b' })).toBeUndefined();
	expect(toInvitationRequest({ ...form, email: ' a@b.fr ' })).toEqual({
		days: 7,
		email: 'a@b.fr',
		language: 'de',
	});
});

test.each([
	['', 'incomplete'],
	['a', 'incomplete'],
	['a@b', 'incomplete'],
	['a@b.fr', 'right'],
	['a@b.fr, c@d.fr', 'wrong'],
	['A <a@b.fr>', 'wrong'],
])('%j is %s', (typed, state) => {
	expect(checkEmail(typed)).toBe(state);
});
